#include "trends/impl/linear.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace troupe::trends::impl {
namespace {

/// X' W X and X' W y of weighted examples.
struct Normal {
    std::vector<double> matrix;
    Weights right;

    explicit Normal(std::size_t columns) : matrix(columns * columns), right(columns) {}
    void add(std::span<double const> row, double weight, double value) {
        auto const n = row.size();
        for (std::size_t i = 0; i < n; ++i) {
            auto const scaled = weight * row[i];
            right[i] += scaled * value;
            for (std::size_t j = 0; j <= i; ++j) matrix[i * n + j] += scaled * row[j];
        }
    }
    [[nodiscard]] Weights solved(double ridge) {
        auto const n = right.size();
        for (std::size_t i = 0; i < n; ++i) matrix[i * n + i] += ridge;
        return solve(matrix, right);
    }
};

/// Overwrites the lower half with L of L L'. False: not positive definite.
bool decompose(std::vector<double>& a, std::size_t n) {
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t i = j; i < n; ++i) {
            double sum = a[i * n + j];
            for (std::size_t k = 0; k < j; ++k) sum -= a[i * n + k] * a[j * n + k];
            if (i == j && sum <= 0) return false;
            a[i * n + j] = i == j ? std::sqrt(sum) : sum / a[j * n + j];
        }
    }
    return true;
}

double weight_sum(std::vector<Target> const& targets) {
    return std::accumulate(targets.begin(), targets.end(), 0.0,
                           [](double sum, Target const& each) { return sum + each.weight; });
}

}  // namespace

double dot(std::span<double const> row, Weights const& weights) {
    return std::inner_product(row.begin(), row.end(), weights.begin(), 0.0);
}

Weights solve(std::vector<double> matrix, Weights right) {
    auto const n = right.size();
    if (!decompose(matrix, n)) return Weights(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k) right[i] -= matrix[i * n + k] * right[k];
        right[i] /= matrix[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k) right[i] -= matrix[k * n + i] * right[k];
        right[i] /= matrix[i * n + i];
    }
    return right;
}

Weights fit_squares(Table const& table, std::vector<Target> const& targets, double ridge) {
    Normal normal(table.columns);
    for (std::size_t i = 0; i < table.rows(); ++i) normal.add(table.row(i), targets[i].weight, targets[i].value);
    return normal.solved(ridge * weight_sum(targets));
}

Weights fit_absolute(Table const& table, std::vector<Target> const& targets) {
    constexpr int rounds = 12;
    constexpr double least_residual = 0.01, ridge = 1e-5;
    auto weights = fit_squares(table, targets, ridge);
    for (int round = 1; round < rounds; ++round) {
        Normal normal(table.columns);
        for (std::size_t i = 0; i < table.rows(); ++i) {
            auto const residual = std::abs(targets[i].value - dot(table.row(i), weights));
            normal.add(table.row(i), targets[i].weight / std::max(residual, least_residual), targets[i].value);
        }
        weights = normal.solved(ridge * static_cast<double>(table.rows()));
    }
    return weights;
}

Weights fit_logistic(Table const& table, std::vector<Target> const& targets, double ridge) {
    constexpr int rounds = 12;
    Weights weights(table.columns, 0.0);
    for (int round = 0; round < rounds; ++round) {
        Normal normal(table.columns);
        for (std::size_t i = 0; i < table.rows(); ++i) {
            auto const row = table.row(i);
            auto const score = dot(row, weights);
            auto const chance = 1 / (1 + std::exp(-score));
            auto const spread = std::max(chance * (1 - chance), 1e-6);
            // The working response of iteratively reweighted least squares.
            normal.add(row, targets[i].weight * spread, score + (targets[i].value - chance) / spread);
        }
        weights = normal.solved(ridge);
    }
    return weights;
}

}  // namespace troupe::trends::impl
