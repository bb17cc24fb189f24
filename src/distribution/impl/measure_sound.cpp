#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "base/hash.hpp"
#include "distribution/impl/measurements.hpp"

namespace troupe::distribution::impl {
namespace {

constexpr std::size_t order = 32;
constexpr double audible = 1e-6;  ///< mean square: -60 dBFS

using Correlations = std::array<double, order + 1>;

Correlations correlations_of(float const* samples, std::size_t count) {
    Correlations all{};
    for (std::size_t lag = 0; lag <= order; ++lag)
        for (std::size_t i = lag; i < count; ++i)
            all[lag] += static_cast<double>(samples[i]) * static_cast<double>(samples[i - lag]);
    return all;
}

/// Levinson and Durbin: the share of the energy that no prediction takes away.
double unpredictable_share(Correlations const& r) {
    std::array<double, order + 1> a{};
    double error = r[0];
    for (std::size_t i = 1; i <= order && error > 0; ++i) {
        double reflection = r[i];
        for (std::size_t j = 1; j < i; ++j) reflection -= a[j] * r[i - j];
        reflection /= error;
        auto const before = a;
        a[i] = reflection;
        for (std::size_t j = 1; j < i; ++j) a[j] = before[j] - reflection * before[i - j];
        error *= 1 - reflection * reflection;
    }
    return std::clamp(error / r[0], 0.0, 1.0);
}

}  // namespace

double noisiness(media::Audio const& audio) {
    if (audio.channels.empty()) return 0;
    auto const& samples = audio.channels[0];
    // A window every other second is enough to tell noise from music, at a tenth of the cost.
    auto const window = static_cast<std::size_t>(audio.sample_rate.value / 4);
    auto const step = static_cast<std::size_t>(audio.sample_rate.value * 2);
    std::vector<double> shares;
    for (std::size_t at = 0; window > order && at + window <= samples.size(); at += step) {
        auto const r = correlations_of(samples.data() + at, window);
        if (r[0] / static_cast<double>(window) > audible) shares.push_back(unpredictable_share(r));
    }
    if (shares.empty()) return 0;
    auto const middle = shares.begin() + static_cast<std::ptrdiff_t>(shares.size() / 2);
    std::nth_element(shares.begin(), middle, shares.end());
    return *middle;
}

std::string hash_of_samples(media::Audio const& audio) {
    std::string bytes;
    bytes.reserve(audio.channels.size() * audio.frames() * 2);
    for (auto const& channel : audio.channels)
        for (float const sample : channel) {
            auto const number = static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767.0F));
            bytes += static_cast<char>(number & 0xff);
            bytes += static_cast<char>((number >> 8) & 0xff);
        }
    return sha256_hex(bytes);
}

}  // namespace troupe::distribution::impl
