#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace troupe::trends::impl {

inline constexpr std::size_t level_feature_count = 13;
using LevelFeatures = std::array<double, level_feature_count>;

/// What a forecast knows of a series of weeks, newest last; a missing week is NaN and left out of every mean. All in
/// units of `cap`: the level, means of 4, 13, 26 and 52 weeks, the steps of one and of four weeks, the mean of four weeks
/// over that of the four before, the highest of 52, the share of 13 weeks that are not 0, root and square of the level, 1.
/// Nothing when the last two weeks, or most of the last 26, are missing.
[[nodiscard]] std::optional<LevelFeatures> level_features(std::span<double const> weeks, double cap);

/// The mean step from week to week over the last 104, where both are there. 0 when it never moved.
[[nodiscard]] double mean_step(std::span<double const> weeks);

/// How many of the last 52 weeks are there and not 0.
[[nodiscard]] int active_weeks(std::span<double const> weeks);

}  // namespace troupe::trends::impl
