#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <vector>

#include "planning/export.hpp"
#include "planning/testing/sample_request.hpp"

/// How long a calendar takes, as the median of many: NAME value target ok|short.
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

bool report(char const* name, double value, double target) {
    bool const ok = value <= target;
    fmt::print("{} {:.3f} {} {}\n", name, value, target, ok ? "ok" : "short");
    return ok;
}

}  // namespace
}  // namespace troupe::planning

int main() {
    using namespace troupe::planning;
    auto request = testing::sample_request();
    std::size_t bytes = 0;  // of what was made, so that nothing is optimised away
    auto const plan_of = [&](int days) {
        return [&, days](int round) {
            request.days = days;
            request.seed = static_cast<std::uint64_t>(round);
            bytes += make_plan(request)->items.size();
        };
    };
    bool ok = report("plan_90_days_ms", median_ms(201, plan_of(90)), 10);
    ok = report("plan_3650_days_ms", median_ms(9, plan_of(3650)), 1000) && ok;
    request.days = 90;
    auto const plan = *make_plan(request);
    ok = report("export_90_days_ms",
                median_ms(101,
                          [&](int) {
                              bytes += to_json(plan).size() + to_csv(plan).size() +
                                       to_ics(plan, {.name = "Vesper Lune"}, request.now).size();
                          }),
                10) &&
         ok;
    return ok && bytes > 0 ? 0 : 1;
}
