#include "measures.hpp"
#include "planning/testing/post_history.hpp"

/// Posting hours: how often nothing is said of flat histories, and how often a planted hour is found (within an hour
/// and a half) in 60 posts spread over the day, three hours or more from the usual one. The noise of a post is 0.45 in
/// logs.
namespace troupe::planning::benchmark {
namespace {

constexpr std::uint64_t histories = 400;
constexpr double usual = 19.5;

double found_share(double factor) {
    Random random(5);
    int found = 0;
    for (std::uint64_t seed = 0; seed < histories; ++seed) {
        auto hour = usual;
        while (std::abs(hour - usual) < 3) hour = random.uniform(9, 22);
        auto const advice = learn_posting_hour(testing::made_history({60, hour, factor}, 10'000 + seed), usual);
        found += advice.has_evidence && std::abs(advice.hour - hour) <= 1.5 ? 1 : 0;
    }
    return found / static_cast<double>(histories);
}

}  // namespace

bool hours() {
    int abstained = 0;
    for (std::uint64_t seed = 0; seed < histories; ++seed)
        abstained += learn_posting_hour(testing::made_history({.posts = 60}, seed), usual).has_evidence ? 0 : 1;
    bool ok = at_least("hour_flat_abstained_share", abstained / static_cast<double>(histories), 0.95);
    ok = at_least("hour_planted_twice_found_share", found_share(2), 0.9) && ok;
    return at_least("hour_planted_two_and_a_half_found_share", found_share(2.5), 0.9) && ok;
}

}  // namespace troupe::planning::benchmark
