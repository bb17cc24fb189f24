#include "artist/impl/bounds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace troupe::artist::impl {
namespace {

using enum BoundKind;

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

// clang-format off
constexpr Bound bounds[] = {
    {"core.name", line, 1, 80},
    {"core.archetype", text, 1, 120},
    {"core.origin_story", text, 1, 4000},
    {"core.values", list, 2, 5}, {"core.values[]", text, 1, 240},
    {"core.motifs", list, 3, 5}, {"core.motifs[]", text, 1, 120},
    {"core.voice.person", choice, 0, 0, persons},
    {"core.voice.register_name", choice, 0, 0, registers},
    {"core.voice.letter_case", choice, 0, 0, letter_cases},
    {"core.voice.words_low", number, 1, 100}, {"core.voice.words_high", number, 1, 100},
    {"core.voice.language", text, 1, 35},
    {"core.palette", list, 5, 5}, {"core.palette[]", colour},
    {"core.home_genre", text, 1, 80},

    {"style.genres", list, 1, 5},
    {"style.genres[].name", text, 1, 80}, {"style.genres[].weight", number, 0, 1}, {"style.genres[].plasticity", number, 0, 1},
    {"style.tempo_low.low", number, 20, 400}, {"style.tempo_low.high", number, 20, 400},
    {"style.tempo_low.value", number, 20, 400}, {"style.tempo_low.plasticity", number, 0, 1},
    {"style.tempo_high.low", number, 20, 400}, {"style.tempo_high.high", number, 20, 400},
    {"style.tempo_high.value", number, 20, 400}, {"style.tempo_high.plasticity", number, 0, 1},
    {"style.moods", list, 1, 12},
    {"style.moods[].name", text, 1, 80}, {"style.moods[].weight", number, 0, 1}, {"style.moods[].plasticity", number, 0, 1},
    {"style.modes", list, 1, 12},
    {"style.modes[].name", text, 1, 80}, {"style.modes[].weight", number, 0, 1}, {"style.modes[].plasticity", number, 0, 1},
    {"style.instruments", list, 0, 30},
    {"style.instruments[].name", text, 1, 80}, {"style.instruments[].weight", number, 0, 1}, {"style.instruments[].plasticity", number, 0, 1},
    {"style.vocals", choice, 0, 0, vocals},
    {"style.vocal_presence.low", number, 0, 1}, {"style.vocal_presence.high", number, 0, 1},
    {"style.vocal_presence.value", number, 0, 1}, {"style.vocal_presence.plasticity", number, 0, 1},
    {"style.production.*.low", number, -1, 1}, {"style.production.*.high", number, -1, 1},
    {"style.production.*.value", number, -1, 1}, {"style.production.*.plasticity", number, 0, 1},
    {"style.production", keys, 0, 0, production_names},
    {"style.lyric_themes", list, 0, 20},
    {"style.lyric_themes[].name", text, 1, 80}, {"style.lyric_themes[].weight", number, 0, 1}, {"style.lyric_themes[].plasticity", number, 0, 1},
    {"style.visual.*.low", number, -1, 1}, {"style.visual.*.high", number, -1, 1},
    {"style.visual.*.value", number, -1, 1}, {"style.visual.*.plasticity", number, 0, 1},
    {"style.visual", keys, 0, 0, visual_names},
    {"style.visual_families", list, 1, 12},
    {"style.visual_families[].name", text, 1, 80}, {"style.visual_families[].weight", number, 0, 1}, {"style.visual_families[].plasticity", number, 0, 1},
    {"style.posting.*.low", number, 0, 24}, {"style.posting.*.high", number, 0, 24},
    {"style.posting.*.value", number, 0, 24}, {"style.posting.*.plasticity", number, 0, 1},
    {"style.posting", keys, 0, 0, posting_names},
    {"style.posting.teaser_share.low", number, 0, 1}, {"style.posting.teaser_share.high", number, 0, 1},
    {"style.posting.teaser_share.value", number, 0, 1},

    {"audience.age_low", number, 0, 120}, {"audience.age_high", number, 0, 120},
    {"audience.territories[]", country},
    {"audience.time_zone", text, 1, 60},
    {"audience.interests", list, 0, 20}, {"audience.interests[]", text, 1, 160},

    {"positioning.tagline", text, 1, 240},
    {"positioning.promise", text, 1, 600},
    {"positioning.influences", list, 0, 20}, {"positioning.influences[]", text, 1, 160},

    {"behaviour.personality", list, 3, 6}, {"behaviour.personality[]", text, 1, 80},
    {"behaviour.platforms", list, 1, 12},
    {"behaviour.platforms[].name", text, 1, 80}, {"behaviour.platforms[].weight", number, 0, 1}, {"behaviour.platforms[].plasticity", number, 0, 1},
    {"behaviour.publicness", number, 0, 1},

    {"story.facts", list, 1, 500},
    {"story.facts[].id", text, 1, 60},
    {"story.facts[].kind", choice, 0, 0, fact_kinds},
    {"story.facts[].text", text, 1, 600},
    {"story.facts[].year", number, 1000, 2300},
    {"story.biography_short", text, 1, 1000},
    {"story.biography_medium", text, 1, 2500},
    {"story.biography_long", text, 1, 6000},

    {"settings.release_strategy", choice, 0, 0, strategies},
    {"settings.trend_alignment", choice, 0, 0, alignments},
    {"settings.identity_limit", number, 0, 1},
    {"settings.skills", list, 0, 40},
    {"settings.skills[]", text, 1, 60},

    {"understanding.confidence", number, 0, 1},
};
// clang-format on

tl::unexpected<Error> wrong(std::string_view path, std::string_view rule) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {}", path, rule));
}

