#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <span>
#include <string_view>

#include "artist/profile.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time.hpp"

namespace troupe::artist {
namespace {

using Names = std::span<std::string_view const>;

constexpr std::string_view persons[] = {"first", "third", "none"};
constexpr std::string_view registers[] = {"plain", "terse", "lyrical", "wry", "technical", "warm", "ceremonial"};
constexpr std::string_view letter_cases[] = {"sentence", "lower"};
constexpr std::string_view vocals[] = {"none", "sung", "rapped", "spoken", "choir", "vocoder"};
constexpr std::string_view production_names[] = {"brightness", "space", "grit", "density", "swing", "warmth"};
constexpr std::string_view visual_names[] = {"darkness", "contrast", "grain", "abstraction", "motion", "ornament"};
constexpr std::string_view posting_names[] = {"posts_per_week", "hour", "release_gap_weeks", "teaser_share"};
constexpr std::string_view fact_kinds[] = {"home",    "origin",  "object",  "job",    "event",
                                           "rule",    "release", "tension", "subject"};
constexpr std::string_view strategies[] = {"singles", "ep_cycle", "waterfall"};
constexpr std::string_view alignments[] = {"strict", "soft", "experimental"};

tl::unexpected<Error> wrong(std::string_view path, std::string_view rule) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {}", path, rule));
}

Result<void> check_text(std::string const& path, std::string const& value, std::size_t longest) {
    if (text::trim(value).empty()) return wrong(path, "must not be empty");
    auto const length = text::length(value);
    if (length > longest) return wrong(path, fmt::format("has {} characters, at most {} are allowed", length, longest));
    return {};
}

Result<void> check_texts(std::string const& path, std::vector<std::string> const& items, std::size_t fewest, std::size_t most,
                         std::size_t longest) {
    if (items.size() < fewest || items.size() > most)
        return wrong(path, fmt::format("has {} entries, {} to {} are allowed", items.size(), fewest, most));
    for (std::size_t i = 0; i < items.size(); ++i) TRY(check_text(fmt::format("{}[{}]", path, i), items[i], longest));
    return {};
}

Result<void> check_name(std::string const& path, std::string_view value, Names allowed) {
    if (std::find(allowed.begin(), allowed.end(), value) != allowed.end()) return {};
    return wrong(path, fmt::format("'{}' is not one of {}", text::excerpt(value), fmt::join(allowed, ", ")));
}

Result<void> check_range(std::string const& path, double value, double low, double high) {
    if (std::isfinite(value) && value >= low && value <= high) return {};
    return wrong(path, fmt::format("{} is not within {} and {}", value, low, high));
}

Result<void> check_weight(std::string const& path, Weight const& weight) {
    TRY(check_text(path + ".name", weight.name, 80));
    TRY(check_range(path + ".weight", weight.weight, 0, 1));
    return check_range(path + ".plasticity", weight.plasticity, 0, 1);
}

/// Shares that were rounded to sum to 1 may stand a little out of order.
constexpr double rounding = 0.005;

/// Shares of a whole: sorted, each name once, and together 1.
Result<void> check_weights(std::string const& path, std::vector<Weight> const& weights, std::size_t fewest, std::size_t most) {
    if (weights.size() < fewest || weights.size() > most)
        return wrong(path, fmt::format("has {} entries, {} to {} are allowed", weights.size(), fewest, most));
    std::set<std::string_view> names;
    double sum = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        auto const at = fmt::format("{}[{}]", path, i);
        TRY(check_weight(at, weights[i]));
        if (!names.insert(weights[i].name).second) return wrong(at + ".name", fmt::format("'{}' stands there twice", weights[i].name));
        if (i > 0 && weights[i].weight > weights[i - 1].weight + rounding) return wrong(at + ".weight", "is heavier than the one before: sort them");
        sum += weights[i].weight;
    }
    if (!weights.empty() && std::abs(sum - 1) > 1e-6) return wrong(path, fmt::format("the weights sum to {}, not to 1", sum));
    return {};
}

