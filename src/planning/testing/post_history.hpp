#pragma once

#include <cmath>

#include "base/random.hpp"
#include "planning/posting_hour.hpp"

namespace troupe::planning::testing {

/// A made history: posts at any hour from 8 to 23, two platforms that differ, a slow growth, and log-normal noise of
/// 0.45 (a post at the same hour gets between half and twice as much, nine times of ten).
struct HistoryKind {
    int posts = 60;
    double planted_hour = -1;  ///< negative: every hour is like every other
    double factor = 1.6;       ///< at the planted hour; falls to nothing within two hours
};

inline std::vector<PostResult> made_history(HistoryKind const& kind, std::uint64_t seed) {
    Random random(seed);
    std::vector<PostResult> history;
    auto const start = *parse_date("2026-01-05");
    for (int post = 0; post < kind.posts; ++post) {
        PostResult result{.hour = random.between(8 * 4, 23 * 4) / 4.0, .date = plus_days(start, 2 * post)};
        bool const is_loud = random.chance(0.5);
        result.platform = is_loud ? "tiktok" : "bluesky";
        auto mean = std::log(is_loud ? 900.0 : 120.0) + 0.004 * post;
        auto const off = (result.hour - kind.planted_hour) / 1.2;
        if (kind.planted_hour >= 0) mean += std::log(kind.factor) * std::exp(-0.5 * off * off);
        result.reactions = std::floor(std::exp(mean + 0.45 * random.normal()));
        history.push_back(result);
    }
    return history;
}

}  // namespace troupe::planning::testing
