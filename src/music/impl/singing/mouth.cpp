#include "music/impl/singing/mouth.hpp"

#include <algorithm>
#include <cmath>

#include "music/impl/dsp/spectrum.hpp"

namespace troupe::music::impl {
namespace {

constexpr int window = 512;

/// At least so wide that the speaker's own harmonics, 100 Hz apart, are not heard as formants.
constexpr double least_half_width_hz = 95;

double band_level(std::span<float const> magnitudes, double rate, double hertz) {
    auto const bin_hertz = rate / window;
    auto const half = std::max(least_half_width_hz, hertz * 0.11);
    double power = 0, weights = 0;
    auto const last = std::min<std::size_t>(magnitudes.size() - 1, static_cast<std::size_t>((hertz + half) / bin_hertz));
    for (auto bin = static_cast<std::size_t>(std::max(1.0, std::ceil((hertz - half) / bin_hertz))); bin <= last; ++bin) {
        auto const weight = 1 - std::abs(static_cast<double>(bin) * bin_hertz - hertz) / half;
        power += weight * static_cast<double>(magnitudes[bin]) * static_cast<double>(magnitudes[bin]);
        weights += weight;
    }
    return weights > 0 ? std::sqrt(power / weights) : 0;
}

/// Hiss has its power high up, a vowel low down.
float breath_of(MouthFrame const& frame) {
    double low = 1e-12, high = 0;
    for (std::size_t b = 0; b < speech_bands; ++b) {
        auto const hertz = speech_band_hertz(b);
        auto const power = static_cast<double>(frame.levels[b]) * static_cast<double>(frame.levels[b]) * hertz;
        (hertz < 1500 ? low : high) += hertz < 1500 || hertz > 2800 ? power : 0;
    }
    auto const ratio = high / (low + high);
    return static_cast<float>(std::clamp((ratio - 0.35) / 0.4, 0.0, 1.0));
}

/// How much of a vowel there is: voiced power between the lips and the larynx's buzz.
double openness(MouthFrame const& frame) {
    double sum = 0;
    for (std::size_t b = 0; b < speech_bands; ++b) {
        auto const hertz = speech_band_hertz(b);
        if (hertz > 260 && hertz < 2600) sum += static_cast<double>(frame.levels[b]) * static_cast<double>(frame.levels[b]) * hertz;
    }
    return std::sqrt(sum) * (1 - static_cast<double>(frame.breath));
}

std::vector<double> smoothed(std::vector<double> const& values) {
    constexpr std::ptrdiff_t reach = 4;
    std::vector<double> out(values.size());
    auto const count = static_cast<std::ptrdiff_t>(values.size());
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        double sum = 0;
        for (auto j = std::max<std::ptrdiff_t>(0, i - reach); j <= std::min(count - 1, i + reach); ++j) sum += values[static_cast<std::size_t>(j)];
        out[static_cast<std::size_t>(i)] = sum / (2 * reach + 1);
    }
    return out;
}

struct Cut {
    std::size_t at = 0;
    double depth = 0;  ///< how far below the lower of its two hills the valley lies
};

/// Valleys between hills of openness, the deepest first.
std::vector<Cut> valleys(std::vector<double> const& open) {
    std::vector<Cut> cuts;
    for (std::size_t i = 1; i + 1 < open.size(); ++i) {
        if (open[i] > open[i - 1] || open[i] >= open[i + 1]) continue;
        auto const before = *std::max_element(open.begin(), open.begin() + static_cast<std::ptrdiff_t>(i));
        auto const after = *std::max_element(open.begin() + static_cast<std::ptrdiff_t>(i), open.end());
        cuts.push_back({i, std::min(before, after) - open[i]});
    }
    std::sort(cuts.begin(), cuts.end(), [](auto const& a, auto const& b) { return a.depth > b.depth; });
    return cuts;
}

std::vector<std::size_t> cut_places(std::vector<double> const& open, std::size_t count) {
    std::vector<std::size_t> places;
    auto const least_apart = std::max<std::size_t>(4, open.size() / (3 * count));
    for (auto const& cut : valleys(open)) {
        if (places.size() + 1 >= count) break;
        bool const free = std::none_of(places.begin(), places.end(), [&](auto p) { return std::max(p, cut.at) - std::min(p, cut.at) < least_apart; });
        if (free) places.push_back(cut.at);
    }
    // A word with fewer hills than syllables is cut evenly where it still can be.
    if (places.size() + 1 < count) {
        places.clear();
        for (std::size_t i = 1; i < count; ++i) places.push_back(open.size() * i / count);
    }
    std::sort(places.begin(), places.end());
    return places;
}

/// Around its most open moment, as far as it stays half as open and voiced.
void mark_vowel(SpokenSyllable& syllable, std::vector<double> const& open, std::size_t offset) {
    auto const begin = open.begin() + static_cast<std::ptrdiff_t>(offset);
    auto const end = begin + static_cast<std::ptrdiff_t>(syllable.frames.size());
    auto const peak = static_cast<std::size_t>(std::max_element(begin, end) - begin);
    auto const most = open[offset + peak];
    syllable.vowel_begin = syllable.vowel_end = peak;
    while (syllable.vowel_begin > 0 && open[offset + syllable.vowel_begin - 1] > 0.55 * most) --syllable.vowel_begin;
    while (syllable.vowel_end < syllable.frames.size() && open[offset + syllable.vowel_end] > 0.5 * most) ++syllable.vowel_end;
    syllable.vowel_end = std::max(syllable.vowel_end, syllable.vowel_begin + 1);
}

}  // namespace

double speech_band_hertz(std::size_t band) { return 200 * std::pow(40.0, static_cast<double>(band) / (speech_bands - 1)); }

std::vector<MouthFrame> mouth_frames(std::span<float const> samples, double rate) {
    Spectrum spectrum(window);
    auto const hop = speech_frame_seconds * rate;
    auto const count = std::max<std::size_t>(2, static_cast<std::size_t>(static_cast<double>(samples.size()) / hop));
    std::vector<MouthFrame> frames(count);
    std::array<float, window> frame{};
    for (std::size_t f = 0; f < count; ++f) {
        auto const start = static_cast<std::ptrdiff_t>(static_cast<double>(f) * hop) - window / 2;
        for (std::ptrdiff_t i = 0; i < window; ++i) {
            auto const at = start + i;
            frame[static_cast<std::size_t>(i)] = at < 0 || at >= static_cast<std::ptrdiff_t>(samples.size()) ? 0.0F : samples[static_cast<std::size_t>(at)];
        }
        auto const magnitudes = spectrum.magnitudes(frame.data());
        for (std::size_t b = 0; b < speech_bands; ++b) frames[f].levels[b] = static_cast<float>(band_level(magnitudes, rate, speech_band_hertz(b)));
        frames[f].breath = breath_of(frames[f]);
    }
    return frames;
}

std::vector<SpokenSyllable> cut_syllables(std::vector<MouthFrame> const& frames, std::size_t count) {
    std::vector<double> open;
    for (auto const& frame : frames) open.push_back(openness(frame));
    open = smoothed(open);
    auto places = cut_places(open, std::min(count, frames.size()));
    places.push_back(frames.size());
    std::vector<SpokenSyllable> syllables;
    std::size_t from = 0;
    for (auto const to : places) {
        SpokenSyllable syllable{{frames.begin() + static_cast<std::ptrdiff_t>(from), frames.begin() + static_cast<std::ptrdiff_t>(to)}, 0, 1};
        mark_vowel(syllable, open, from);
        syllables.push_back(std::move(syllable));
        from = to;
    }
    return syllables;
}

}  // namespace troupe::music::impl
