// Whatever a server of language models says, whole or as a stream, in each of three dialects: an answer, or a reason of one
// line that holds no key; what was heard while it came is the answer's text.
#include <cmath>

#include "answers.hpp"
#include "providers/chat_endpoint.hpp"

using namespace troupe;
using namespace troupe::providers;

namespace {

constexpr auto key = "sk-proj-1234567890abcdef";

void check(llm::ChatResult const& result, std::string const* heard) {
    if (!result) {
        auto const& error = result.error();
        demand(!error.message.empty() && error.message.find(key) == std::string::npos);
        demand_one_line(error.message);
        if (error.retry_after) demand(error.retry_after->count() >= 0 && error.retry_after->count() <= 86'400);
        return;
    }
    demand(text::is_valid_utf8(result->text));
    demand(result->usage.input_tokens >= 0 && result->usage.output_tokens >= 0);
    if (heard != nullptr && result->finish == llm::Finish::complete) demand(*heard == result->text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    FixedClock const clock{*parse_time("2026-11-22T08:30:00Z")};
    for (auto const dialect : {Dialect::openai_chat, Dialect::openai_responses, Dialect::anthropic}) {
        for (bool const is_streamed : {false, true}) {
            Answers http(text_of(data, size));
            auto const model = make_chat_model({"a/b", dialect, "https://api.example.com/v1", key, "b", false}, http, clock);
            std::string heard;
            llm::ChatRequest request{.messages = {{llm::Role::user, "Say hi"}}};
            if (is_streamed) request.on_text = [&](std::string_view piece) { heard += piece; };
            check(model->complete(request, http.stop()), is_streamed ? &heard : nullptr);
        }
    }
    return 0;
}
