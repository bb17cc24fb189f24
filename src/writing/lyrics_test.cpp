#include <gtest/gtest.h>
#include <set>

#include "base/json.hpp"
#include "base/text.hpp"
#include "writing/prosody.hpp"
#include "writing/testing/writers.hpp"

namespace troupe::writing {
namespace {

using testing::identity;
using testing::writer;

Prosody const& prosody() {
    static Prosody const instance("/usr/share/festival/dicts/cmu/cmudict-0.4.out");
    return instance;
}

LyricsRequest song(artist::Profile profile, std::uint64_t seed) {
    return {.profile = std::move(profile),
            .form = {{"verse", 8, 6, 14}, {"chorus", 4, 6, 14}, {"verse", 8, 6, 14}, {"chorus", 4, 6, 14}, {"bridge", 4, 6, 14}, {"chorus", 4, 6, 14}},
            .seed = seed};
}

std::vector<std::string> const singers{"A cheerful bedroom pop singer", "post-punk band about money", "an indie folk singer about winter",
                                       "soulful house singer, dancing", "a lonely R&B singer about phones", "synth-pop about robots", "a shoegaze singer about insomnia"};

TEST(Lyrics, FillTheFormAndKeepToTheSyllables) {
    int lines = 0, missed = 0;
    for (std::uint64_t seed = 0; seed < 6; ++seed)
        for (auto const& prompt : singers) {
            auto const request = song(identity(prompt, seed), seed);
            auto const lyrics = writer().lyrics(request);
            ASSERT_TRUE(lyrics) << lyrics.error().message;
            ASSERT_EQ(lyrics->sections.size(), request.form.size());
            for (std::size_t s = 0; s < request.form.size(); ++s) {
                EXPECT_EQ(lyrics->sections[s].name, request.form[s].name);
                ASSERT_EQ(lyrics->sections[s].lines.size(), static_cast<std::size_t>(request.form[s].lines));
                for (auto const& line : lyrics->sections[s].lines) {
                    ++lines;
                    EXPECT_EQ(line.syllables, prosody().syllables(line.text)) << line.text;
                    EXPECT_EQ(line.text.find_first_of("{}[]|<>"), std::string::npos) << line.text;
                }
            }
            missed += lyrics->lines_out_of_range;
        }
    EXPECT_LE(missed, lines * 5 / 100) << "of " << lines;
}

TEST(Lyrics, RhymeTheChorusReturnsAndTheHookHoldsTheTitle) {
    if (!prosody().has_dictionary()) GTEST_SKIP() << "no pronouncing dictionary (festlex-cmu)";
    int pairs = 0, rhymed = 0;
    for (std::uint64_t seed = 0; seed < 6; ++seed)
        for (auto const& prompt : singers) {
            auto const lyrics = *writer().lyrics(song(identity(prompt, seed), seed));
            EXPECT_EQ(json::print(lyrics.sections[1].lines), json::print(lyrics.sections[3].lines));
            EXPECT_NE(text::lower(lyrics.hook).find(text::lower(lyrics.title)), std::string::npos) << lyrics.hook;
            std::set<std::string> sung;
            for (std::size_t s : {0U, 2U, 4U})
                for (auto const& line : lyrics.sections[s].lines) EXPECT_TRUE(sung.insert(line.text).second) << line.text;
            for (auto const& section : lyrics.sections)
                for (std::size_t i = 0; i + 1 < section.lines.size(); i += 2) {
                    ++pairs;
                    bool const same = !section.lines[i].rhyme.empty() && section.lines[i].rhyme == section.lines[i + 1].rhyme;
                    if (same) ++rhymed;
                    EXPECT_EQ(same, prosody().rhyme(section.lines[i].text, section.lines[i + 1].text) > 0);
                }
        }
    EXPECT_GE(rhymed * 100, pairs * 98);
}

TEST(Lyrics, SingAboutWhatWasAskedFor) {
    auto request = song(identity("a folk singer", 4), 4);
    request.seeds = {"lighthouses"};
    EXPECT_NE(json::print(*writer().lyrics(request)).find("lighthouses"), std::string::npos);
    auto const artist = identity("a pop singer about satellites", 2);
    EXPECT_NE(json::print(writer().lyrics(song(artist, 2))->sections).find("satellites"), std::string::npos);
}

TEST(Lyrics, AnInstrumentalGetsATitleAndMotifs) {
    auto const lyrics = *writer().lyrics(song(identity(testing::mysterious, 2), 2));
    EXPECT_TRUE(lyrics.sections.empty());
    EXPECT_EQ(lyrics.point_of_view, "none");
    EXPECT_FALSE(lyrics.title.empty());
    EXPECT_GE(lyrics.motifs.size(), 3U);
}

TEST(Lyrics, DoNotRepeatUsedLinesAndTitles) {
    auto request = song(identity("A cheerful bedroom pop singer", 1), 1);
    auto const first = *writer().lyrics(request);
    for (auto const& section : first.sections)
        for (auto const& line : section.lines) request.used_lines.push_back(line.text);
    request.used_titles = {first.title};
    auto const second = *writer().lyrics(request);
    EXPECT_NE(first.title, second.title);
    std::set<std::string> const used(request.used_lines.begin(), request.used_lines.end());
    int again = 0;
    for (auto const& section : second.sections)
        for (auto const& line : section.lines) again += used.contains(line.text) ? 1 : 0;
    EXPECT_LE(again, 4);
}

TEST(Lyrics, AreDeterministicAndRefuseAnImpossibleForm) {
    auto request = song(identity("hip hop storyteller about rent", 3), 9);
    EXPECT_EQ(json::print(*writer().lyrics(request)), json::print(*writer().lyrics(request)));
    request.form[1].lines = 40;
    EXPECT_NE(writer().lyrics(request).error().message.find("form[1].lines"), std::string::npos);
    request.form[1] = {"chorus", 4, 9, 3};
    EXPECT_NE(writer().lyrics(request).error().message.find("form[1].syllables_low"), std::string::npos);
}

TEST(Prosody, CountsAndRhymes) {
    if (!prosody().has_dictionary()) GTEST_SKIP() << "no pronouncing dictionary (festlex-cmu)";
    EXPECT_EQ(prosody().lacks(), "");
    EXPECT_EQ(prosody().syllables("the opposite side"), 5);
    EXPECT_EQ(prosody().syllables("I'm on the road alone"), 6);
    EXPECT_EQ(prosody().rhyme("keep the light", "all through the night"), 1);
    EXPECT_GT(prosody().rhyme("nearly home", "on the phone"), 0);
    EXPECT_EQ(prosody().rhyme("the table", "the window"), 0);
    EXPECT_EQ(prosody().rhyme("the same word", "another word"), 0);
}

TEST(Prosody, GuessesFromLettersWithoutADictionary) {
    Prosody const letters("/nonexistent");
    EXPECT_FALSE(letters.has_dictionary());
    EXPECT_NE(letters.lacks().find("festlex-cmu"), std::string::npos);
    EXPECT_EQ(letters.syllables("window light"), 3);
    EXPECT_EQ(letters.syllables("made"), 1);
    EXPECT_EQ(letters.rhyme("the light", "the night"), 1);
    EXPECT_EQ(letters.rhyme("the light", "the window"), 0);
}

}  // namespace
}  // namespace troupe::writing
