#include "artist/distance.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "artist/artist_store.hpp"
#include "base/text.hpp"

namespace troupe::artist {
namespace {

/// One part of a distance and how much of the whole it is.
struct Part {
    double share;
    double distance;
};

double sum(std::initializer_list<Part> parts) {
    double total = 0;
    for (auto const& part : parts) total += part.share * part.distance;
    return std::clamp(total, 0.0, 1.0);
}

double weight_of(std::vector<Weight> const& weights, std::string const& name) {
    auto const found = std::find_if(weights.begin(), weights.end(), [&](Weight const& each) { return each.name == name; });
    return found == weights.end() ? 0 : found->weight;
}

/// What two mixtures do not share (total variation). A list that is empty shares nothing with one that is not.
double mixture_distance(std::vector<Weight> const& a, std::vector<Weight> const& b) {
    if (a.empty() && b.empty()) return 0;
    double shared = 0;
    for (auto const& each : a) shared += std::min(each.weight, weight_of(b, each.name));
    // Sums carry rounding in the last digits: equal mixtures must be at 0.
    auto const apart = 1 - shared;
    return apart < 1e-9 ? 0 : std::min(apart, 1.0);
}

/// The share of entries that the two do not have in common (Jaccard).
double set_distance(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    std::set<std::string> const first(a.begin(), a.end());
    std::set<std::string> const second(b.begin(), b.end());
    if (first.empty() && second.empty()) return 0;
    auto const common = std::count_if(first.begin(), first.end(), [&](auto const& each) { return second.contains(each); });
    auto const all = static_cast<double>(first.size() + second.size()) - static_cast<double>(common);
    return 1 - static_cast<double>(common) / all;
}

double value_of(std::map<std::string, Trait> const& traits, std::string const& name, double fallback) {
    auto const found = traits.find(name);
    return found == traits.end() ? fallback : found->second.value;
}

/// Mean difference over `range`; a trait that one does not have counts as the other's middle, 0.
double traits_distance(std::map<std::string, Trait> const& a, std::map<std::string, Trait> const& b, double range) {
    std::set<std::string> names;
    for (auto const* traits : {&a, &b})
        for (auto const& [name, trait] : *traits) names.insert(name);
    if (names.empty()) return 0;
    double total = 0;
    for (auto const& name : names) total += std::min(1.0, std::abs(value_of(a, name, 0) - value_of(b, name, 0)) / range);
    return total / static_cast<double>(names.size());
}

/// Habits have units of their own: posts a week, hours, weeks, a share.
double posting_distance(Style const& a, Style const& b) {
    static constexpr std::array<std::pair<char const*, double>, 4> ranges{
        {{"posts_per_week", 14}, {"hour", 12}, {"release_gap_weeks", 13}, {"teaser_share", 1}}};
    double total = 0;
    for (auto const& [name, range] : ranges) {
        auto const first = value_of(a.posting, name, value_of(b.posting, name, 0));
        total += std::min(1.0, std::abs(first - value_of(b.posting, name, first)) / range);
    }
    return total / static_cast<double>(ranges.size());
}

/// Half an octave apart is as far as it gets: 90 and 127 BPM are different dances.
double tempo_distance(Style const& a, Style const& b) {
    auto const apart = [](double x, double y) { return std::min(1.0, 2 * std::abs(std::log2(x / y))); };
    return (apart(a.tempo_low.value, b.tempo_low.value) + apart(a.tempo_high.value, b.tempo_high.value)) / 2;
}

double vocals_distance(Style const& a, Style const& b) {
    auto const kind = a.vocals == b.vocals ? 0.0 : 1.0;
    return (kind + std::abs(a.vocal_presence.value - b.vocal_presence.value)) / 2;
}

double voice_distance(Voice const& a, Voice const& b) {
    auto const differs = [](auto const& x, auto const& y) { return x == y ? 0.0 : 1.0; };
    auto const words = std::abs((a.words_low + a.words_high) - (b.words_low + b.words_high)) / 40.0;
    return (differs(a.person, b.person) + differs(a.register_name, b.register_name) + differs(a.letter_case, b.letter_case) +
            differs(a.uses_emoji, b.uses_emoji) + differs(a.uses_hashtags, b.uses_hashtags) + differs(a.language, b.language) +
            std::min(1.0, words)) / 7;
}

/// OKLab of "#rrggbb" (Ottosson, https://bottosson.github.io/posts/oklab/); black for what is no colour.
std::array<double, 3> oklab(std::string const& colour) {
    std::array<double, 3> rgb{};
    for (std::size_t i = 0; i < 3 && colour.size() == 7; ++i) {
        auto const code = std::strtol(colour.substr(1 + 2 * i, 2).c_str(), nullptr, 16);
        auto const level = static_cast<double>(code) / 255;
        rgb[i] = level <= 0.04045 ? level / 12.92 : std::pow((level + 0.055) / 1.055, 2.4);
    }
    auto const l = std::cbrt(0.4122214708 * rgb[0] + 0.5363325363 * rgb[1] + 0.0514459929 * rgb[2]);
    auto const m = std::cbrt(0.2119034982 * rgb[0] + 0.6806995451 * rgb[1] + 0.1073969566 * rgb[2]);
    auto const s = std::cbrt(0.0883024619 * rgb[0] + 0.2817188376 * rgb[1] + 0.6299787005 * rgb[2]);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s, 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

std::size_t edit_distance(std::u32string const& a, std::u32string const& b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            auto const swap = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, swap}));
        }
    }
    return row.back();
}

}  // namespace

