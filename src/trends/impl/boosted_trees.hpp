#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <span>
#include <vector>

#include "trends/impl/table.hpp"

namespace troupe::trends::impl {

/// Small regression trees, one correcting what those before it left over (gradient boosting over histograms). All trees
/// lie in one list each: node k of a tree is `first + k`.
struct BoostedTrees {
    double base = 0;
    std::vector<std::int32_t> roots;     ///< where each tree begins
    std::vector<std::int32_t> features;  ///< column that a node asks; -1: a leaf
    std::vector<double> values;          ///< of a node its threshold (up to it: left), of a leaf what it adds
    std::vector<std::int32_t> children;  ///< the left one; the right one is next to it

    [[nodiscard]] double predict(std::span<double const> row) const;
};
BOOST_DESCRIBE_STRUCT(BoostedTrees, (), (base, roots, features, values, children))

enum class Loss {
    absolute,  ///< gives medians
    quantile,  ///< gives the quantile `BoostSettings::quantile`
    logistic,  ///< targets 0 or 1; predictions are log odds
};

struct BoostSettings {
    Loss loss = Loss::absolute;
    double quantile = 0.5;
    int trees = 150;
    int leaves = 15;
    double rate = 0.06;
    int least_rows = 20;  ///< of a leaf
    double ridge = 0;     ///< draws the leaves of `logistic` towards 0
};

/// Learns from the table. The same table gives the same trees.
[[nodiscard]] BoostedTrees grow_trees(Table const& table, std::vector<Target> const& targets,
                                      BoostSettings const& settings);

}  // namespace troupe::trends::impl