Result<void> check_trait(std::string const& path, Trait const& trait, double low, double high) {
    TRY(check_range(path + ".low", trait.low, low, high));
    TRY(check_range(path + ".high", trait.high, low, high));
    if (trait.low > trait.high) return wrong(path + ".low", fmt::format("{} is above high, {}", trait.low, trait.high));
    TRY(check_range(path + ".value", trait.value, trait.low, trait.high));
    return check_range(path + ".plasticity", trait.plasticity, 0, 1);
}

Result<void> check_traits(std::string const& path, std::map<std::string, Trait> const& traits, Names allowed, double low,
                          double high) {
    for (auto const& [name, trait] : traits) {
        TRY(check_name(path, name, allowed));
        TRY(check_trait(fmt::format("{}.{}", path, name), trait, low, high));
    }
    return {};
}

bool is_colour(std::string const& value) {
    return value.size() == 7 && value[0] == '#' &&
           std::all_of(value.begin() + 1, value.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<void> check_palette(std::vector<std::string> const& palette) {
    if (palette.size() != 5)
        return wrong("core.palette", fmt::format("has {} colours: 4 from dark to light and the accent are needed", palette.size()));
    for (std::size_t i = 0; i < palette.size(); ++i)
        if (!is_colour(palette[i]))
            return wrong(fmt::format("core.palette[{}]", i),
                         fmt::format("'{}' is no colour: write it like #1a2b3c", text::excerpt(palette[i])));
    return {};
}

Result<void> check_voice(Voice const& voice) {
    TRY(check_name("core.voice.person", voice.person, persons));
    TRY(check_name("core.voice.register_name", voice.register_name, registers));
    TRY(check_name("core.voice.letter_case", voice.letter_case, letter_cases));
    TRY(check_range("core.voice.words_low", voice.words_low, 1, 100));
    TRY(check_range("core.voice.words_high", voice.words_high, voice.words_low, 100));
    return check_text("core.voice.language", voice.language, 35);
}

Result<void> check_core(Core const& core) {
    TRY(check_text("core.name", core.name, 80));
    if (text::trim(core.name).size() != core.name.size() || core.name.find_first_of("\r\n\t") != std::string::npos)
        return wrong("core.name", "must be one line without blanks at its ends");
    TRY(check_text("core.archetype", core.archetype, 120));
    TRY(check_text("core.origin_story", core.origin_story, 4000));
    TRY(check_texts("core.values", core.values, 2, 5, 240));
    TRY(check_texts("core.motifs", core.motifs, 3, 5, 120));
    TRY(check_voice(core.voice));
    TRY(check_palette(core.palette));
    return check_text("core.home_genre", core.home_genre, 80);
}

Result<void> check_tempo(Style const& style) {
    TRY(check_trait("style.tempo_low", style.tempo_low, 20, 400));
    TRY(check_trait("style.tempo_high", style.tempo_high, 20, 400));
    if (style.tempo_low.value > style.tempo_high.value)
        return wrong("style.tempo_low.value",
                     fmt::format("{} is above style.tempo_high.value, {}", style.tempo_low.value, style.tempo_high.value));
    return {};
}

Result<void> check_posting(std::map<std::string, Trait> const& posting) {
    TRY(check_traits("style.posting", posting, posting_names, 0, 24));
    auto const at = posting.find("teaser_share");
    if (at != posting.end()) TRY(check_trait("style.posting.teaser_share", at->second, 0, 1));
    return {};
}

Result<void> check_style(Style const& style) {
    TRY(check_weights("style.genres", style.genres, 1, 5));
    TRY(check_tempo(style));
    TRY(check_weights("style.moods", style.moods, 1, 12));
    TRY(check_weights("style.modes", style.modes, 1, 12));
    TRY(check_weights("style.instruments", style.instruments, 0, 30));
    TRY(check_name("style.vocals", style.vocals, vocals));
    TRY(check_trait("style.vocal_presence", style.vocal_presence, 0, 1));
    TRY(check_traits("style.production", style.production, production_names, -1, 1));
    TRY(check_weights("style.lyric_themes", style.lyric_themes, 0, 20));
    TRY(check_traits("style.visual", style.visual, visual_names, -1, 1));
    TRY(check_weights("style.visual_families", style.visual_families, 1, 12));
    return check_posting(style.posting);
}

Result<void> check_audience(Audience const& audience) {
    TRY(check_range("audience.age_low", audience.age_low, 0, 120));
    TRY(check_range("audience.age_high", audience.age_high, audience.age_low, 120));
    for (std::size_t i = 0; i < audience.territories.size(); ++i) {
        auto const& code = audience.territories[i];
        if (code.size() != 2 || !std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
            return wrong(fmt::format("audience.territories[{}]", i),
                         fmt::format("'{}' is no country code: write it like DE", text::excerpt(code)));
    }
    TRY(check_text("audience.time_zone", audience.time_zone, 60));
    if (auto const known = local_date(TimePoint{}, audience.time_zone); !known) return within("audience.time_zone", known.error());
    return check_texts("audience.interests", audience.interests, 0, 20, 160);
}

Result<void> check_positioning(Positioning const& positioning) {
    TRY(check_text("positioning.tagline", positioning.tagline, 240));
    TRY(check_text("positioning.promise", positioning.promise, 600));
    return check_texts("positioning.influences", positioning.influences, 0, 20, 160);
}

Result<void> check_behaviour(Behaviour const& behaviour) {
    TRY(check_texts("behaviour.personality", behaviour.personality, 3, 6, 80));
    TRY(check_weights("behaviour.platforms", behaviour.platforms, 1, 12));
    return check_range("behaviour.publicness", behaviour.publicness, 0, 1);
}

Result<void> check_fact(std::string const& path, Fact const& fact) {
    TRY(check_text(path + ".id", fact.id, 60));
    TRY(check_name(path + ".kind", fact.kind, fact_kinds));
    TRY(check_text(path + ".text", fact.text, 600));
    if (fact.year) TRY(check_range(path + ".year", *fact.year, 1000, 2300));
    return {};
}

Result<void> check_story(Story const& story) {
    if (story.facts.empty()) return wrong("story.facts", "must not be empty: every text is made from facts");
    std::set<std::string_view> ids;
    for (std::size_t i = 0; i < story.facts.size(); ++i) {
        auto const path = fmt::format("story.facts[{}]", i);
        TRY(check_fact(path, story.facts[i]));
        if (!ids.insert(story.facts[i].id).second) return wrong(path + ".id", fmt::format("'{}' stands there twice", story.facts[i].id));
    }
    TRY(check_text("story.biography_short", story.biography_short, 1000));
    TRY(check_text("story.biography_medium", story.biography_medium, 2500));
    return check_text("story.biography_long", story.biography_long, 6000);
}

Result<void> check_settings(Settings const& settings) {
    TRY(check_name("settings.release_strategy", settings.release_strategy, strategies));
    TRY(check_name("settings.trend_alignment", settings.trend_alignment, alignments));
    return check_range("settings.identity_limit", settings.identity_limit, 0, 1);
}

/// Whatever could not be stored, printed and read back: broken UTF-8, control characters.
Result<void> check_characters(std::string const& path, json::Value const& value) {
    if (auto const* string = value.if_string()) {
        std::string_view const view(string->data(), string->size());
        if (!text::is_valid_utf8(view)) return wrong(path, "is not valid UTF-8");
        for (auto const c : view)
            if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F)
                return wrong(path, "holds a control character");
    } else if (auto const* object = value.if_object()) {
        for (auto const& [key, entry] : *object)
            TRY(check_characters(path.empty() ? std::string(key) : fmt::format("{}.{}", path, std::string_view(key)), entry));
    } else if (auto const* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) TRY(check_characters(fmt::format("{}[{}]", path, i), (*array)[i]));
    }
    return {};
}

}  // namespace

Result<void> validate(Profile const& profile) {
    TRY(check_characters("", json::to_value(profile)));
    TRY(check_core(profile.core));
    TRY(check_style(profile.style));
    TRY(check_audience(profile.audience));
    TRY(check_positioning(profile.positioning));
    TRY(check_behaviour(profile.behaviour));
    TRY(check_story(profile.story));
    TRY(check_settings(profile.settings));
    return check_range("understanding.confidence", profile.understanding.confidence, 0, 1);
}

}  // namespace troupe::artist
