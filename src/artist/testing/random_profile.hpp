#pragma once

#include <rapidcheck.h>

#include <algorithm>
#include <cmath>

#include "artist/profile.hpp"
#include "base/random.hpp"
#include "base/text.hpp"

/// Valid profiles that no writer would write: any length, any language, any weights.
namespace troupe::artist::testing {

class RandomProfile {
public:
    explicit RandomProfile(std::uint64_t seed) : random_(seed) {}

    [[nodiscard]] Profile make() {
        Profile profile;
        fill(profile.core);
        fill(profile.style);
        profile.audience = {.age_low = random_.between(10, 40),
                            .age_high = random_.between(40, 90),
                            .territories = countries(),
                            .time_zone = choice({"UTC", "Europe/Berlin", "America/Lima", "Asia/Tokyo"}),
                            .interests = texts(0, 6, 60),
                            .summary = random_.chance(0.3) ? "" : words(120)};
        profile.positioning = {
            .tagline = words(200), .promise = words(500), .influences = texts(0, 5, 100), .avoids = words(100)};
        profile.behaviour = {.personality = texts(3, 6, 60),
                             .platforms = weights(1, 6),
                             .publicness = random_.uniform(),
                             .shows_face = random_.chance(0.5)};
        fill(profile.story);
        profile.settings = {.release_strategy = choice({"singles", "ep_cycle", "waterfall"}),
                            .trend_alignment = choice({"strict", "soft", "experimental"}),
                            .autopilot = random_.chance(0.5),
                            .identity_limit = random_.uniform(),
                            .llm_assignments = {{"lyrics", words(20)}, {"prompts", words(20)}}};
        profile.understanding = {.prompt = words(300),
                                 .language = choice({"en", "de", "ja"}),
                                 .confidence = random_.uniform(),
                                 .heard = texts(0, 4, 60),
                                 .assumptions = texts(0, 4, 60),
                                 .tensions = texts(0, 2, 60)};
        return profile;
    }

    /// 1 to `longest` characters, not blank, without blanks at the ends.
    [[nodiscard]] std::string words(std::size_t longest) {
        static std::vector<std::string> const some{"night", "Über",   "夜の駅",      "\"quoted\"", "back\\slash",
                                                   "café",  "10,000", "rain",        "a",          "🎹",
                                                   "it's",  "—",      "line\nbreak", "tab\tstop"};
        std::string out = random_.chance(0.1) ? "ß" : "the";
        auto const wanted = 1 + random_.below(longest);
        for (auto length = text::length(out); length < wanted;) {
            auto const& next = random_.pick(some);
            length += 1 + text::length(next);
            if (length > longest) break;
            out += " " + next;
        }
        return out;
    }

    [[nodiscard]] std::vector<Weight> weights(std::size_t fewest, std::size_t most) {
        std::vector<Weight> list(fewest + random_.below(most - fewest + 1));
        double sum = 0;
        for (std::size_t i = 0; i < list.size(); ++i) {
            list[i] = {words(20) + " " + std::to_string(i), random_.uniform(0.01, 1), random_.uniform()};
            sum += list[i].weight;
        }
        for (auto& weight : list) weight.weight /= sum;
        std::stable_sort(list.begin(), list.end(), [](auto const& a, auto const& b) { return a.weight > b.weight; });
        return list;
    }

private:
    std::string choice(std::vector<std::string> const& options) { return random_.pick(options); }

    std::vector<std::string> texts(std::size_t fewest, std::size_t most, std::size_t longest) {
        std::vector<std::string> list(fewest + random_.below(most - fewest + 1));
        for (std::size_t i = 0; i < list.size(); ++i) list[i] = words(longest - 2) + " " + std::to_string(i);
        return list;
    }

    std::vector<std::string> countries() {
        std::vector<std::string> list{"DE", "GB", "JP", "BR", "US"};
        random_.shuffle(list);
        list.resize(random_.below(5));
        return list;
    }

    Trait trait(double low, double high) {
        auto const a = random_.uniform(low, high);
        auto const b = random_.uniform(low, high);
        auto const c = random_.uniform(std::min(a, b), std::max(a, b));
        return {c, std::min(a, b), std::max(a, b), random_.uniform()};
    }

    std::map<std::string, Trait> traits(std::vector<std::string> const& names, double low, double high) {
        std::map<std::string, Trait> map;
        for (auto const& name : names)
            if (random_.chance(0.7)) map[name] = trait(low, high);
        return map;
    }

    void fill(Core& core) {
        core.name = text::replace_all(text::replace_all(words(70), "\n", " "), "\t", " ");
        core.archetype = words(100);
        core.origin_story = words(1000);
        core.values = texts(2, 5, 200);
        core.motifs = texts(3, 5, 100);
        core.voice = {.person = choice({"first", "third", "none"}),
                      .register_name = choice({"plain", "terse", "lyrical", "wry", "technical", "warm", "ceremonial"}),
                      .letter_case = choice({"sentence", "lower"}),
                      .words_low = random_.between(1, 10),
                      .words_high = random_.between(10, 100),
                      .uses_emoji = random_.chance(0.5),
                      .uses_hashtags = random_.chance(0.5),
                      .language = choice({"en", "pt-BR"})};
        for (int i = 0; i < 5; ++i) core.palette.push_back(colour());
        core.home_genre = words(30);
    }

    std::string colour() {
        std::string out = "#";
        for (int i = 0; i < 6; ++i) out += "0123456789abcdef"[random_.below(16)];
        return out;
    }

    void fill(Style& style) {
        style.genres = weights(1, 5);
        style.tempo_low = trait(40, 100);
        style.tempo_high = trait(100, 240);
        style.moods = weights(1, 8);
        style.modes = weights(1, 6);
        style.instruments = weights(0, 12);
        style.vocals = choice({"none", "sung", "rapped", "spoken", "choir", "vocoder"});
        style.vocal_presence = trait(0, 1);
        style.production = traits({"brightness", "space", "grit", "density", "swing", "warmth"}, -1, 1);
        style.lyric_themes = weights(0, 6);
        style.visual = traits({"darkness", "contrast", "grain", "abstraction", "motion", "ornament"}, -1, 1);
        style.visual_families = weights(1, 6);
        style.posting = traits({"posts_per_week", "hour", "release_gap_weeks"}, 0, 24);
        if (random_.chance(0.5)) style.posting["teaser_share"] = trait(0, 1);
    }

    void fill(Story& story) {
        static std::vector<std::string> const kinds{"home", "origin",  "object",  "job",    "event",
                                                    "rule", "release", "tension", "subject"};
        auto const count = 1 + random_.below(15);
        for (std::size_t i = 0; i < count; ++i) {
            Fact fact{.id = "fact." + std::to_string(i), .kind = choice(kinds), .text = words(300)};
            if (random_.chance(0.5)) fact.year = random_.between(1900, 2100);
            if (random_.chance(0.3)) fact.place = words(40);
            fact.tags = texts(0, 3, 30);
            fact.is_public = random_.chance(0.8);
            story.facts.push_back(std::move(fact));
        }
        story.biography_short = words(600);
        story.biography_medium = words(1500);
        story.biography_long = words(4000);
    }

    Random random_;
};

[[nodiscard]] inline rc::Gen<Profile> random_profiles() {
    return rc::gen::map(rc::gen::arbitrary<std::uint64_t>(),
                        [](std::uint64_t seed) { return RandomProfile(seed).make(); });
}

}  // namespace troupe::artist::testing
