#include "writing/impl/lint.hpp"

#include <gtest/gtest.h>

namespace troupe::writing::impl {
namespace {

char const* const dictionary = "/usr/share/festival/dicts/cmu/cmudict-0.4.out";

TEST(Banks, HaveNoFaults) {
    auto const banks = load_banks();
    ASSERT_TRUE(banks) << banks.error().message;
    for (auto const& fault : lint(*banks, *load_genres(), Prosody(dictionary))) ADD_FAILURE() << fault;
}

TEST(Banks, AreAsLargeAsPromised) {
    auto const banks = *load_banks();
    EXPECT_GE(load_genres()->size(), 30U);
    for (auto const& [kind, least] : {std::pair{"home", 60U}, std::pair{"object", 80U}, std::pair{"job", 60U}, std::pair{"event", 80U}, std::pair{"rule", 50U}})
        EXPECT_GE(banks.of(kind).size(), least) << kind;
    EXPECT_GE(banks.captions.size(), 120U);
    EXPECT_GE(banks.premises.size(), 20U);
}

TEST(Lint, FindsPlantedFaults) {
    auto banks = *load_banks();
    auto const genres = *load_genres();
    Prosody const prosody(dictionary);
    banks.entries["job"][0].forms.erase("lesson");
    banks.entries["object"][1].tags.push_back("sparkle");
    banks.entries["event"][2].id = banks.entries["event"][3].id;
    banks.frames[0].text = "{name} comes from {nowhere}.";
    banks.captions[0].text = "I have news: {title}.";
    banks.premises[0].hooks[0].title = "Not Sung Anywhere";
    auto faults = lint(banks, genres, prosody);
    auto const found = [&](std::string_view part) {
        return std::any_of(faults.begin(), faults.end(), [&](auto const& f) { return f.find(part) != std::string::npos; });
    };
    EXPECT_TRUE(found("has no 'lesson'"));
    EXPECT_TRUE(found("unknown tag 'sparkle'"));
    EXPECT_TRUE(found("the id is used twice"));
    EXPECT_TRUE(found("unknown slot {nowhere}"));
    EXPECT_TRUE(found("its person must be"));
    EXPECT_TRUE(found("is not in its first line"));
    if (!prosody.has_dictionary()) GTEST_SKIP() << "no pronouncing dictionary (festlex-cmu): rhymes are not judged";
    banks.premises[1].beats["verse1"][0] = {"a line about a window", "another one about the garden"};
    faults = lint(banks, genres, prosody);
    EXPECT_TRUE(found("never rhymes"));
}

}  // namespace
}  // namespace troupe::writing::impl
