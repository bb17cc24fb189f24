#pragma once

#include <cmath>

#include "base/random.hpp"
#include "planning/posting_hour.hpp"

namespace troupe::planning::testing {

/// A made history: two platforms that differ, a slow growth, and log-normal noise of 0.45 (a post at the same hour gets
/// between half and twice as much, nine times of ten).
struct HistoryKind {
    int posts = 60;
    double planted_hour = -1;  ///< negative: every hour is like every other
    double factor = 1.6;       ///< at the planted hour; falls to nothing within two hours
};

inline PostResult made_post(HistoryKind const& kind, int number, double hour, Random& random) {
    PostResult result{.hour = hour, .date = plus_days(*parse_date("2026-01-05"), 2 * number)};
    bool const is_loud = random.chance(0.5);
    result.platform = is_loud ? "tiktok" : "bluesky";
    auto mean = std::log(is_loud ? 900.0 : 120.0) + 0.004 * number;
    auto const off = (hour - kind.planted_hour) / 1.2;
    if (kind.planted_hour >= 0) mean += std::log(kind.factor) * std::exp(-0.5 * off * off);
    result.reactions = std::floor(std::exp(mean + 0.45 * random.normal()));
    return result;
}

/// Posts at any hour from 8 to 23, whatever came back.
inline std::vector<PostResult> made_history(HistoryKind const& kind, std::uint64_t seed) {
    Random random(seed);
    std::vector<PostResult> history;
    for (int post = 0; post < kind.posts; ++post) {
        auto const hour = random.between(8 * 4, 23 * 4) / 4.0;
        history.push_back(made_post(kind, post, hour, random));
    }
    return history;
}

/// Posts at the hours that `hours_to_try` proposes, asked anew after every `posts_a_plan`.
inline std::vector<PostResult> tried_history(HistoryKind const& kind, std::uint64_t seed, int posts_a_plan = 15) {
    Random random(seed);
    std::vector<PostResult> history;
    for (int post = 0; post < kind.posts;) {
        for (auto const hour : hours_to_try(history, {}, posts_a_plan, seed)) {
            if (post >= kind.posts) break;
            history.push_back(made_post(kind, post++, hour, random));
            history.back().was_tried = true;
        }
    }
    return history;
}

}  // namespace troupe::planning::testing
