#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "base/time.hpp"

namespace troupe::trends::impl {

/// The first of them say where the level is, those up to `season_feature_count` whether it is a season, the others how
/// it came.
inline constexpr std::size_t basic_feature_count = 13, season_feature_count = 19, level_feature_count = 24;
using LevelFeatures = std::array<double, level_feature_count>;

/// Where a series of weeks stands, seen from its newest week.
struct Outlook {
    std::span<double const> weeks;  ///< newest last; a missing week is NaN and left out of every mean
    Date newest{};                  ///< day of the newest week
    int ahead = 4;                  ///< weeks to the one that is asked about
    double cap = 1;                 ///< what the numbers are measured by: see `cap_of`
};

/// What a forecast knows, in units of `cap`: the level, means of 4, 13, 26 and 52 weeks, the steps of one and of four
/// weeks, the mean of four weeks over that of the four before, the highest of 52, the share of 13 weeks that are not 0,
/// root and square of the level, 1; level and mean of 13 weeks where now or then are holidays, and those two alone; how
/// long it has been there, how long not, the highest ever, the weeks since a leap, the usual step.
/// Nothing when the last two weeks, or most of the last 26, are missing.
[[nodiscard]] std::optional<LevelFeatures> level_features(Outlook const& outlook);

/// December and the first days of January, when seasonal songs displace all others.
[[nodiscard]] bool is_holiday_season(Date day);

/// The mean step from week to week over the last 104, where both are there. 0 when it never moved.
[[nodiscard]] double mean_step(std::span<double const> weeks);

/// How many of the last 52 weeks are there and not 0.
[[nodiscard]] int active_weeks(std::span<double const> weeks);

}  // namespace troupe::trends::impl
