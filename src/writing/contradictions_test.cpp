#include "artist/contradictions.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "artist/testing/contradiction_planter.hpp"
#include "writing/testing/writers.hpp"

/// The checker of artist/ on what the built-in writer writes: real profiles, which artist/ itself cannot make.
namespace troupe::writing {
namespace {

using artist::NamedText;
using artist::TextKind;

std::vector<std::string> const sentences{testing::mysterious,
                                       "A cheerful bedroom pop singer about trains and her grandmother",
                                       "aggressive phonk from Memphis",
                                       "lo-fi beats for studying in rainy Taipei",
                                       "A loud, extroverted festival DJ who loves crowds",
                                       "instrumental neoclassical pianist, intimate and sad",
                                       "hip hop storyteller from Baltimore about rent and family",
                                       "deep house for late kitchens",
                                       "a shoegaze band from Iceland",
                                       "dub techno 118 bpm",
                                       "UK garage singer, warm and playful",
                                       "post-punk duo, angry about money",
                                       "synthwave nostalgia, night driving",
                                       "witch house, haunted and anonymous",
                                       "liquid drum and bass with a soulful female voice",
                                       "R&B about love and insomnia",
                                       "indie folk troubadour from Ireland",
                                       "robotic art pop, glitchy and futuristic",
                                       "una cantante triste y oscura",
                                       "something nice"};

/// Everything that is written of an artist before and on the day of a release.
std::vector<NamedText> texts_of(artist::Profile const& profile, std::uint64_t seed) {
    auto texts = artist::texts_of(profile);
    auto const title = testing::writer().title({.profile = profile, .seed = seed});
    texts.push_back({"release.title", title ? title->text : "Slack Water", TextKind::title});
    for (auto const act : {SpeechAct::announce, SpeechAct::release, SpeechAct::behind_the_scenes, SpeechAct::thanks,
                           SpeechAct::question, SpeechAct::story}) {
        auto const captions = testing::writer().captions({.profile = profile,
                                                          .release_title = texts[7].text,
                                                          .date = "Friday 27 November",
                                                          .act = act,
                                                          .seed = seed,
                                                          .count = 2});
        if (captions)
            for (auto const& caption : *captions)
                texts.push_back(
                    {fmt::format("captions[{}]", texts.size()), caption.text, TextKind::caption, caption.facts});
    }
    return texts;
}

struct Artist {
    artist::Profile profile;
    std::vector<NamedText> texts;
};

std::vector<Artist> const& hundred_artists() {
    static auto const artists = [] {
        std::vector<Artist> list;
        for (std::uint64_t i = 0; i < 100; ++i) {
            auto profile = testing::identity(sentences[i % sentences.size()], i);
            auto texts = texts_of(profile, i);
            list.push_back({std::move(profile), std::move(texts)});
        }
        return list;
    }();
    return artists;
}

std::set<std::pair<std::string, std::string>> found_in(artist::Profile const& profile,
                                                       std::vector<NamedText> const& texts) {
    std::set<std::pair<std::string, std::string>> found;
    for (auto const& each : artist::find_contradictions(profile, texts)) found.emplace(each.path, each.said);
    return found;
}

TEST(Contradictions, AHundredCleanArtistsRaiseAtMostTwoFalseAlarms) {
    std::string alarms;
    int count = 0;
    for (auto const& [profile, texts] : hundred_artists())
        for (auto const& each : artist::find_contradictions(profile, texts)) {
            ++count;
            alarms += fmt::format("{} {}: '{}' {}\n", profile.core.name, each.path, each.said, each.why);
        }
    EXPECT_LE(count, 2) << alarms;
}

TEST(Contradictions, CatchesNinetyEightOfAHundredPlantedOnes) {
    using artist::testing::ContradictionPlanter;
    auto const& artists = hundred_artists();
    std::map<std::string, int> kinds;
    int planted = 0;
    int caught = 0;
    std::string missed;
    for (std::size_t i = 0; planted < 100; ++i) {
        ASSERT_LT(i, 400U);
        auto const& [profile, texts] = artists[i % artists.size()];
        auto edited = texts;
        ContradictionPlanter planter(profile, edited, artists[(i + 7) % artists.size()].profile, i);
        auto const plant = planter.plant(i % ContradictionPlanter::kinds);
        if (!plant) continue;
        ++planted;
        ++kinds[plant->kind];
        auto const before = found_in(profile, texts);
        bool is_caught = false;
        for (auto const& each : found_in(profile, edited))
            is_caught = is_caught || (each.first == plant->path && !before.contains(each));
        caught += is_caught ? 1 : 0;
        if (!is_caught)
            missed += fmt::format("{} in {}:\n{}\n{}\n", plant->kind, plant->path, plant->before, plant->after);
    }
    EXPECT_GE(caught, 98) << missed;
    EXPECT_GE(kinds.size(), 12U);
}

}  // namespace
}  // namespace troupe::writing
