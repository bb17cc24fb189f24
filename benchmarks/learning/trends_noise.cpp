#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.hpp"
#include "trends/changes.hpp"
#include "trends_bars.hpp"

namespace troupe::trends {
namespace {

constexpr int series_of_a_kind = 500;
constexpr int length = 156;  ///< three years of weeks

/// Noise around a level: of a normal, of one with heavy tails, of counts, of neighbours that are alike.
constexpr char const* noises[] = {"normal", "heavy", "counts", "alike"};

double poisson(Random& random, double mean) {
    double count = 0;
    for (double product = random.uniform(), end = std::exp(-mean); product > end; product *= random.uniform()) ++count;
    return count;
}

std::vector<double> noise_of(std::string_view kind, Random& random) {
    std::vector<double> values;
    double before = 0;
    for (int week = 0; week < length; ++week) {
        double value = random.normal();
        if (kind == "heavy") {
            // Student's t with four degrees of freedom, brought to deviation 1.
            double squares = 0;
            for (int i = 0; i < 4; ++i) squares += std::pow(random.normal(), 2);
            value = value / std::sqrt(squares / 4) / std::sqrt(2.0);
        } else if (kind == "counts") {
            value = (poisson(random, 9) - 9) / 3;
        } else if (kind == "alike") {
            value = before = 0.4 * before + std::sqrt(1 - 0.16) * value;
        }
        values.push_back(50 + 5 * value);
    }
    return values;
}

struct Planted {
    int first = 0, last = 0;
};

/// A burst of 5 to 12 weeks, 2.5 to 5 deviations high, that comes and goes within its first and last week.
Planted plant(std::vector<double>& values, Random& random) {
    auto const weeks = random.between(5, 12);
    auto const first = random.between(4, length - 4 - weeks);
    auto const height = 5 * random.uniform(2.5, 5);
    for (int week = first; week < first + weeks; ++week)
        values[static_cast<std::size_t>(week)] += height * (week == first || week == first + weeks - 1 ? 0.7 : 1);
    return {first, first + weeks - 1};
}

bool is_hit(Burst const& burst, Planted const& planted) {
    auto const shared = std::min(burst.last, planted.last) - std::max(burst.first, planted.first) + 1;
    return 2 * shared >= std::max(burst.last - burst.first, planted.last - planted.first) + 1;
}

struct Tally {
    int alarms = 0, changes = 0, quiet = 0, planted = 0, found = 0, wrong = 0, shifts_found = 0;
};

void judge_one(std::string_view kind, Random random, Tally& tally) {
    auto quiet = noise_of(kind, random);
    ++tally.quiet;
    tally.alarms += find_bursts(quiet).empty() ? 0 : 1;
    tally.changes += find_changes(quiet).empty() ? 0 : 1;
    auto loud = noise_of(kind, random);
    auto const planted = plant(loud, random);
    ++tally.planted;
    bool is_found = false;
    for (auto const& burst : find_bursts(loud)) {
        bool const hit = is_hit(burst, planted);
        is_found = is_found || hit;
        tally.wrong += hit ? 0 : 1;
    }
    tally.found += is_found ? 1 : 0;
    // A level that rises by one and a half deviations for good.
    auto const at = random.between(30, length - 30);
    for (int week = at; week < length; ++week) quiet[static_cast<std::size_t>(week)] += 7.5;
    auto const changes = find_changes(quiet);
    tally.shifts_found += changes.size() == 1 && std::abs(changes[0].at - at) <= 6 ? 1 : 0;
}

}  // namespace

bool judge_bursts() {
    Tally all;
    for (auto const* const kind : noises) {
        Tally tally;
        for (std::uint64_t i = 0; i < series_of_a_kind; ++i) judge_one(kind, Random(20'26).stream(kind, i), tally);
        fmt::print(
            "# noise {}: alarms {:.1f} %, changes {:.1f} %, recall {:.3f}, wrong {}, shifts found in place {:.3f}\n",
            kind, 100.0 * tally.alarms / tally.quiet, 100.0 * tally.changes / tally.quiet,
            1.0 * tally.found / tally.planted, tally.wrong, 1.0 * tally.shifts_found / tally.quiet);
        all.alarms += tally.alarms, all.changes += tally.changes, all.quiet += tally.quiet,
            all.planted += tally.planted, all.found += tally.found, all.wrong += tally.wrong;
    }
    auto const precision = 1.0 * all.found / std::max(all.found + all.wrong, 1);
    bool ok = at_least("trends_bursts_precision", precision, 0.9);
    ok = at_least("trends_bursts_recall", 1.0 * all.found / all.planted, 0.9) && ok;
    ok = at_most("trends_bursts_alarms_percent", 100.0 * all.alarms / all.quiet, 5) && ok;
    return at_most("trends_changes_alarms_percent", 100.0 * all.changes / all.quiet, 5) && ok;
}

}  // namespace troupe::trends
