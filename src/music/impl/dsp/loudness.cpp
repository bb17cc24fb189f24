#include "music/impl/dsp/loudness.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::music::impl {
namespace {

double lufs_of(double power) { return -0.691 + 10 * std::log10(power + 1e-30); }

/// Mean powers of stretches of so many tenths, one starting every `hop`.
std::vector<double> stretches(std::span<double const> tenths, std::size_t length, std::size_t hop) {
    std::vector<double> powers;
    for (std::size_t i = 0; i + length <= tenths.size(); i += hop) {
        double sum = 0;
        for (std::size_t k = 0; k < length; ++k) sum += tenths[i + k];
        powers.push_back(sum / static_cast<double>(length));
    }
    return powers;
}

double mean_above(std::vector<double> const& powers, double gate_lufs) {
    double sum = 0, count = 0;
    for (auto const power : powers)
        if (lufs_of(power) > gate_lufs) sum += power, count += 1;
    return count > 0 ? sum / count : 0;
}

}  // namespace

KWeighting::KWeighting() {
    filters_.add({1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241, 0.73248077421585});
    filters_.add({1, -2, 1, -1.99004745483398, 0.99007225036621});
}

double integrated_lufs(std::span<double const> tenths) {
    auto const powers = stretches(tenths, 4, 1);
    auto const loud = mean_above(powers, -70);
    if (loud <= 0) return -70;
    return std::max(-70.0, lufs_of(mean_above(powers, std::max(-70.0, lufs_of(loud) - 10))));
}

double loudness_range(std::span<double const> tenths) {
    auto const powers = stretches(tenths, 30, 10);
    auto const gate = std::max(-70.0, lufs_of(mean_above(powers, -70)) - 20);
    std::vector<double> levels;
    for (auto const power : powers)
        if (lufs_of(power) > gate) levels.push_back(lufs_of(power));
    if (levels.size() < 2) return 0;
    std::sort(levels.begin(), levels.end());
    auto const at = [&](double share) { return levels[static_cast<std::size_t>(std::lround(share * static_cast<double>(levels.size() - 1)))]; };
    return at(0.95) - at(0.10);
}

}  // namespace troupe::music::impl
