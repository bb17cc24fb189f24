#include <algorithm>
#include <vector>

#include "measures.hpp"
#include "planning/testing/plan_changes.hpp"
#include "planning/violations.hpp"

/// Random artists, days, zones, quiet periods and caps: broken rules, and what one change moves.
namespace troupe::planning::benchmark {
namespace {

bool random_plans(std::uint64_t count) {
    std::size_t broken = 0;
    std::uint64_t made = 0;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        auto const request = testing::random_request(seed);
        auto const tables = testing::random_tables(seed, request);
        auto const plan = make_plan(request, tables);
        if (!plan) continue;  // the calendar was over before it began: a few in a hundred are
        ++made;
        broken += violations(*plan, request.now, tables).size();
    }
    bool const ok = at_least("random_plans_made", static_cast<double>(made), 0.9 * static_cast<double>(count));
    return at_most("random_plans_violations", static_cast<double>(broken), 0) && ok;
}

/// Every kind of change in turn.
bool replanning(std::uint64_t count) {
    std::vector<double> shares;
    std::size_t broken = 0;
    for (std::uint64_t seed = 0; seed < count; ++seed) {
        auto const replanned = testing::replan(seed, testing::all_changes[seed % testing::all_changes.size()]);
        if (!replanned) continue;
        shares.push_back(testing::moved_share(*replanned));
        broken += violations(replanned->after, replanned->request.now).size();
    }
    double sum = 0;
    for (auto const share : shares) sum += share;
    auto const below = std::count_if(shares.begin(), shares.end(), [](double share) { return share < 0.1; });
    auto const all = static_cast<double>(shares.size());
    bool ok = at_most("replanned_moved_share_mean", sum / all, 0.1);
    ok = at_least("replanned_below_a_tenth_share", static_cast<double>(below) / all, 0.9) && ok;
    return at_most("replanned_violations", static_cast<double>(broken), 0) && ok;
}

}  // namespace

bool calendars() {
    bool const sound = random_plans(10'000);
    return replanning(1'200) && sound;
}

}  // namespace troupe::planning::benchmark
