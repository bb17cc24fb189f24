#include "trends/impl/boosted_trees.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "trends/impl/quantile.hpp"

namespace troupe::trends::impl {
namespace {

constexpr std::size_t most_bins = 64;

/// A column's values as the numbers of bins; bin b holds what is at most edges[b], the last one the rest.
struct Binned {
    std::vector<std::vector<double>> edges;
    std::vector<std::uint8_t> bins;  ///< row after row
    std::size_t columns = 0;

    explicit Binned(Table const& table) : bins(table.cells.size()), columns(table.columns) {
        for (std::size_t column = 0; column < columns; ++column) {
            edges.push_back(edges_of(table, column));
            auto const& own = edges.back();
            for (std::size_t row = 0; row < table.rows(); ++row)
                bins[row * columns + column] = static_cast<std::uint8_t>(
                    std::lower_bound(own.begin(), own.end(), table.at(row, column)) - own.begin());
        }
    }

private:
    static std::vector<double> edges_of(Table const& table, std::size_t column) {
        std::vector<double> sorted;
        for (std::size_t row = 0; row < table.rows(); ++row) sorted.push_back(table.at(row, column));
        std::sort(sorted.begin(), sorted.end());
        std::vector<double> edges;
        for (std::size_t bin = 1; bin < most_bins; ++bin) {
            auto const edge = sorted[bin * (sorted.size() - 1) / most_bins];
            if ((edges.empty() || edge > edges.back()) && edge < sorted.back()) edges.push_back(edge);
        }
        return edges;
    }
};

struct Sum {
    double gradient = 0, weight = 0;
    std::int64_t rows = 0;
    void operator+=(Sum const& other) {
        gradient += other.gradient;
        weight += other.weight;
        rows += other.rows;
    }
    [[nodiscard]] Sum without(Sum const& other) const {
        return {gradient - other.gradient, weight - other.weight, rows - other.rows};
    }
    [[nodiscard]] double score(double ridge) const {
        return weight + ridge <= 0 ? 0 : gradient * gradient / (weight + ridge);
    }
};

struct Split {
    double gain = 0;
    std::size_t column = 0, bin = 0;
};

/// The rows of a leaf that may still be divided.
struct Leaf {
    std::vector<std::uint32_t> rows;
    Split best;
    std::int32_t node = 0;
};

/// Grows the trees one after the other.
class Grower {
public:
    Grower(Table const& table, std::vector<Target> const& targets, BoostSettings const& settings)
        : table_(table),
          targets_(targets),
          settings_(settings),
          binned_(table),
          predictions_(table.rows()),
          gradients_(table.rows()),
          weights_(table.rows()) {}

    BoostedTrees grow() {
        model_.base = first_guess();
        std::fill(predictions_.begin(), predictions_.end(), model_.base);
        for (int tree = 0; tree < settings_.trees; ++tree) add_tree();
        return std::move(model_);
    }

private:
    double first_guess() const {
        if (settings_.loss != Loss::logistic) {
            std::vector<std::pair<double, double>> values;
            for (auto const& target : targets_) values.emplace_back(target.value, target.weight);
            return weighted_quantile(std::move(values), share());
        }
        double ones = 0, all = 0;
        for (auto const& target : targets_) {
            ones += target.value * target.weight;
            all += target.weight;
        }
        auto const mean = std::clamp(all > 0 ? ones / all : 0.5, 1e-6, 1 - 1e-6);
        return std::log(mean / (1 - mean));
    }
    [[nodiscard]] double share() const { return settings_.loss == Loss::quantile ? settings_.quantile : 0.5; }

    /// The direction in which each prediction should move, and how much each row counts.
    void differentiate() {
        for (std::size_t row = 0; row < targets_.size(); ++row) {
            auto const& target = targets_[row];
            if (settings_.loss == Loss::logistic) {
                auto const chance = 1 / (1 + std::exp(-predictions_[row]));
                gradients_[row] = target.weight * (target.value - chance);
                weights_[row] = target.weight * std::max(chance * (1 - chance), 1e-6);
            } else {
                gradients_[row] = target.weight * (target.value > predictions_[row] ? share() : share() - 1);
                weights_[row] = target.weight;
            }
        }
    }

