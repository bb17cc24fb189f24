// chat_probe BASE_URL: reads a call a line from standard input, makes it, and prints what became of it, a line a call.
//     {"dialect":"anthropic","prompt":"hello","shaped":false,"streamed":true}
//     {"outcome":"answer","text":"Hi","heard":"Hi","finish":"complete","requests":1,..}
#include <iostream>
#include <string>

#include "base/json.hpp"
#include "net/curl_http_client.hpp"
#include "providers/chat_endpoint.hpp"

namespace {

using namespace troupe;

struct Call {
    providers::Dialect dialect = providers::Dialect::openai_chat;
    std::string prompt;
    bool shaped = false;
    bool streamed = false;
};
BOOST_DESCRIBE_STRUCT(Call, (), (dialect, prompt, shaped, streamed))

struct Outcome {
    std::string outcome;  ///< "answer", or the name of the trouble
    std::string text, heard, finish, message, model, request_id;
    llm::Usage usage;
    std::optional<double> retry_after;
    int requests = 0;  ///< that were sent for it
};
BOOST_DESCRIBE_STRUCT(Outcome, (),
                      (outcome, text, heard, finish, message, model, request_id, usage, retry_after, requests))

class CountingClient final : public net::HttpClient {
public:
    net::HttpResult send(net::HttpRequest const& request, std::stop_token stop) override {
        ++sent;
        return client_.send(request, std::move(stop));
    }
    int sent = 0;

private:
    net::CurlHttpClient client_;
};

llm::ChatRequest request_of(Call const& call, std::string& heard) {
    llm::ChatRequest request{
        .messages = {{llm::Role::system, "Be brief"}, {llm::Role::user, call.prompt}}, .max_tokens = 200, .seed = 7};
    if (call.shaped)
        request.shape = llm::AnswerShape{
            "title",
            *json::parse_value(
                R"({"type":"object","properties":{"title":{"type":"string"}},"required":["title"],"additionalProperties":false})")};
    if (call.streamed) request.on_text = [&heard](std::string_view piece) { heard += piece; };
    return request;
}

Outcome make(Call const& call, std::string const& base_url, CountingClient& http) {
    SystemClock const clock;
    auto const model = providers::make_chat_model({.name = "peer/" + json::enum_name(call.dialect),
                                                   .dialect = call.dialect,
                                                   .base_url = base_url,
                                                   .api_key = "sk-peer-secret",
                                                   .model = "peer-model"},
                                                  http, clock);
    Outcome outcome;
    auto const before = http.sent;
    auto const result = model->complete(request_of(call, outcome.heard), {});
    outcome.requests = http.sent - before;
    if (!result) {
        outcome.outcome = json::enum_name(result.error().trouble);
        outcome.message = result.error().message;
        if (result.error().retry_after) outcome.retry_after = result.error().retry_after->count();
        return outcome;
    }
    outcome.outcome = "answer";
    outcome.text = result->text;
    outcome.finish = json::enum_name(result->finish);
    outcome.model = result->model;
    outcome.request_id = result->request_id;
    outcome.usage = result->usage;
    return outcome;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return std::cerr << "chat_probe BASE_URL < calls\n", 2;
    CountingClient http;
    for (std::string line; std::getline(std::cin, line);) {
        auto const call = json::parse<Call>(line);
        if (!call) return std::cerr << call.error().message << '\n', 2;
        std::cout << json::print(make(*call, arguments[1], http)) << std::endl;
    }
}
