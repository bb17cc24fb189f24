#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <set>
#include <string_view>
#include <vector>

#include "measures.hpp"
#include "planning/export.hpp"
#include "planning/testing/sample_request.hpp"

/// How long a calendar takes, as the median of many, and how good its parts become: plans, calendars, hours, arcs,
/// rosters. Words choose parts; none means all. `--largest` adds 10,000 artists to the rosters.
namespace troupe::planning {
namespace {

double median_ms(int rounds, std::function<void(int)> const& work) {
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round) {
        auto const begin = std::chrono::steady_clock::now();
        work(round);
        times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[static_cast<std::size_t>(rounds / 2)];
}

}  // namespace
}  // namespace troupe::planning

namespace troupe::planning::benchmark {
namespace {

bool single_plans() {
    auto request = testing::sample_request();
    std::size_t bytes = 0;  // of what was made, so that nothing is optimised away
    auto const plan_of = [&](int days) {
        return [&, days](int round) {
            request.days = days;
            request.seed = static_cast<std::uint64_t>(round);
            bytes += make_plan(request)->items.size();
        };
    };
    bool ok = at_most("plan_90_days_ms", median_ms(201, plan_of(90)), 10);
    ok = at_most("plan_3650_days_ms", median_ms(9, plan_of(3650)), 1000) && ok;
    request.days = 90;
    auto const plan = *make_plan(request);
    auto const write = [&](int) {
        bytes += to_json(plan).size() + to_csv(plan).size() + to_ics(plan, {.name = "Vesper Lune"}, request.now).size();
    };
    return at_most("export_90_days_ms", median_ms(101, write), 10) && ok && bytes > 0;
}

}  // namespace
}  // namespace troupe::planning::benchmark

int main(int count, char** words) {
    using namespace troupe::planning::benchmark;
    std::set<std::string_view> const asked(words + 1, words + count);
    bool const with_largest = asked.contains("--largest");
    bool const wants_all = asked.size() == (with_largest ? 1 : 0);
    auto const wants = [&](std::string_view part) { return wants_all || asked.contains(part); };
    bool ok = !wants("plans") || single_plans();
    if (wants("calendars")) ok = calendars() && ok;
    if (wants("hours")) ok = hours() && ok;
#ifdef TROUPE_WITH_WRITER
    if (wants("arcs")) ok = arcs() && ok;
#endif
    if (wants("rosters")) ok = rosters(with_largest) && ok;
    return ok ? 0 : 1;
}
