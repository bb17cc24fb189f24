#pragma once

#include <Eigen/Core>
#include <type_traits>
#include <vector>

/// Vectors of numbers, seen as matrices. Nothing is copied; the values must outlive the view.
namespace troupe::evolution::impl {

/// Square, column by column; values.size() is size * size. `Values`: std::vector<double>, const or not.
template <class Values>
[[nodiscard]] auto as_matrix(Values& values, std::size_t size) {
    using Matrix = std::conditional_t<std::is_const_v<Values>, Eigen::MatrixXd const, Eigen::MatrixXd>;
    auto const n = static_cast<Eigen::Index>(size);
    return Eigen::Map<Matrix>(values.data(), n, n);
}

template <class Values>
[[nodiscard]] auto as_vector(Values& values) {
    using Vector = std::conditional_t<std::is_const_v<Values>, Eigen::VectorXd const, Eigen::VectorXd>;
    return Eigen::Map<Vector>(values.data(), static_cast<Eigen::Index>(values.size()));
}

}  // namespace troupe::evolution::impl
