#include "llm/answer_reading.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace troupe::llm {
namespace {

TEST(AnswerReading, FindsTheObjectWhateverIsSaidAround) {
    for (auto const* answer : {R"({"a":[1,2]})", "```json\n{\"a\":[1,2]}\n```", "Sure! Here it is: {\"a\":[1,2]} I hope you like it {really}.",
                               "{\"a\":[1,2,],}", "\xEF\xBB\xBF {\"a\": [1, 2]}"})
        EXPECT_EQ(json::print(read_answer(answer).value_or(json::Value("nothing"))), R"({"a":[1,2]})") << answer;
}

TEST(AnswerReading, LeavesStringsAsTheyAre) {
    EXPECT_EQ(json::print(*read_answer(R"(so: {"a":"},]\" {","b":",}"})")), R"({"a":"},]\" {","b":",}"})");
}

TEST(AnswerReading, SaysWhatIsWrongAndGuessesNothing) {
    for (auto const& [answer, why] : {std::pair{"no", "holds no JSON object"}, std::pair{"{\"a\": [1", "never closed"}, std::pair{"{a: 1}", "is no JSON"},
                                      std::pair{"", "holds no JSON object"}, std::pair{"[1,2]", "holds no JSON object"}}) {
        auto const read = read_answer(answer);
        ASSERT_FALSE(read) << answer;
        EXPECT_EQ(read.error().code, ErrorCode::bad_response);
        EXPECT_NE(read.error().message.find(why), std::string::npos) << read.error().message;
    }
}

RC_GTEST_PROP(AnswerReading, SurvivesAnything, (std::string const& text)) {
    auto const read = read_answer(text);
    RC_ASSERT(!read || read->is_object());
}

}  // namespace
}  // namespace troupe::llm
