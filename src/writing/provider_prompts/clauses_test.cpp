#include "writing/provider_prompts/clauses.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "base/text.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::writing::provider_prompts {
namespace {

TEST(Clauses, SayWhatMattersMostWhenThereIsLittleRoom) {
    std::vector<Clause> const clauses{
        {2, {"A long second thing.", "Second."}}, {1, {"A long first thing.", "First."}}, {3, {"Third."}}};
    EXPECT_EQ(fit(clauses, 6), "First.");
    EXPECT_EQ(fit(clauses, 14), "Second. First.");
    EXPECT_EQ(fit(clauses, 21), "Second. First. Third.");
    EXPECT_EQ(fit(clauses, 34), "Second. A long first thing. Third.");
    EXPECT_EQ(fit(clauses, 100), "A long second thing. A long first thing. Third.");
    std::vector<Clause> const with_extra{{1, {"An extra."}, true}, {2, {"A long second thing.", "Second."}}};
    EXPECT_EQ(fit(with_extra, 20), "A long second thing.") << "extras wait for the longest forms";
    EXPECT_EQ(fit(with_extra, 30), "An extra. A long second thing.");
    EXPECT_EQ(fit({}, 100), "");
    EXPECT_EQ(fit({{1, {"", ""}}}, 100), "");
}

RC_GTEST_PROP(Clauses, NeverExceedTheLimitAndNeverCutAForm,
              (std::vector<std::string> const& words, std::uint16_t limit)) {
    std::vector<Clause> clauses;
    for (auto const& word : words) clauses.push_back({static_cast<int>(word.size() % 3), {word + word, word}});
    auto const most = static_cast<std::size_t>(limit % 300);
    RC_ASSERT(text::length(fit(clauses, most, "\n\n")) <= most);
}

TEST(Clauses, TakeTypedTextAsWords) {
    EXPECT_EQ(phrase("  a [Verse]\n{slot}\t<b>  "), "a Verse slot b");
    EXPECT_EQ(phrase("see https://example.org and @me."), "see and");
    EXPECT_EQ(phrase("Explanations, faces and launch parties."), "Explanations, faces and launch parties");
    EXPECT_EQ(phrase("naïve café"), "naïve café");
    EXPECT_EQ(uncapitalised("Launch parties"), "launch parties");
    EXPECT_EQ(uncapitalised("LED walls"), "LED walls");
    EXPECT_EQ(phrases({"one", " ", "two."}), (std::vector<std::string>{"one", "two"}));
}

TEST(Clauses, TellTimeAsPlayersDo) {
    EXPECT_EQ(clock_time(0), "0:00");
    EXPECT_EQ(clock_time(61.6), "1:02");
    EXPECT_EQ(clock_time(600), "10:00");
}

TEST(PlainWords, NameColoursAsPeopleDo) {
    EXPECT_EQ(colour_words("#000000"), "near-black");
    EXPECT_EQ(colour_words("#ffffff"), "white");
    EXPECT_EQ(colour_words("#ff0000"), "red");
    EXPECT_EQ(colour_words("#0000ff"), "dark blue");
    EXPECT_EQ(colour_words("#00a000"), "green");
    EXPECT_EQ(colour_words("#070816"), "near-black violet");
    EXPECT_EQ(colour_words("#d97588"), "rose");
    EXPECT_EQ(colour_words("#c8becc"), "light greyish purple");
    EXPECT_EQ(colour_words("#8b4513"), "dark brown");
    EXPECT_EQ(colour_words("blue"), "");
    EXPECT_EQ(colour_words("#12345g"), "");
}

TEST(PlainWords, SayWhatStandsOutAndNothingElse) {
    EXPECT_EQ(look_words({{"darkness", {.value = 0.9}}, {"motion", {.value = -0.5}}, {"grain", {.value = 0.1}}}),
              (std::vector<std::string>{"dark", "still"}));
    EXPECT_EQ(look_words({}), std::vector<std::string>{"even, natural light"});
    auto const sound = sound_words({{"brightness", -0.5}, {"space", 0.25}, {"grit", 0.1}});
    EXPECT_EQ(sound.wanted, (std::vector<std::string>{"wide reverberant space", "muted highs"}));
    EXPECT_EQ(sound.unwanted, std::vector<std::string>{"harsh highs"});
}

TEST(PlainWords, TurnNumbersIntoTempoAndFeeling) {
    EXPECT_EQ(tempo_words(58), "very slow");
    EXPECT_EQ(tempo_words(126), "brisk");
    EXPECT_EQ(tempo_words(174), "very fast");
    EXPECT_EQ(emotion_words(-0.7, 0.3), "quiet grief");
    EXPECT_EQ(emotion_words(0.8, 0.9), "elation");
    EXPECT_EQ(language_name("en-GB"), "English");
    EXPECT_EQ(language_name("tlh"), "tlh");
    EXPECT_EQ(vocal_words("none"), "instrumental");
}

}  // namespace
}  // namespace troupe::writing::provider_prompts
