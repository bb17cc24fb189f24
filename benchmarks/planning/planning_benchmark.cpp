#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <string_view>
#include <vector>

#include "measures.hpp"
#include "planning/export.hpp"
#include "planning/testing/sample_request.hpp"

/// How long a calendar takes, as the median of many, and how good rosters become. `--largest` adds 10,000 artists.
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

int main(int count, char** words) {
    using namespace troupe::planning;
    using benchmark::at_most;
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
    ok = at_most("export_90_days_ms",
                 median_ms(101,
                           [&](int) {
                               bytes += to_json(plan).size() + to_csv(plan).size() +
                                        to_ics(plan, {.name = "Vesper Lune"}, request.now).size();
                           }),
                 10) &&
         ok;
    ok = benchmark::calendars() && ok;
    ok = benchmark::hours() && ok;
#ifdef TROUPE_WITH_WRITER
    ok = benchmark::arcs() && ok;
#endif
    ok = benchmark::rosters(count > 1 && std::string_view(words[1]) == "--largest") && ok;
    return ok && bytes > 0 ? 0 : 1;
}
