#pragma once

#include <vector>

#include "trends/impl/table.hpp"

/// Linear models over a table; whoever wants an intercept has a column of ones.
namespace troupe::trends::impl {

using Weights = std::vector<double>;  ///< one a column

[[nodiscard]] double dot(std::span<double const> row, Weights const& weights);

/// Solves A x = b for a symmetric, positive definite A (row after row) by Cholesky's decomposition; what is not
/// positive definite gets zeros.
[[nodiscard]] Weights solve(std::vector<double> matrix, Weights right);

/// Least squares with a ridge, in units of the sum of weights.
[[nodiscard]] Weights fit_squares(Table const& table, std::vector<Target> const& targets, double ridge);

/// Least absolute deviations by reweighted least squares: 12 rounds, a residual counts as at least .01.
[[nodiscard]] Weights fit_absolute(Table const& table, std::vector<Target> const& targets);

/// Logistic regression by Newton's method: targets 0 or 1, a penalty of `ridge` times half the squared weights.
[[nodiscard]] Weights fit_logistic(Table const& table, std::vector<Target> const& targets, double ridge);

}  // namespace troupe::trends::impl
