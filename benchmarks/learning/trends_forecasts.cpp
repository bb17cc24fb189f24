#include <algorithm>
#include <cmath>
#include <map>

#include "trends/growth.hpp"
#include "trends/impl/level_features.hpp"
#include "trends_bars.hpp"

namespace troupe::trends {
namespace {

/// Every second week from January 2021 on is an origin, for every series that is there in 26 of the 52 weeks before it.
constexpr std::size_t origins_every = 2;

/// Errors in units of the mean step of the 104 weeks before each origin.
struct Errors {
    double ours = 0, naive = 0;
    int within = 0, count = 0;
};

Pool pool_until(std::map<std::string, Weeks> const& series, Charts const& charts, std::size_t week) {
    Pool pool;
    pool.newest = charts.weeks[week];
    for (auto const& [name, weeks] : series) pool.series.emplace_back(weeks.data(), week + 1);
    return pool;
}

void judge_origin(FamilyModel const& model, Weeks const& series, std::size_t origin, Date day,
                  std::map<int, Errors>& errors) {
    std::span<double const> const known(series.data(), origin + 1);
    auto const step = impl::mean_step(known);
    if (step <= 0) return;
    for (auto const& each : forecast(model, known, day)) {
        auto const at = origin + static_cast<std::size_t>(each.ahead);
        if (at >= series.size()) continue;
        auto const truth = series[at];
        auto& sum = errors[each.ahead];
        sum.ours += std::abs(each.value - truth) / step;
        sum.naive += std::abs(known.back() - truth) / step;
        sum.within += truth >= each.low - 1e-9 && truth <= each.high + 1e-9 ? 1 : 0;
        ++sum.count;
    }
}

/// Learned anew every `refit` weeks from what was known by then alone.
std::map<int, Errors> walk(Charts const& charts, Family family, std::size_t from, std::size_t to, std::size_t refit) {
    auto const& series = family == Family::shares ? charts.genres : charts.artists;
    std::map<int, Errors> errors;
    for (auto start = from; start < to; start += refit) {
        auto const model = learn_forecasts(family, pool_until(series, charts, start - 1));
        for (auto origin = start; origin < std::min(start + refit, to); ++origin) {
            if ((origin - from) % origins_every != 0) continue;
            for (auto const& [name, weeks] : series) judge_origin(model, weeks, origin, charts.weeks[origin], errors);
        }
    }
    return errors;
}

/// Mean rank correlation of two lists.
double rank_correlation(std::vector<std::pair<double, double>> pairs) {
    auto const ranked = [&](auto part) {
        std::vector<double> ranks;
        for (auto const& each : pairs)
            ranks.push_back(static_cast<double>(std::count_if(
                pairs.begin(), pairs.end(), [&](auto const& other) { return part(other) < part(each); })));
        return ranks;
    };
    auto const a = ranked([](auto const&pair) { return pair.first; }),
               b = ranked([](auto const&pair) { return pair.second; });
    double ab = 0, aa = 0, bb = 0, mean_a = 0, mean_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) mean_a += a[i], mean_b += b[i];
    mean_a /= static_cast<double>(a.size());
    mean_b /= static_cast<double>(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        ab += (a[i] - mean_a) * (b[i] - mean_b);
        aa += (a[i] - mean_a) * (a[i] - mean_a);
        bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    return aa <= 0 || bb <= 0 ? 0 : ab / std::sqrt(aa * bb);
}

}  // namespace

bool judge_forecasts(Charts const& charts, Family family) {
    auto const from = charts.week_of(Date{std::chrono::year(2021) / 1 / 1});
    bool const is_shares = family == Family::shares;
    auto const errors = walk(charts, family, from, charts.weeks.size(), is_shares ? 13 : 52);
    std::map<int, double> const targets =
        is_shares ? std::map<int, double>{{4, 1.91}, {13, 2.57}} : std::map<int, double>{{4, 2.67}, {13, 3.52}};
    bool ok = true;
    for (auto const& [ahead, sum] : errors) {
        auto const name = fmt::format("trends_{}_{}_weeks", is_shares ? "genre" : "artist", ahead);
        fmt::print("# {}: naive {:.2f}, {} forecasts\n", name, sum.naive / sum.count, sum.count);
        ok = at_most(name + "_mase", sum.ours / sum.count, targets.at(ahead)) && ok;
        auto const coverage = 100.0 * sum.within / sum.count;
        bool const is_covered = std::abs(coverage - 90) <= 3;
        fmt::print("{}_coverage {:.1f} 90+-3 {}\n", name, coverage, is_covered ? "ok" : "short");
        ok = is_covered && ok;
    }
    return ok;
}

bool judge_growth(Charts const& charts) {
    constexpr std::size_t ahead = 13;
    auto const from = charts.week_of(Date{std::chrono::year(2021) / 1 / 1});
    std::map<std::string, double> sums;
    int origins = 0;
    for (auto origin = from; origin + ahead < charts.weeks.size(); ++origin) {
        static GrowthModel model;
        if ((origin - from) % 52 == 0) model = learn_growth(pool_until(charts.genres, charts, origin - 1));
        std::map<std::string, std::vector<std::pair<double, double>>> pairs;
        for (auto const& [name, weeks] : charts.genres) {
            std::span<double const> const known(weeks.data(), origin + 1);
            auto const expected = expected_growth(model, known, charts.weeks[origin]);
            auto const features = impl::level_features({known, charts.weeks[origin], 13, 1});
            if (!expected || !features) continue;
            auto const came = std::log(weeks[origin + ahead] + 0.005) - std::log(weeks[origin] + 0.005);
            pairs["ours"].emplace_back(*expected, came);
            pairs["momentum"].emplace_back(
                std::log((*features)[0] + 0.005) - std::log((*features)[0] - (*features)[6] + 0.005), came);
            pairs["reversion"].emplace_back(std::log((*features)[3] + 0.005) - std::log((*features)[0] + 0.005), came);
        }
        for (auto const& [what, list] : pairs) sums[what] += rank_correlation(list);
        ++origins;
    }
    fmt::print("# trends_genre_growth: 4-week momentum {:.2f}, reversion to 26 weeks {:.2f}\n",
               sums["momentum"] / origins, sums["reversion"] / origins);
    return at_least("trends_genre_growth_spearman", sums["ours"] / origins, 0.32);
}

}  // namespace troupe::trends
