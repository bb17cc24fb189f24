#include <algorithm>
#include <cmath>

#include "evolution/market/market.hpp"

namespace troupe::evolution::market {
namespace {

/// Sums the distribution up until it passes a uniform number; for few expected successes.
std::int64_t by_inversion(std::int64_t count, double chance, Random& random) {
    auto const odds = chance / (1 - chance);
    auto mass = std::pow(1 - chance, static_cast<double>(count));
    auto left = random.uniform();
    std::int64_t k = 0;
    while (left > mass && k < count) {
        left -= mass;
        ++k;
        mass *= odds * static_cast<double>(count - k + 1) / static_cast<double>(k);
    }
    return k;
}

std::int64_t by_rejection(std::int64_t count, double chance, Random& random) {
    auto const n = static_cast<double>(count);
    auto const spread = std::sqrt(n * chance * (1 - chance));
    auto const b = 1.15 + 2.53 * spread;
    auto const a = -0.0873 + 0.0248 * b + 0.01 * chance;
    auto const c = n * chance + 0.5;
    auto const alpha = (2.83 + 5.1 / b) * spread;
    auto const log_odds = std::log(chance / (1 - chance));
    auto const mode = std::floor((n + 1) * chance);
    auto const height = std::lgamma(mode + 1) + std::lgamma(n - mode + 1);
    while (true) {
        auto const u = random.uniform() - 0.5;
        auto const v = random.uniform();
        auto const us = 0.5 - std::abs(u);
        auto const k = std::floor((2 * a / us + b) * u + c);
        if (k < 0 || k > n) continue;
        if (us >= 0.07 && v <= 0.92 - 4.2 / b) return static_cast<std::int64_t>(k);
        auto const accepted = height - std::lgamma(k + 1) - std::lgamma(n - k + 1) + (k - mode) * log_odds;
        if (std::log(v * alpha / (a / (us * us) + b)) <= accepted) return static_cast<std::int64_t>(k);
    }
}

}  // namespace

std::int64_t binomial(std::int64_t count, double chance, Random& random) {
    if (count <= 0 || chance <= 0) return 0;
    if (chance > 0.5) return count - binomial(count, 1 - chance, random);
    return static_cast<double>(count) * chance < 10 ? by_inversion(count, chance, random)
                                                    : by_rejection(count, chance, random);
}

Audience::Audience(std::uint64_t seed, std::size_t artist)
    : platforms_(Random(seed).stream("platform", artist)),
      luck_(Random(seed).stream("observation", artist)),
      log_size_(std::log(2000.0)) {}

double Audience::size() const { return std::clamp(std::exp(log_size_), 30.0, 1e6); }

std::size_t Audience::next_platform() { return platforms_.below(platform_count); }

SaveCount Audience::hear(double save_rate) {
    auto luck = luck_.stream("item", items_++);
    auto const heard = std::clamp(std::exp(log_size_ + .6 * luck.normal()), 30.0, 1e6);
    auto const chance = std::clamp(save_rate * std::exp(.2 * luck.normal()), .001, .98);
    auto const count = static_cast<std::int64_t>(heard);
    auto const saves = binomial(count, chance, luck);
    log_size_ += .04 * (static_cast<double>(saves) / static_cast<double>(count) - .25);
    return {static_cast<double>(count), static_cast<double>(saves)};
}

}  // namespace troupe::evolution::market
