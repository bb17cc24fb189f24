#include "evolution/market/discounted_belief.hpp"

#include <Eigen/Cholesky>
#include <cassert>

#include "evolution/impl/matrix_view.hpp"

namespace troupe::evolution::market {

using impl::as_matrix, impl::as_vector;

DiscountedBelief::DiscountedBelief(impl::NormalPrior const& prior) : right_(prior.mean.size()) {
    auto const n = prior.mean.size();
    assert(prior.variance.size() == n);
    precision_.assign(n * n, 0);
    for (std::size_t i = 0; i < n; ++i) {
        prior_precision_.push_back(1 / prior.variance[i]);
        prior_right_.push_back(prior.mean[i] / prior.variance[i]);
        precision_[i * n + i] = prior_precision_[i];
    }
    right_ = prior_right_;
}

void DiscountedBelief::forget(double keep) {
    if (keep >= 1) return;
    auto const n = size();
    for (auto& value : precision_) value *= keep;
    for (std::size_t i = 0; i < n; ++i) {
        precision_[i * n + i] += (1 - keep) * prior_precision_[i];
        right_[i] = keep * right_[i] + (1 - keep) * prior_right_[i];
    }
    is_current_ = false;
}

void DiscountedBelief::learn(impl::Row const& row, double target, double weight) {
    auto const n = size();
    for (auto const& [i, a] : row) {
        right_[i] += weight * a * target;
        for (auto const& [j, b] : row)
            if (i >= j) precision_[j * n + i] += weight * a * b;
    }
    is_current_ = false;
}

void DiscountedBelief::factorise() const {
    if (is_current_) return;
    factor_ = precision_;
    mean_ = right_;
    Eigen::Ref<Eigen::MatrixXd> place = as_matrix(factor_, size());
    Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> const solver(place);
    auto mean = as_vector(mean_);
    solver.matrixL().solveInPlace(mean);
    solver.matrixU().solveInPlace(mean);
    is_current_ = true;
}

std::vector<double> const& DiscountedBelief::mean() const {
    factorise();
    return mean_;
}

std::vector<double> DiscountedBelief::covariance() const {
    factorise();
    auto const n = static_cast<Eigen::Index>(size());
    std::vector<double> made(size() * size());
    auto inverse = as_matrix(made, size());
    Eigen::MatrixXd half = Eigen::MatrixXd::Identity(n, n);
    as_matrix(factor_, size()).triangularView<Eigen::Lower>().solveInPlace(half);
    inverse.noalias() = half.transpose() * half;
    return made;
}

}  // namespace troupe::evolution::market