Result<void> check_length(std::string const& path, std::string_view value, Bound const& bound) {
    if (text::trim(value).empty()) return wrong(path, "must not be empty");
    auto const length = text::length(value);
    if (static_cast<double>(length) > bound.high)
        return wrong(path, fmt::format("has {} characters, at most {} are allowed", length, bound.high));
    if (bound.kind == line && (text::trim(value).size() != value.size() || value.find_first_of("\r\n\t") != std::string::npos))
        return wrong(path, "must be one line without blanks at its ends");
    return {};
}

Result<void> check_count(std::string const& path, json::Array const& items, Bound const& bound) {
    auto const count = static_cast<double>(items.size());
    if (count >= bound.low && count <= bound.high) return {};
    if (bound.high == bound.low) return wrong(path, fmt::format("has {} entries, {} are needed", count, bound.high));
    return wrong(path, fmt::format("has {} entries, {} to {} are allowed", count, bound.low, bound.high));
}

Result<void> check_number(std::string const& path, json::Value const& value, Bound const& bound) {
    auto const number = value.is_double() ? value.get_double() : value.to_number<double>();
    if (std::isfinite(number) && number >= bound.low && number <= bound.high) return {};
    return wrong(path, fmt::format("{} is not within {} and {}", number, bound.low, bound.high));
}

Result<void> check_choice(std::string const& path, std::string_view value, Bound const& bound) {
    if (std::find(bound.names.begin(), bound.names.end(), value) != bound.names.end()) return {};
    return wrong(path, fmt::format("'{}' is not one of {}", text::excerpt(value), fmt::join(bound.names, ", ")));
}

Result<void> check_keys(std::string const& path, json::Object const& map, Bound const& bound) {
    for (auto const& [key, ignored] : map) TRY(check_choice(path, std::string_view(key), bound));
    return {};
}

Result<void> check_colour(std::string const& path, std::string_view value) {
    auto const is_digit = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    if (value.size() == 7 && value[0] == '#' && std::all_of(value.begin() + 1, value.end(), is_digit)) return {};
    return wrong(path, fmt::format("'{}' is no colour: write it like #1a2b3c", text::excerpt(value)));
}

Result<void> check_country(std::string const& path, std::string_view value) {
    if (value.size() == 2 && std::all_of(value.begin(), value.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) return {};
    return wrong(path, fmt::format("'{}' is no country code: write it like DE", text::excerpt(value)));
}

Result<void> check_bound(std::string const& path, json::Value const& value, Bound const& bound) {
    auto const string = [&] { return std::string_view(value.get_string().data(), value.get_string().size()); };
    switch (bound.kind) {
        case text:
        case line: return check_length(path, string(), bound);
        case list: return check_count(path, value.get_array(), bound);
        case number: return check_number(path, value, bound);
        case choice: return check_choice(path, string(), bound);
        case keys: return check_keys(path, value.get_object(), bound);
        case colour: return check_colour(path, string());
        case country: return check_country(path, string());
    }
    return {};
}

/// Calls `visit` with every value that `rest` of a path leads to, below `value`, which stands at `path`; stops at its first
/// error. `Value` is const or not.
template <class Value, class Visit>
Result<void> visit_below(std::string const& path, Value& value, std::string_view rest, Visit const& visit) {
    if (rest.empty()) return visit(path, value);
    if (rest.starts_with("[]")) {
        auto& array = value.as_array();
        for (std::size_t i = 0; i < array.size(); ++i) TRY(visit_below(fmt::format("{}[{}]", path, i), array[i], rest.substr(2), visit));
        return {};
    }
    if (rest.starts_with('.')) rest.remove_prefix(1);
    auto const step = rest.substr(0, rest.find_first_of(".["));
    rest.remove_prefix(step.size());
    for (auto&& entry : value.as_object()) {
        std::string_view const key = entry.key();
        if (step != "*" && step != key) continue;
        TRY(visit_below(path.empty() ? std::string(key) : fmt::format("{}.{}", path, key), entry.value(), rest, visit));
    }
    return {};
}

}  // namespace

std::span<Bound const> profile_bounds() { return bounds; }

Result<void> check_bounds(json::Value const& profile) {
    for (auto const& bound : bounds)
        TRY(visit_below("", profile, bound.path, [&](auto const& path, auto const& value) { return check_bound(path, value, bound); }));
    return {};
}

void for_each_at(json::Value& profile, Bound const& bound, std::function<void(std::string const&, json::Value&)> const& visit) {
    // The visitor cannot fail, so nothing can come back.
    (void)visit_below("", profile, bound.path, [&](auto const& path, auto& value) -> Result<void> { return visit(path, value), Result<void>(); });
}

}  // namespace troupe::artist::impl
