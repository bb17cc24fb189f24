#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <vector>

#include "base/time.hpp"
#include "trends/impl/boosted_trees.hpp"
#include "trends/impl/linear.hpp"
#include "trends/series.hpp"

/// Where a series will be in 4 and in 13 weeks, learned from many series at once: one alone is too short to learn from.
namespace troupe::trends {

inline constexpr int horizons[] = {4, 13};

/// What kind of numbers a series has: parts of a whole (a genre's share of all plays), or points of one thing among
/// many.
BOOST_DEFINE_ENUM_CLASS(Family, shares, points)
[[nodiscard]] Family family_of(Kind kind);

/// What the numbers of a family are measured by: .3 of the whole for shares, 200 chart points for points. Whoever
/// forecasts plays or views scales them to that first, by the largest usual number of their pool.
[[nodiscard]] double cap_of(Family family);

/// One horizon of one family. Lists may be empty where the family does without.
struct HorizonModel {
    int ahead = 4;
    impl::Weights linear;
    impl::BoostedTrees shallow, deep;  ///< the forecast is the mean of what is there
    impl::BoostedTrees low, high;      ///< how far outcomes are from it at 5 and 95 %, as learned..
    double widening = 1;               ///< ..and how many times that they must be to hold
};
BOOST_DESCRIBE_STRUCT(HorizonModel, (), (ahead, linear, shallow, deep, low, high, widening))

struct FamilyModel {
    Family family = Family::shares;
    std::vector<HorizonModel> horizons;
};
BOOST_DESCRIBE_STRUCT(FamilyModel, (), (family, horizons))

/// Series to learn from, newest week last, all ending in the same week.
struct Pool {
    std::vector<std::span<double const>> series;  ///< in units of the family: shares, or points
    Date newest{};                                ///< day of the newest week
};

/// Learns from what the pool showed up to its newest week: origins of the last 12 (shares) or 8 (points) years, recent
/// ones counting more. Series that are there in less than 26 of 52 weeks are left out.
[[nodiscard]] FamilyModel learn_forecasts(Family family, Pool const& pool);

struct Forecast {
    int ahead = 4;  ///< weeks
    double value = 0;
    double low = 0, high = 0;  ///< nine of ten times it is within
};
BOOST_DESCRIBE_STRUCT(Forecast, (), (ahead, value, low, high))

/// One forecast a horizon, in the units of the series; none when too little is known of it: less than 26 weeks of the
/// last 52, or nothing in the last two.
[[nodiscard]] std::vector<Forecast> forecast(FamilyModel const& model, std::span<double const> weeks, Date newest);

/// What ships with the program (data/trends/forecast.json, made by benchmarks/learning).
[[nodiscard]] FamilyModel const& shipped_forecasts(Family family);

}  // namespace troupe::trends
