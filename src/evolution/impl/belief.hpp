#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "base/random.hpp"

namespace troupe::evolution::impl {

/// One entry of a sparse row of features: index and value.
using Entry = std::pair<std::size_t, double>;
using Row = std::vector<Entry>;

/// A normal distribution by unknown, each on its own: what is believed before anything was seen.
struct NormalPrior {
    std::vector<double> mean;
    std::vector<double> variance;  ///< all above 0
};

/// Unknowns that wander, seen through sums of some of them: a Kalman filter. With each step an unknown keeps a share of
/// what it was and is drawn anew for the rest, so that over a long time it lies where its prior says. What was seen
/// grows old as fast as the unknowns really move, and no faster where little was seen: a filter that fades all evidence
/// alike (discounted regression) throws away most where it has least.
class Belief {
public:
    explicit Belief(NormalPrior prior);

    /// What stays of an unknown and of its prior's mean when a step passes, each by unknown, 0..1; 1 stands still.
    struct Kept {
        std::vector<double> unknowns;
        std::vector<double> prior_means;
    };
    void pass(Kept const& kept);
    /// Takes in the sum of a row as it was measured; `weight` is one over the variance of that.
    void learn(Row const& row, double target, double weight);
    /// Another prior, from now on; what was learned beyond the old one stays.
    void replace_prior(NormalPrior prior);

    [[nodiscard]] std::size_t size() const { return mean_.size(); }
    [[nodiscard]] std::vector<double> const& mean() const { return mean_; }
    /// What the row is expected to give.
    [[nodiscard]] double expect(Row const& row) const;
    /// The variance of that, without the noise of a target.
    [[nodiscard]] double variance(Row const& row) const;
    [[nodiscard]] std::vector<double> variances() const;  ///< of every unknown
    /// Symmetric: entry (i, j) at i * size() + j.
    [[nodiscard]] std::vector<double> const& covariance() const { return covariance_; }
    /// The mean, and at `places` a draw around it with `scale` times the deviations; as many normal numbers are used.
    [[nodiscard]] std::vector<double> draw(std::vector<std::size_t> const& places, double scale, Random& random) const;

private:
    [[nodiscard]] std::vector<double> covariance_with(Row const& row) const;

    NormalPrior prior_;
    std::vector<double> mean_;
    std::vector<double> covariance_;
};

}  // namespace troupe::evolution::impl
