#include "mcp/http_transport.hpp"

#include <algorithm>

#include "access/key.hpp"
#include "base/text.hpp"

namespace troupe::mcp {
namespace {

using net::ServerAnswer;
using net::ServerRequest;

constexpr std::size_t longest_session = 128;

ServerAnswer json_answer(int status, json::Value const& message) {
    return {status, {{"Content-Type", "application/json"}, {"Cache-Control", "no-store"}}, json::print(message)};
}

ServerAnswer refused(int status, std::string const& why) {
    return json_answer(status, refusal(nullptr, Fault::no_request, why));
}

/// Types without their parameters.
std::vector<std::string> types_of(std::string const& header) {
    std::vector<std::string> types;
    for (auto const& part : text::split(header, ',')) {
        auto const type = text::split(part, ';').front();
        types.push_back(text::lower(text::trim(std::string_view(type))));
    }
    return types;
}

bool names(std::vector<std::string> const& types, std::string_view wanted) {
    return std::find(types.begin(), types.end(), wanted) != types.end();
}

/// Who says nothing takes all; the protocol wants both named, but a client that reads JSON alone can be served.
bool takes(ServerRequest const& request, std::string_view type, std::string_view group) {
    auto const accept = request.header("accept");
    if (!accept) return true;
    auto const types = types_of(*accept);
    return names(types, type) || names(types, group) || names(types, "*/*");
}
bool takes_stream(ServerRequest const& request) { return takes(request, "text/event-stream", "text/*"); }

bool is_visible(std::string const& session) {
    return session.size() <= longest_session &&
           std::all_of(session.begin(), session.end(), [](char c) { return c > 0x20 && c < 0x7F; });
}

/// What is wrong with the head of a request.
std::optional<ServerAnswer> check_head(ServerRequest const& request) {
    if (request.method != "POST") {
        auto answer = refused(405, "messages are sent by POST; there is no stream to listen to, and no session to end");
        answer.set("Allow", "POST");
        return answer;
    }
    if (!names(types_of(request.header("content-type").value_or("")), "application/json"))
        return refused(415, "Content-Type: expected application/json");
    if (!takes(request, "application/json", "application/*") && !takes_stream(request))
        return refused(406, "Accept: expected application/json and text/event-stream");
    if (auto const version = request.header("mcp-protocol-version"); version && !Server::knows(*version))
        return refused(400,
                       "MCP-Protocol-Version: " + text::excerpt(*version, 40) + " is not spoken here; 2025-06-18 is");
    if (!is_visible(request.header("mcp-session-id").value_or("")))
        return refused(400, "Mcp-Session-Id: expected up to 128 visible characters");
    return std::nullopt;
}

class EventOutlet final : public Outlet {
public:
    explicit EventOutlet(std::shared_ptr<net::LiveStream> stream) : stream_(std::move(stream)) {}
    bool send(json::Value const& message) override {
        return stream_->send("event: message\ndata: " + json::print(message) + "\n\n");
    }
    void stay_in_touch() override { stream_->send(": still here\n\n"); }
    void close() override { stream_->close(); }
    [[nodiscard]] bool is_open() const override { return stream_->is_open(); }

private:
    std::shared_ptr<net::LiveStream> stream_;
};

}  // namespace

ServerAnswer HttpTransport::answer(ServerRequest const& request, access::Caller const& caller,
                                   std::string const& request_id) {
    if (auto refusal = check_head(request)) return *std::move(refusal);
    auto const message = read_message(request.body);
    if (!message) return json_answer(400, message.error());
    // Without a session the ids of different clients may be the same: each request is then a conversation of its own.
    auto const session = request.header("mcp-session-id").value_or("request " + request_id);
    auto const received = server_.receive(*message, {caller, session}, request_id);
    if (auto const* question = std::get_if<Question>(&received)) return answer(request, *question);
    auto const* reply = std::get_if<json::Value>(&received);
    if (reply == nullptr) return {202, {}, {}};
    auto answer = json_answer(200, *reply);
    if (message->method == "initialize" && reply->as_object().contains("result"))
        answer.set("Mcp-Session-Id", access::random_secret());
    return answer;
}

ServerAnswer HttpTransport::answer(ServerRequest const& request, Question const& question) {
    auto answered = server_.answer(question);
    if (auto const* reply = std::get_if<json::Value>(&answered)) return json_answer(200, *reply);
    auto* wait = std::get_if<std::shared_ptr<Wait>>(&answered);
    if (wait == nullptr) return {202, {}, {}};
    if (takes_stream(request)) return stream(std::move(*wait));
    return json_answer(200, (*wait)->give_up("This client reads no event streams, so nothing was waited for"));
}

ServerAnswer HttpTransport::stream(std::shared_ptr<Wait> wait) {
    ServerAnswer answer{
        200, {{"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}}, {}};
    answer.body = net::Feed([this, wait](std::shared_ptr<net::LiveStream> stream) {
        room_.add(wait, std::make_shared<EventOutlet>(std::move(stream)));
    });
    return answer;
}

}  // namespace troupe::mcp
