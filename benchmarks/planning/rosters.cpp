#include "measures.hpp"
#include "planning/testing/roster_instance.hpp"

/// Release weeks of made rosters, each kind over its seeds: time, distance to the bound, and how many were proven.
namespace troupe::planning::benchmark {
namespace {

struct Kind {
    char const* name;
    testing::RosterInstance size;
    unsigned seeds;
    double most_seconds;
    double most_gap_percent;
    bool must_be_proven;
};

bool measure(Kind const& kind) {
    double slowest = 0;
    double widest = 0;
    unsigned proven = 0;
    bool ok = true;
    for (unsigned seed = 1; seed <= kind.seeds; ++seed) {
        auto size = kind.size;
        size.seed = seed;
        auto const problem = testing::random_roster(size);
        Result<RosterPlan> plan;
        slowest = std::max(slowest, seconds([&] { plan = solve_roster(problem); }));
        auto const counted = roster_value(problem, plan->weeks);
        ok = counted && std::abs(*counted - plan->value) < 1e-6 && ok;
        widest = std::max(widest, 100 * plan->gap());
        proven += plan->proven ? 1 : 0;
    }
    auto const name = std::string("roster_") + kind.name;
    ok = at_most(name + "_s", slowest, kind.most_seconds) && ok;
    ok = at_most(name + "_gap_percent", widest, kind.most_gap_percent) && ok;
    if (kind.must_be_proven) ok = at_least(name + "_proven_share", proven / static_cast<double>(kind.seeds), 1) && ok;
    return ok;
}

}  // namespace

bool rosters(bool with_largest) {
    bool ok = measure({"1x13", {1, 13, 4, 1}, 100, 0.01, 0, true});
    ok = measure({"20x13", {20, 13, 4, 1}, 40, 1, 0, true}) && ok;
    ok = measure({"100x13", {100, 13, 4, 1}, 3, 10, 1.5, false}) && ok;
    ok = measure({"1000x52_4_songs", {1'000, 52, 4, 1}, 1, 30, 1.5, false}) && ok;
    ok = measure({"1000x52_12_songs", {1'000, 52, 12, 1}, 1, 30, 1.5, false}) && ok;
    if (with_largest) ok = measure({"10000x52_12_songs", {10'000, 52, 12, 1}, 1, 300, 1.5, false}) && ok;
    return ok;
}

}  // namespace troupe::planning::benchmark