double palette_distance(std::vector<std::string> const& a, std::vector<std::string> const& b) {
    auto const places = std::max(a.size(), b.size());
    if (places == 0) return 0;
    double total = 0;
    for (std::size_t i = 0; i < places; ++i) {
        if (i >= a.size() || i >= b.size()) {
            total += 1;
            continue;
        }
        auto const x = oklab(a[i]);
        auto const y = oklab(b[i]);
        total += std::min(1.0, std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]) / 0.3);
    }
    return total / static_cast<double>(places);
}

double style_distance(Style const& a, Style const& b) {
    return sum({{0.24, mixture_distance(a.genres, b.genres)},
                {0.12, mixture_distance(a.moods, b.moods)},
                {0.12, mixture_distance(a.instruments, b.instruments)},
                {0.12, traits_distance(a.production, b.production, 2)},
                {0.10, tempo_distance(a, b)},
                {0.08, vocals_distance(a, b)},
                {0.06, mixture_distance(a.modes, b.modes)},
                {0.05, mixture_distance(a.lyric_themes, b.lyric_themes)},
                {0.05, traits_distance(a.visual, b.visual, 2)},
                {0.03, mixture_distance(a.visual_families, b.visual_families)},
                {0.03, posting_distance(a, b)}});
}

double core_distance(Core const& a, Core const& b) {
    return sum({{0.30, set_distance(a.motifs, b.motifs)},
                {0.20, palette_distance(a.palette, b.palette)},
                {0.15, voice_distance(a.voice, b.voice)},
                {0.15, a.home_genre == b.home_genre ? 0.0 : 1.0},
                {0.15, set_distance(a.values, b.values)},
                {0.05, a.archetype == b.archetype ? 0.0 : 1.0}});
}

double identity_distance(Profile const& a, Profile const& b) {
    return sum({{0.6, style_distance(a.style, b.style)}, {0.4, core_distance(a.core, b.core)}});
}

double name_similarity(std::string_view a, std::string_view b) {
    auto const first = text::decode(name_key(a));
    auto const second = text::decode(name_key(b));
    auto const longest = std::max(first.size(), second.size());
    return 1 - static_cast<double>(edit_distance(first, second)) / static_cast<double>(std::max<std::size_t>(1, longest));
}

bool too_similar(Profile const& a, Profile const& b) {
    return identity_distance(a, b) < least_identity_distance || name_similarity(a.core.name, b.core.name) > most_name_similarity;
}

}  // namespace troupe::artist
