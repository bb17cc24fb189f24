#include "music/impl/dsp/true_peak.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace troupe::music::impl {
namespace {

using Phases = std::array<std::array<float, TruePeak::taps>, 3>;

/// Windowed sinc at the quarter places between two samples.
Phases const& interpolators() {
    static auto const table = [] {
        Phases phases{};
        for (std::size_t p = 0; p < phases.size(); ++p)
            for (std::size_t t = 0; t < TruePeak::taps; ++t) {
                auto const x = static_cast<double>(t) - (TruePeak::taps / 2 - 1) - static_cast<double>(p + 1) / 4;
                auto const sinc = std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
                auto const w = 0.5 + 0.5 * std::cos(std::numbers::pi * x / (TruePeak::taps / 2 + 0.5));
                phases[p][t] = static_cast<float>(sinc * w);
            }
        return phases;
    }();
    return table;
}

/// How far above its samples a signal can rise: no more than the sum of a row's magnitudes.
constexpr float most_rise = 2.6F;

}  // namespace

float TruePeak::take(float const* samples) {
    std::copy_n(window_.begin() + block, taps - 1, window_.begin());
    std::copy_n(samples, block, window_.begin() + (taps - 1));
    // The samples that stand where `between` looks.
    float most = 0;
    for (std::size_t i = taps / 2 - 1; i < block + taps / 2; ++i) most = std::max(most, std::abs(window_[i]));
    return most;
}

float TruePeak::between(float most) const {
    for (auto const& row : interpolators()) {
        std::array<float, block> sum{};
        for (std::size_t t = 0; t < taps; ++t)
            for (std::size_t i = 0; i < block; ++i) sum[i] += row[t] * window_[i + t];
        for (auto const value : sum) most = std::max(most, std::abs(value));
    }
    return most;
}

float TruePeak::highest(float const* samples) { return between(take(samples)); }

float TruePeak::highest_above(float const* samples, float floor) {
    auto const most = take(samples);
    float reach = 0;
    for (auto const value : window_) reach = std::max(reach, std::abs(value));
    return reach * most_rise <= floor ? most : between(most);
}

}  // namespace troupe::music::impl
