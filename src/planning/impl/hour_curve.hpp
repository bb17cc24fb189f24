#pragma once

#include <vector>

#include "base/random.hpp"
#include "planning/posting_hour.hpp"

/// What posts brought, as a smooth curve over the hours of the day.
namespace troupe::planning::impl {

/// Hours between two times of the day, the short way round: 0 to 12.
[[nodiscard]] double hours_apart(double a, double b);

/// Those that can be, by date.
[[nodiscard]] std::vector<PostResult> sound_posts(std::vector<PostResult> const& history);

/// Logs of reactions without each platform's mean and the straight trend over time, in the order of the posts.
[[nodiscard]] std::vector<double> residuals(std::vector<PostResult> const& posts);

/// Of what results like these tell about the hours: a Gaussian process whose neighbours share their effect. Kept as
/// weights, so that the same posts with other results cost little.
class HourCurve {
public:
    /// `noise`: of a result, in logs. `posts` are at least one.
    HourCurve(std::vector<PostResult> const& posts, double noise, double usual);

    struct Peak {
        double hour = 0;
        double height = 0;     ///< above the usual hour
        double deviation = 0;  ///< of that height
        double score = 0;      ///< of the height above the mean, in what noise alone makes of it
    };
    /// The most surprising height above the mean of all posts, among the hours that lie above the usual one.
    [[nodiscard]] Peak peak(std::vector<double> const& results) const;

private:
    struct Place {
        double hour = 0;
        std::vector<double> own;          ///< weights of the results in the height here, scaled to a spread of 1
        std::vector<double> above_usual;  ///< and in what it lies above the usual hour
        double deviation = 0;             ///< of the latter, after the evidence
    };
    double usual_;
    std::vector<Place> places_;
};

/// Hours that are best in curves drawn from what the results leave possible (Thompson 1933), between `from` and `to`.
[[nodiscard]] std::vector<double> best_hours_drawn(std::vector<PostResult> const& posts, HourWindow const& window,
                                                   int count, Random random);

}  // namespace troupe::planning::impl