    Split best_split(std::vector<std::uint32_t> const& rows) const {
        std::vector<std::array<Sum, most_bins>> sums(table_.columns);
        for (auto const row : rows) {
            Sum const one{gradients_[row], weights_[row], 1};
            for (std::size_t column = 0; column < table_.columns; ++column)
                sums[column][binned_.bins[row * table_.columns + column]] += one;
        }
        Sum total;
        for (auto const& bin : sums.front()) total += bin;
        Split best;
        for (std::size_t column = 0; column < table_.columns; ++column) consider(sums[column], total, column, best);
        return best;
    }

    void consider(std::array<Sum, most_bins> const& sums, Sum const& total, std::size_t column, Split& best) const {
        Sum left;
        for (std::size_t bin = 0; bin < binned_.edges[column].size(); ++bin) {
            left += sums[bin];
            auto const right = total.without(left);
            if (left.rows < settings_.least_rows || right.rows < settings_.least_rows) continue;
            auto const gain = left.score(settings_.ridge) + right.score(settings_.ridge) - total.score(settings_.ridge);
            if (gain > best.gain) best = {gain, column, bin};
        }
    }

    std::int32_t new_node() {
        model_.features.push_back(-1);
        model_.values.push_back(0);
        model_.children.push_back(0);
        return static_cast<std::int32_t>(model_.features.size()) - 1;
    }

    /// Divides a leaf: the first part stays in its place, the second is returned.
    Leaf divide(Leaf& leaf) {
        auto const split = leaf.best;
        auto const node = static_cast<std::size_t>(leaf.node);
        auto const left = new_node();
        auto const right = new_node();
        model_.features[node] = static_cast<std::int32_t>(split.column);
        model_.values[node] = binned_.edges[split.column][split.bin];
        model_.children[node] = left;
        auto const middle = std::stable_partition(leaf.rows.begin(), leaf.rows.end(), [&](std::uint32_t row) {
            return binned_.bins[row * table_.columns + split.column] <= split.bin;
        });
        Leaf second{{middle, leaf.rows.end()}, {}, right};
        leaf.rows.erase(middle, leaf.rows.end());
        leaf.node = left;
        leaf.best = best_split(leaf.rows);
        second.best = best_split(second.rows);
        return second;
    }

    void add_tree() {
        differentiate();
        std::vector<Leaf> leaves(1);
        leaves[0].rows.resize(table_.rows());
        std::iota(leaves[0].rows.begin(), leaves[0].rows.end(), 0U);
        leaves[0].node = new_node();
        model_.roots.push_back(leaves[0].node);
        leaves[0].best = best_split(leaves[0].rows);
        while (static_cast<int>(leaves.size()) < settings_.leaves) {
            auto const next = std::max_element(leaves.begin(), leaves.end(),
                                               [](Leaf const& a, Leaf const& b) { return a.best.gain < b.best.gain; });
            if (next->best.gain <= 1e-12) break;
            leaves.push_back(divide(*next));
        }
        for (auto const& leaf : leaves) finish(leaf);
    }

    void finish(Leaf const& leaf) {
        auto const value = settings_.rate * leaf_value(leaf.rows);
        model_.values[static_cast<std::size_t>(leaf.node)] = value;
        for (auto const row : leaf.rows) predictions_[row] += value;
    }

    double leaf_value(std::vector<std::uint32_t> const& rows) const {
        if (settings_.loss == Loss::logistic) {
            Sum sum;
            for (auto const row : rows) sum += {gradients_[row], weights_[row], 1};
            return sum.gradient / (sum.weight + settings_.ridge);
        }
        std::vector<std::pair<double, double>> residuals;
        residuals.reserve(rows.size());
        for (auto const row : rows)
            residuals.emplace_back(targets_[row].value - predictions_[row], targets_[row].weight);
        return weighted_quantile(std::move(residuals), share());
    }

    Table const& table_;
    std::vector<Target> const& targets_;
    BoostSettings settings_;
    Binned binned_;
    std::vector<double> predictions_, gradients_, weights_;
    BoostedTrees model_;
};

}  // namespace

double BoostedTrees::predict(std::span<double const> row) const {
    double sum = base;
    for (auto const root : roots) {
        auto node = static_cast<std::size_t>(root);
        while (features[node] >= 0) {
            auto const goes_left = row[static_cast<std::size_t>(features[node])] <= values[node];
            node = static_cast<std::size_t>(children[node]) + (goes_left ? 0 : 1);
        }
        sum += values[node];
    }
    return sum;
}

BoostedTrees grow_trees(Table const& table, std::vector<Target> const& targets, BoostSettings const& settings) {
    if (table.rows() == 0) return {};
    return Grower(table, targets, settings).grow();
}

}  // namespace troupe::trends::impl
