#pragma once

#include <cassert>
#include <cstddef>
#include <span>
#include <vector>

namespace troupe::trends::impl {

/// Examples to learn from: one a row, every row as wide as the first.
struct Table {
    std::size_t columns = 0;
    std::vector<double> cells;  ///< row after row

    [[nodiscard]] std::size_t rows() const { return columns == 0 ? 0 : cells.size() / columns; }
    [[nodiscard]] std::span<double const> row(std::size_t index) const {
        return {cells.data() + index * columns, columns};
    }
    [[nodiscard]] double at(std::size_t row, std::size_t column) const { return cells[row * columns + column]; }
    void add(std::span<double const> row) {
        assert(columns == 0 || row.size() == columns);
        columns = row.size();
        cells.insert(cells.end(), row.begin(), row.end());
    }
};

/// What a row of a table led to, and how much it counts.
struct Target {
    double value = 0;
    double weight = 1;  ///< above 0
};

}  // namespace troupe::trends::impl
