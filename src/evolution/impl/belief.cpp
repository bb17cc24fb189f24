#include "evolution/impl/belief.hpp"

#include <Eigen/Cholesky>
#include <cassert>

namespace troupe::evolution::impl {
namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;
using Vector = Eigen::Map<Eigen::VectorXd>;

Matrix as_matrix(std::vector<double>& values, std::size_t size) {
    auto const n = static_cast<Eigen::Index>(size);
    return {values.data(), n, n};
}

Vector as_vector(std::vector<double>& values) { return {values.data(), static_cast<Eigen::Index>(values.size())}; }

}  // namespace

Belief::Belief(NormalPrior prior) : right_(prior.mean.size()) {
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

void Belief::forget(double keep) {
    if (keep >= 1) return;
    auto const n = size();
    for (auto& value : precision_) value *= keep;
    for (std::size_t i = 0; i < n; ++i) {
        precision_[i * n + i] += (1 - keep) * prior_precision_[i];
        right_[i] = keep * right_[i] + (1 - keep) * prior_right_[i];
    }
    is_current_ = false;
}

void Belief::learn(Row const& row, double target, double weight) {
    auto const n = size();
    for (auto const& [i, a] : row) {
        right_[i] += weight * a * target;
        for (auto const& [j, b] : row)
            if (i >= j) precision_[j * n + i] += weight * a * b;
    }
    is_current_ = false;
}

void Belief::move_prior(std::vector<double> const& by) {
    for (std::size_t i = 0; i < size(); ++i) prior_right_[i] += by[i] * prior_precision_[i];
}

void Belief::replace_prior(NormalPrior const& prior) {
    auto const n = size();
    assert(prior.mean.size() == n && prior.variance.size() == n);
    for (std::size_t i = 0; i < n; ++i) {
        auto const precision = 1 / prior.variance[i];
        precision_[i * n + i] += precision - prior_precision_[i];
        right_[i] += prior.mean[i] * precision - prior_right_[i];
        prior_precision_[i] = precision;
        prior_right_[i] = prior.mean[i] * precision;
    }
    is_current_ = false;
}

void Belief::factorise() const {
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

std::vector<double> const& Belief::mean() const {
    factorise();
    return mean_;
}

double Belief::expect(Row const& row) const {
    factorise();
    double sum = 0;
    for (auto const& [i, value] : row) sum += value * mean_[i];
    return sum;
}

double Belief::variance(Row const& row) const {
    factorise();
    std::vector<double> solved(size());
    for (auto const& [i, value] : row) solved[i] += value;
    auto vector = as_vector(solved);
    as_matrix(factor_, size()).triangularView<Eigen::Lower>().solveInPlace(vector);
    return vector.squaredNorm();
}

std::vector<double> Belief::variances() const {
    auto const whole = covariance();
    std::vector<double> made(size());
    for (std::size_t i = 0; i < size(); ++i) made[i] = whole[i * size() + i];
    return made;
}

std::vector<double> Belief::covariance() const {
    factorise();
    auto const n = static_cast<Eigen::Index>(size());
    std::vector<double> made(size() * size());
    auto inverse = as_matrix(made, size());
    Eigen::MatrixXd half = Eigen::MatrixXd::Identity(n, n);
    as_matrix(factor_, size()).triangularView<Eigen::Lower>().solveInPlace(half);
    inverse.noalias() = half.transpose() * half;
    return made;
}

std::vector<double> Belief::draw(double scale, Random& random) const {
    factorise();
    std::vector<double> made(size());
    for (auto& value : made) value = scale * random.normal();
    auto vector = as_vector(made);
    as_matrix(factor_, size()).triangularView<Eigen::Lower>().transpose().solveInPlace(vector);
    for (std::size_t i = 0; i < made.size(); ++i) made[i] += mean_[i];
    return made;
}

}  // namespace troupe::evolution::impl
