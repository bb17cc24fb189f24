#include "providers/impl/remote_chat_model.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "net/retry_after.hpp"
#include "providers/impl/chat_stream.hpp"

namespace troupe::providers::impl {
namespace {

using llm::ChatError;
using llm::ChatRequest;
using llm::ChatResult;
using llm::Finish;
using llm::Trouble;

constexpr std::size_t most_name_characters = 200;

/// What stands between the fences when the whole text is one fenced block: models that are asked for JSON in words like
/// to give it so.
std::string without_fence(std::string const& text) {
    auto const trimmed = text::trim(text);
    auto const line = trimmed.find('\n');
    if (!trimmed.starts_with("```") || !trimmed.ends_with("```") || line == std::string_view::npos) return text;
    auto const inside = trimmed.substr(line, trimmed.size() - line);
    return std::string(text::trim(inside.substr(0, inside.size() - 3)));
}

/// The option that the server says it does not take, when that is why it refused the request.
std::optional<Option> refused_option(int status, ServerError const& said, ChatBody const& body) {
    if (status != 400 && status != 422) return std::nullopt;
    for (auto const& [option, name] : body.used) {
        auto const is_structure = option == Option::json_schema || option == Option::json_object;
        if (is_structure ? refuses_structure(said, name) : refuses_parameter(said, name)) return option;
    }
    return std::nullopt;
}

}  // namespace

RemoteChatModel::RemoteChatModel(ChatEndpoint endpoint, std::unique_ptr<ChatDialect> dialect, net::HttpClient& http,
                                 Clock const& clock)
    : endpoint_(std::move(endpoint)),
      dialect_(std::move(dialect)),
      http_(http),
      clock_(clock),
      options_(dialect_->options(endpoint_)) {}

ChatResult RemoteChatModel::complete(ChatRequest const& request, std::stop_token stop) {
    auto allowed = options();
    for (;;) {
        auto outcome = ask(request, dialect_->body(endpoint_, request, allowed), stop);
        if (!outcome.refused) return outcome.result;
        // One option fewer each time, so this ends.
        allowed.erase(*outcome.refused);
        forget(*outcome.refused);
    }
}

RemoteChatModel::Outcome RemoteChatModel::ask(ChatRequest const& request, ChatBody const& body,
                                              std::stop_token stop) const {
    auto http = http_request(request, body);
    ChatStream stream(*dialect_, request.on_text);
    if (request.on_text) http.on_data = [&](std::string_view bytes) { return stream.hear(bytes); };
    auto const response = http_.send(http, std::move(stop));
    if (response && !response->is_success()) {
        auto const said = error_in(response->body);
        return {tl::unexpected(trouble(*response, said)), refused_option(response->status, said, body)};
    }
    if (request.on_text) return {judge(stream.finish(), request, response), {}};
    if (!response) return {tl::unexpected(trouble(response.error())), {}};
    return {judge(read_answer(*dialect_, response->body), request, response), {}};
}

net::HttpRequest RemoteChatModel::http_request(ChatRequest const& request, ChatBody const& body) const {
    return {.method = "POST",
            .url = dialect_->url(endpoint_),
            .headers = dialect_->headers(endpoint_),
            .body = json::print(json::Value(body.json)),
            .timeouts = timeouts(request, body),
            .most_bytes = most_answer_bytes};
}

net::Timeouts RemoteChatModel::timeouts(ChatRequest const& request, ChatBody const& body) const {
    constexpr Seconds connect{10}, long_answer{600};
    // A local server may have to load the model before its first word; some send the head of the answer before that.
    auto const patience = endpoint_.is_local ? Seconds(300) : Seconds(60);
    if (request.on_text) return {.connect = connect, .first_byte = patience, .idle = patience, .total = long_answer};
    // Models that think before they answer are those that let nobody set their temperature.
    auto const thinks = std::none_of(body.used.begin(), body.used.end(),
                                     [](UsedOption const& used) { return used.option == Option::temperature; });
    return {.connect = connect, .total = endpoint_.is_local || thinks ? long_answer : Seconds(120)};
}

ChatResult RemoteChatModel::judge(ChatDraft draft, ChatRequest const& request, net::HttpResult const& response) const {
    if (draft.error) return tl::unexpected(trouble({}, *draft.error));
    if (draft.is_garbled) return tl::unexpected(trouble(Trouble::garbled, "the answer cannot be read; try again"));
    if (!draft.finish && !response) return tl::unexpected(trouble(response.error()));
    if (!draft.finish && request.on_text)
        return tl::unexpected(trouble(Trouble::dropped, "the answer broke off; try again"));
    if (!draft.finish)
        return tl::unexpected(trouble(Trouble::garbled, "there is no answer in what the server sent; try again"));
    if (!draft.refusal.empty()) draft.finish = Finish::refused;
    if (draft.finish == Finish::complete && draft.text.empty())
        return tl::unexpected(trouble(Trouble::garbled, "the answer is empty; try again"));
    return answer(std::move(draft), request, response);
}

llm::ChatAnswer RemoteChatModel::answer(ChatDraft draft, ChatRequest const& request,
                                        net::HttpResult const& response) const {
    auto request_id = response ? response->header("x-request-id") : std::nullopt;
    if (!request_id && response) request_id = response->header("request-id");
    if (request.shape && draft.finish == Finish::complete) draft.text = without_fence(draft.text);
    return {.text = draft.finish == Finish::refused && draft.text.empty() ? draft.refusal : draft.text,
            .finish = *draft.finish,
            .usage = draft.usage,
            .model = text::excerpt(draft.model, most_name_characters),
            .request_id = text::excerpt(request_id.value_or(draft.id), most_name_characters)};
}

ChatError RemoteChatModel::trouble(net::HttpError const& error) const {
    auto const kind = trouble_of(error);
    return {{code_of(kind, 0), fmt::format("{}: {}", endpoint_.name, error.message)}, kind, {}};
}

ChatError RemoteChatModel::trouble(net::HttpResponse const& response, ServerError const& said) const {
    auto const status = response.status == 0 ? said.status : response.status;
    auto const kind = trouble_of(status, said);
    auto const message = fmt::format("{}: {}", endpoint_.name, describe(kind, status, said, endpoint_.api_key));
    auto const may_return = kind == Trouble::busy || kind == Trouble::dropped;
    return {
        {code_of(kind, status), message}, kind, may_return ? net::retry_after(response, clock_.now()) : std::nullopt};
}

ChatError RemoteChatModel::trouble(Trouble kind, std::string const& why) const {
    return {{code_of(kind, 0), fmt::format("{}: {}", endpoint_.name, why)}, kind, {}};
}

Options RemoteChatModel::options() const {
    std::lock_guard const lock(guard_);
    return options_;
}

void RemoteChatModel::forget(Option option) {
    std::lock_guard const lock(guard_);
    options_.erase(option);
}

}  // namespace troupe::providers::impl
