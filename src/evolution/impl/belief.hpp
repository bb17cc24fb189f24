#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "base/random.hpp"

namespace troupe::evolution::impl {

/// One entry of a sparse row of features: index and value.
using Entry = std::pair<std::size_t, double>;
using Row = std::vector<Entry>;

/// A normal distribution by dimension: what is believed before anything was seen.
struct NormalPrior {
    std::vector<double> mean;
    std::vector<double> variance;  ///< all above 0
};

/// Bayesian linear regression that forgets towards its prior: the precision A and the right side b of A theta = b move
/// a share (1 - keep) back to those of the prior with every step, so that what was long not tried becomes uncertain
/// again (discounted linear bandits: Russac, Vernade, Cappe, NeurIPS 2019; the drift to the prior instead of to nothing
/// is ours). The factor of A is made at most once between two changes.
class Belief {
public:
    explicit Belief(NormalPrior prior);

    /// keep: 0..1; 1 forgets nothing.
    void forget(double keep);
    /// Takes in a row with its target; `weight` is one over the variance of the target.
    void learn(Row const& row, double target, double weight);
    /// The prior's mean moves by so much; what is believed follows as it forgets.
    void move_prior(std::vector<double> const& by);
    /// Another prior, from now on; what was learned beyond the old one stays.
    void replace_prior(NormalPrior const& prior);

    [[nodiscard]] std::size_t size() const { return prior_precision_.size(); }
    [[nodiscard]] std::vector<double> const& mean() const;
    /// What the row is expected to give.
    [[nodiscard]] double expect(Row const& row) const;
    /// The variance of that, without the noise of a target.
    [[nodiscard]] double variance(Row const& row) const;
    [[nodiscard]] std::vector<double> variances() const;  ///< of every dimension
    /// The whole covariance, symmetric: entry (i, j) at i * size() + j.
    [[nodiscard]] std::vector<double> covariance() const;
    /// A draw from the distribution with `scale` times its deviations; size() normal numbers are used.
    [[nodiscard]] std::vector<double> draw(double scale, Random& random) const;

private:
    void factorise() const;

    std::vector<double> prior_precision_;  ///< a diagonal
    std::vector<double> prior_right_;
    std::vector<double> precision_;  ///< column by column, lower triangle
    std::vector<double> right_;
    mutable std::vector<double> factor_;  ///< Cholesky, lower triangle
    mutable std::vector<double> mean_;
    mutable bool is_current_ = false;
};

}  // namespace troupe::evolution::impl
