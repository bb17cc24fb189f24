#include "evolution/impl/style_search.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::evolution::impl {
namespace {

constexpr int most_sweeps = 6;

/// Some factors of a choice that are decided together.
using Block = std::vector<std::size_t>;

class Search {
public:
    Search(StyleFeatures const& features, std::size_t context, Promise const& promise)
        : features_(features), space_(features.space()), context_(context), promise_(promise) {
        if (!space_.bounded.empty()) blocks_.push_back(space_.bounded);
        for (std::size_t factor = 0; factor < space_.factors.size(); ++factor)
            if (std::ranges::count(space_.bounded, factor) == 0) blocks_.push_back({factor});
    }

    StyleChoice run() {
        choice_ = features_.best(context_, promise_.effects);
        for (int sweep = 0; sweep < most_sweeps; ++sweep) {
            auto const before = choice_;
            for (auto const& block : blocks_) improve(block);
            if (choice_ == before) break;
        }
        return choice_;
    }

private:
    double covariance(std::size_t i, std::size_t j) const { return promise_.covariance[i * features_.size() + j]; }

    /// Everything that does not belong to the block stays; what it adds to mean and variance is summed once.
    void improve(Block const& block) {
        rest_.clear();
        part(block, choice_, part_);
        for (auto const& [at, value] : features_.row(context_, choice_))
            if (std::ranges::find(part_, at) == part_.end()) rest_.push_back(at);
        double mean = 0;
        double variance = 0;
        with_rest_.assign(features_.size(), 0);
        for (auto const i : rest_) {
            mean += promise_.effects[i];
            for (std::size_t j = 0; j < with_rest_.size(); ++j) with_rest_[j] += covariance(i, j);
        }
        for (auto const i : rest_) variance += with_rest_[i];
        auto best = value_of(block, choice_, mean, variance);
        auto const consider = [&](StyleChoice const& tried) {
            auto const value = value_of(block, tried, mean, variance);
            if (value > best) best = value, choice_ = tried;
        };
        auto tried = choice_;
        if (block == space_.bounded)
            for (auto const& combination : space_.allowed) {
                for (std::size_t i = 0; i < block.size(); ++i) tried[block[i]] = combination[i];
                consider(tried);
            }
        else
            for (tried[block[0]] = 0; tried[block[0]] < space_.factors[block[0]].levels.size(); ++tried[block[0]])
                consider(tried);
    }

    /// The features that a block of a choice adds.
    void part(Block const& block, StyleChoice const& choice, std::vector<std::size_t>& found) const {
        found.clear();
        for (auto const factor : block) features_.add_level(context_, factor, choice[factor], found);
        if (space_.pair && block == space_.bounded) found.push_back(features_.paired(choice));
    }

    double value_of(Block const& block, StyleChoice const& choice, double mean, double variance) {
        part(block, choice, part_);
        for (auto const i : part_) {
            mean += promise_.effects[i];
            variance += 2 * with_rest_[i];
            for (auto const j : part_) variance += covariance(i, j);
        }
        return mean + promise_.width * std::sqrt(std::max(0.0, variance));
    }

    StyleFeatures const& features_;
    StyleSpace const& space_;
    std::size_t context_;
    Promise const& promise_;
    std::vector<Block> blocks_;
    StyleChoice choice_;
    std::vector<std::size_t> rest_, part_;
    std::vector<double> with_rest_;  ///< covariance of every feature with all that stays
};

}  // namespace

StyleChoice most_promising(StyleFeatures const& features, std::size_t context, Promise const& promise) {
    return Search(features, context, promise).run();
}

}  // namespace troupe::evolution::impl
