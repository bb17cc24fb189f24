#include "music/impl/listening.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

#include "music/score.hpp"

namespace troupe::music::impl {
namespace {

constexpr double slowest = 55, fastest = 200;

std::vector<double> without_mean(std::vector<double> const& flux) {
    // Against a moving mean of about a second, so that loud stretches do not outweigh quiet ones.
    std::vector<double> out(flux.size());
    constexpr std::size_t half = 48;
    double sum = 0;
    std::size_t from = 0, to = 0;
    for (std::size_t i = 0; i < flux.size(); ++i) {
        while (to < std::min(flux.size(), i + half)) sum += flux[to++];
        while (from + half < i) sum -= flux[from++];
        out[i] = std::max(0.0, flux[i] - sum / static_cast<double>(to - from));
    }
    auto const mean = std::accumulate(out.begin(), out.end(), 0.0) / static_cast<double>(std::max<std::size_t>(1, out.size()));
    for (auto& value : out) value -= mean;
    return out;
}

std::complex<double> component(std::vector<double> const& signal, double rate, double hertz) {
    // A rotating phasor instead of a sine for every value.
    std::complex<double> const turn = std::polar(1.0, -2 * std::numbers::pi * hertz / rate);
    std::complex<double> phasor{1, 0}, sum{};
    for (std::size_t i = 0; i < signal.size(); ++i) {
        sum += signal[i] * phasor;
        phasor *= turn;
        if (i % 512 == 511) phasor /= std::abs(phasor);
    }
    return sum;
}

/// The beat, its halves and its quarters together.
double comb(std::vector<double> const& signal, double rate, double bpm) {
    return std::abs(component(signal, rate, bpm / 60)) + std::abs(component(signal, rate, bpm / 30)) + 0.7 * std::abs(component(signal, rate, bpm / 15));
}

double best_around(std::vector<double> const& signal, double rate, double bpm, double reach, double step) {
    double best = bpm, most = -1;
    for (double at = bpm - reach; at <= bpm + reach; at += step)
        if (auto const strength = comb(signal, rate, at); strength > most) {
            most = strength;
            best = at;
        }
    return best;
}

double autocorrelation(std::vector<double> const& signal, double lag) {
    auto const whole = static_cast<std::size_t>(lag);
    auto const share = lag - std::floor(lag);
    double sum = 0;
    for (std::size_t i = whole + 1; i < signal.size(); ++i) sum += signal[i] * ((1 - share) * signal[i - whole] + share * signal[i - whole - 1]);
    return sum;
}

}  // namespace

HeardTempo hear_tempo(std::vector<double> const& flux, double rate) {
    HeardTempo tempo;
    if (flux.size() < static_cast<std::size_t>(rate * 4)) return tempo;
    auto const signal = without_mean(flux);
    auto const energy = std::inner_product(signal.begin(), signal.end(), signal.begin(), 1e-9);
    double most = 0;
    for (double bpm = slowest; bpm <= fastest; bpm += 0.5) {
        double strength = 0;
        for (int multiple = 1; multiple <= 4; multiple *= 2) strength += autocorrelation(signal, rate * 60 / bpm * multiple) / multiple;
        // People tap near two beats a second (Moelants 2002).
        auto const preference = std::exp(-0.5 * std::pow(std::log2(bpm / 118) / 0.75, 2));
        strength *= preference;
        if (strength > most) {
            most = strength;
            tempo.bpm = bpm;
        }
    }
    if (tempo.bpm <= 0) return tempo;
    auto const length = static_cast<double>(signal.size()) / rate;
    tempo.bpm = best_around(signal, rate, tempo.bpm, 2.0, std::max(0.05, 4 / length));
    tempo.bpm = best_around(signal, rate, tempo.bpm, 6 / length, 0.5 / length);
    tempo.bpm = best_around(signal, rate, tempo.bpm, 0.6 / length, 0.03 / length);
    tempo.confidence = std::clamp(autocorrelation(signal, rate * 60 / tempo.bpm) / energy * 1.6, 0.0, 1.0);
    auto const phase = -std::arg(component(signal, rate, tempo.bpm / 60)) / (2 * std::numbers::pi);
    tempo.first_beat = (phase < 0 ? phase + 1 : phase) * 60 / tempo.bpm;
    return tempo;
}

std::vector<HeardOnset> onset_times(std::vector<double> const& flux, double rate) {
    auto const signal = without_mean(flux);
    if (signal.empty()) return {};
    auto const deviation = std::sqrt(std::inner_product(signal.begin(), signal.end(), signal.begin(), 0.0) / static_cast<double>(signal.size()));
    auto const most = *std::max_element(signal.begin(), signal.end());
    std::vector<HeardOnset> onsets;
    for (std::size_t i = 2; i + 2 < signal.size(); ++i) {
        bool const peak = signal[i] > signal[i - 1] && signal[i] >= signal[i + 1] && signal[i] > signal[i - 2] && signal[i] >= signal[i + 2];
        if (peak && signal[i] > 0.8 * deviation) onsets.push_back({static_cast<double>(i) / rate, signal[i] / most});
    }
    return onsets;
}

double onset_rate(std::vector<double> const& flux, double rate) {
    return flux.empty() ? 0 : static_cast<double>(onset_times(flux, rate).size()) / (static_cast<double>(flux.size()) / rate);
}

namespace {

/// How well each key fits: twelve major ones, then twelve minor ones.
std::array<double, 24> key_scores(std::array<double, 12> const& chroma) {
    struct Profile {
        bool minor;
        std::array<double, 12> weights;
    };
    static std::array<Profile, 4> const profiles{{{false, {6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88}},
                                                  {true, {6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17}},
                                                  {false, {5.0, 2.0, 3.5, 2.0, 4.5, 4.0, 2.0, 4.5, 2.0, 3.5, 1.5, 4.0}},
                                                  {true, {5.0, 2.0, 3.5, 4.5, 2.0, 4.0, 2.0, 4.5, 3.5, 2.0, 1.5, 4.0}}}};
    std::array<double, 24> scores{};
    auto const mean = std::accumulate(chroma.begin(), chroma.end(), 0.0) / 12;
    for (auto const& profile : profiles) {
        auto const middle = std::accumulate(profile.weights.begin(), profile.weights.end(), 0.0) / 12;
        for (std::size_t tonic = 0; tonic < 12; ++tonic) {
            double both = 0, a = 1e-12, b = 1e-12;
            for (std::size_t c = 0; c < 12; ++c) {
                auto const x = chroma[(tonic + c) % 12] - mean;
                auto const y = profile.weights[c] - middle;
                both += x * y, a += x * x, b += y * y;
            }
            scores[tonic + (profile.minor ? 12 : 0)] += 0.5 * both / std::sqrt(a * b);
        }
    }
    return scores;
}

}  // namespace

HeardKey hear_key(std::array<double, 12> const& chroma) {
    auto const scores = key_scores(chroma);
    auto const best = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    return {key_name(static_cast<int>(best % 12), best >= 12 ? "minor" : "major"), std::clamp(scores[best], 0.0, 1.0)};
}

double key_margin(std::array<double, 12> const& chroma, int tonic, bool minor) {
    auto scores = key_scores(chroma);
    auto const asked = static_cast<std::size_t>((tonic % 12 + 12) % 12 + (minor ? 12 : 0));
    auto const own = scores[asked];
    scores[asked] = -2;
    return own - *std::max_element(scores.begin(), scores.end());
}

std::vector<media::Section> hear_sections(std::vector<double> const& powers, double rate, HeardTempo const& tempo, double seconds) {
    auto const bar = tempo.bpm > 0 ? 240 / tempo.bpm : 2.0;
    std::vector<double> levels;  // of each bar, dB
    for (double at = tempo.first_beat; at + bar <= seconds; at += bar) {
        auto const from = static_cast<std::size_t>(at * rate), to = std::min(powers.size(), static_cast<std::size_t>((at + bar) * rate));
        double sum = 1e-9;
        for (auto i = from; i < to; ++i) sum += powers[i];
        levels.push_back(10 * std::log10(sum / static_cast<double>(std::max<std::size_t>(1, to - from))));
    }
    auto const mean_of = [&](std::size_t from, std::size_t to) {
        return std::accumulate(levels.begin() + static_cast<std::ptrdiff_t>(from), levels.begin() + static_cast<std::ptrdiff_t>(to), 0.0) / static_cast<double>(to - from);
    };
    std::vector<std::size_t> edges{0};
    for (std::size_t i = 4; i + 4 <= levels.size(); ++i)
        if (i - edges.back() >= 4 && std::abs(mean_of(i, i + 4) - mean_of(i - 4, i)) > 1.8) edges.push_back(i);
    auto const loudest = levels.empty() ? 0 : *std::max_element(levels.begin(), levels.end());
    std::vector<media::Section> sections;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        bool const last = e + 1 == edges.size();
        auto const start = e == 0 ? 0 : tempo.first_beat + static_cast<double>(edges[e]) * bar;
        auto const end = last ? seconds : tempo.first_beat + static_cast<double>(edges[e + 1]) * bar;
        auto const level = levels.empty() ? 0 : mean_of(edges[e], last ? levels.size() : edges[e + 1]);
        sections.push_back({fmt::format("part {}", e + 1), Seconds(start), Seconds(end), std::clamp(1 + (level - loudest) / 20, 0.0, 1.0), 0.5 * tempo.confidence});
    }
    return sections;
}

}  // namespace troupe::music::impl
