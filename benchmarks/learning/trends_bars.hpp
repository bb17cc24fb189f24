#pragma once

#include <fmt/format.h>

#include <string>

#include "charts.hpp"
#include "trends/forecast.hpp"

namespace troupe::trends {

/// Prints NAME value target ok|short. Whether it is ok.
inline bool at_least(std::string const& name, double value, double target) {
    fmt::print("{} {:.3f} {:.3f} {}\n", name, value, target, value >= target ? "ok" : "short");
    return value >= target;
}
/// Rounded as the targets are: two places.
inline bool at_most(std::string const& name, double value, double target) {
    fmt::print("{} {:.3f} {:.3f} {}\n", name, value, target, value < target + 0.005 ? "ok" : "short");
    return value < target + 0.005;
}

/// Both included.
struct Years {
    int first = 2021, last = 2025;
};

[[nodiscard]] bool judge_forecasts(Charts const& charts, Family family);
[[nodiscard]] bool judge_emergence(Charts const& charts, Years years = {});
[[nodiscard]] bool judge_growth(Charts const& charts);
/// Needs no charts: noise of four kinds, with and without planted bursts.
[[nodiscard]] bool judge_bursts();

}  // namespace troupe::trends
