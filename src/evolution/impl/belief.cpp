#include "evolution/impl/belief.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cassert>

#include "evolution/impl/matrix_view.hpp"

namespace troupe::evolution::impl {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

Matrix inverse_of(Matrix const& positive) {
    return positive.llt().solve(Matrix::Identity(positive.rows(), positive.cols()));
}

}  // namespace

Belief::Belief(NormalPrior prior) : prior_(std::move(prior)), mean_(prior_.mean) {
    auto const n = mean_.size();
    assert(prior_.variance.size() == n);
    covariance_.resize(n * n);
    for (std::size_t i = 0; i < n; ++i) covariance_[i * n + i] = prior_.variance[i];
}

void Belief::pass(Kept const& kept) {
    assert(kept.unknowns.size() == size() && kept.prior_means.size() == size());
    auto const keep = as_vector(kept.unknowns).array();
    auto const keep_prior = as_vector(kept.prior_means).array();
    auto mean = as_vector(mean_).array();
    auto prior = as_vector(prior_.mean).array();
    mean = keep_prior * prior + keep * (mean - prior);
    prior *= keep_prior;
    auto covariance = as_matrix(covariance_, size());
    for (Eigen::Index i = 0; i < covariance.cols(); ++i) covariance.col(i).array() *= keep * keep(i);
    covariance.diagonal().array() += (1 - keep.square()) * as_vector(prior_.variance).array();
}

std::vector<double> Belief::covariance_with(Row const& row) const {
    std::vector<double> made(size());
    for (auto const& [i, value] : row)
        as_vector(made) += value * as_matrix(covariance_, size()).col(static_cast<Eigen::Index>(i));
    return made;
}

void Belief::learn(Row const& row, double target, double weight) {
    auto const with = covariance_with(row);
    double variance = 0;
    for (auto const& [i, value] : row) variance += value * with[i];
    auto const share = 1 / (variance + 1 / weight);
    auto const direction = as_vector(with);
    as_vector(mean_) += share * (target - expect(row)) * direction;
    as_matrix(covariance_, size()).noalias() -= share * direction * direction.transpose();
}

void Belief::replace_prior(NormalPrior prior) {
    assert(prior.mean.size() == size() && prior.variance.size() == size());
    Matrix precision = inverse_of(as_matrix(covariance_, size()));
    Vector right = precision * as_vector(mean_);
    auto const change = [&](NormalPrior const& each, double sign) {
        Vector const part = sign * as_vector(each.variance).cwiseInverse();
        precision.diagonal() += part;
        right += part.cwiseProduct(as_vector(each.mean));
    };
    change(prior_, -1);
    change(prior, 1);
    auto covariance = as_matrix(covariance_, size());
    covariance = inverse_of(precision);
    as_vector(mean_) = covariance * right;
    prior_ = std::move(prior);
}

double Belief::expect(Row const& row) const {
    double sum = 0;
    for (auto const& [i, value] : row) sum += value * mean_[i];
    return sum;
}

double Belief::variance(Row const& row) const {
    auto const with = covariance_with(row);
    double sum = 0;
    for (auto const& [i, value] : row) sum += value * with[i];
    return std::max(0.0, sum);
}

std::vector<double> Belief::variances() const {
    std::vector<double> made(size());
    for (std::size_t i = 0; i < size(); ++i) made[i] = covariance_[i * size() + i];
    return made;
}

std::vector<double> Belief::draw(std::vector<std::size_t> const& places, double scale, Random& random) const {
    auto const n = static_cast<Eigen::Index>(places.size());
    Matrix part(n, n);
    Vector normal(n);
    for (Eigen::Index i = 0; i < n; ++i) {
        auto const row = places[static_cast<std::size_t>(i)] * size();
        for (Eigen::Index j = 0; j < n; ++j) part(i, j) = covariance_[row + places[static_cast<std::size_t>(j)]];
        normal(i) = scale * random.normal();
    }
    Vector const around = part.llt().matrixL() * normal;
    auto made = mean_;
    for (std::size_t i = 0; i < places.size(); ++i) made[places[i]] += around(static_cast<Eigen::Index>(i));
    return made;
}

}  // namespace troupe::evolution::impl
