// Whatever a model says: a JSON object that reads the same again, or words that can be told to the model.
#include "llm/answer_reading.hpp"

#include "demand.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const answer = llm::read_answer(text_of(data, size));
    if (!answer) {
        demand(answer.error().code == ErrorCode::bad_response && !answer.error().message.empty());
        demand_one_line(answer.error().message);
        return 0;
    }
    demand(answer->is_object());
    auto const printed = json::print(*answer);
    auto const again = llm::read_answer(printed);
    demand(again && json::print(*again) == printed);
    demand(llm::read_answer("Here you are:\n```json\n" + printed + "\n```").has_value());
    return 0;
}
