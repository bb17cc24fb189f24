#pragma once

#include "evolution/impl/belief.hpp"

namespace troupe::evolution::market {

/// The regression of the opponents: what was seen fades. The precision A and the right side b of A theta = b move a
/// share (1 - keep) back to those of the prior with every step (discounted linear bandits: Russac, Vernade, Cappe,
/// NeurIPS 2019; the drift to the prior instead of to nothing is ours). Factorised at most once between two changes.
class DiscountedBelief {
public:
    explicit DiscountedBelief(impl::NormalPrior const& prior);

    /// keep: 0..1; 1 forgets nothing.
    void forget(double keep);
    /// Takes in a row with its target; `weight` is one over the variance of the target.
    void learn(impl::Row const& row, double target, double weight);

    [[nodiscard]] std::vector<double> const& mean() const;
    /// Symmetric: entry (i, j) at i * mean().size() + j.
    [[nodiscard]] std::vector<double> covariance() const;

private:
    [[nodiscard]] std::size_t size() const { return prior_precision_.size(); }
    void factorise() const;

    std::vector<double> prior_precision_;  ///< a diagonal
    std::vector<double> prior_right_;
    std::vector<double> precision_;  ///< column by column, lower triangle
    std::vector<double> right_;
    mutable std::vector<double> factor_;  ///< Cholesky, lower triangle
    mutable std::vector<double> mean_;
    mutable bool is_current_ = false;
};

}  // namespace troupe::evolution::market
