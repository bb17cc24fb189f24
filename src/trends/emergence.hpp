#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "trends/impl/linear.hpp"
#include "trends/series.hpp"

/// Who on a chart will soon be among the first, who never was there before.
namespace troupe::trends {

/// Chart points by week, newest last: 100 for the first place, 1 for the hundredth, 0 off the chart. Whoever ranks
/// plays or views makes such points of each week's order (`chart_points`).
struct Climber {
    std::span<double const> best;   ///< of the best entry: of an artist its best song
    std::span<double const> total;  ///< of all entries together; for songs the same as `best`
};

/// What counts as arrived: points of the best entry.
struct EmergenceGoal {
    double points = 81;  ///< place 20
    int ahead = 4;       ///< within so many weeks
};
BOOST_DESCRIBE_STRUCT(EmergenceGoal, (), (points, ahead))

struct EmergenceModel {
    std::string what;  ///< "artist", "song"
    EmergenceGoal goal;
    impl::Weights weights;  ///< of a logistic regression
};
BOOST_DESCRIBE_STRUCT(EmergenceModel, (), (what, goal, weights))

/// Whether it is on the chart and never reached the goal.
[[nodiscard]] bool is_candidate(Climber const& climber, EmergenceGoal const& goal);

/// Learns from what all climbers did in the last 12 years that is known by now; all series end in the same week.
[[nodiscard]] EmergenceModel learn_emergence(std::string what, std::vector<Climber> const& climbers,
                                             EmergenceGoal const& goal);

/// That a candidate reaches the goal in time, 0 to 1.
[[nodiscard]] double emergence_chance(EmergenceModel const& model, Climber const& climber);

/// A week's numbers as chart points by their order, best first; equal numbers get equal points, 0 and NaN none.
[[nodiscard]] std::vector<double> chart_points(std::vector<double> const& week);

/// What ships with the program (data/trends/emergence.json).
[[nodiscard]] std::vector<EmergenceModel> const& shipped_emergence();

}  // namespace troupe::trends
