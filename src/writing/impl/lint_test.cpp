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
    EXPECT_GE(load_genres()->size(), 60U);
    for (auto const& [kind, least] : {std::pair{"home", 120U}, std::pair{"object", 150U}, std::pair{"job", 100U}, std::pair{"event", 150U},
                                      std::pair{"rule", 100U}, std::pair{"origin", 100U}, std::pair{"release", 90U}, std::pair{"presence", 70U}})
        EXPECT_GE(banks.of(kind).size(), least) << kind;
    EXPECT_GE(banks.captions.size(), 250U);
    EXPECT_GE(banks.frames.size(), 250U);
    EXPECT_GE(banks.premises.size(), 40U);
    EXPECT_GE(banks.lexicon.axes.size(), 1'500U);
    for (auto const* code : {"es", "de", "fr", "pt", "it"}) EXPECT_GE(banks.languages.at(code).words.size(), 400U) << code;
    for (auto const& premise : banks.premises) {
        std::size_t couplets = 0;
        for (auto const& hook : premise.hooks) couplets += hook.couplets.size();
        for (auto const& [beat, lines] : premise.beats) couplets += lines.size();
        EXPECT_GE(2 * couplets, 60U) << premise.id;
    }
}

TEST(Lint, FindsPlantedFaultsOfWords) {
    auto banks = *load_banks();
    banks.lexicon.axes["dark"].push_back({Axis::darkness, -0.4});
    banks.lexicon.axes["as dark as a cave"] = {{Axis::darkness, 0.4}};
    banks.lexicon.topics["sea"] = "salt";
    banks.lexicon.vocals["hum"] = "hummed";
    banks.lexicon.countries["atlantis"] = "atlantis";
    banks.languages.at("es").words["duende"] = "duendeness";
    banks.languages.at("fr").fillers.insert("sombre");
    banks.refusals.front().unless.insert("sexual");
    banks.known_artists["berlin"] = {.genre = "berlinism"};
    auto const faults = lint(banks, *load_genres(), Prosody(""));
    for (auto const* part : {"'dark': stands twice on darkness", "longer than three words", "unknown tag 'salt'", "unknown kind 'hummed'", "is no country code",
                             "'duendeness', which is not read", "listed as a filler", "refuses and excuses", "no genre 'berlinism'", "is a place or a genre too"})
        EXPECT_TRUE(std::any_of(faults.begin(), faults.end(), [&](auto const& fault) { return fault.find(part) != std::string::npos; })) << part;
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
