#pragma once

#include <span>

#include "evolution/impl/belief.hpp"
#include "evolution/style_learner.hpp"

namespace troupe::evolution::impl {

/// A value for each kind of unknown.
struct ByKind {
    double base = 0;  ///< that of a context too
    double level = 0;
    double pair = 0;
};

/// Where the effects of a StyleSpace stand among the unknowns: the base rate, that of each context, the levels shared
/// by all contexts, the pairs, and the levels again for each context.
class StyleFeatures {
public:
    explicit StyleFeatures(StyleSpace space);

    [[nodiscard]] StyleSpace const& space() const { return space_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    /// The unknowns that a choice adds up.
    [[nodiscard]] Row row(std::size_t context, StyleChoice const& choice) const;
    /// A level against the mean of its factor, over all contexts.
    [[nodiscard]] Row contrast(std::size_t factor, std::size_t level) const;
    /// Appends the unknowns of one level.
    void add_level(std::size_t context, std::size_t factor, std::size_t level, std::vector<std::size_t>& places) const;
    /// What a choice in this context is decided by: all unknowns but the base rates and what other contexts like.
    [[nodiscard]] std::vector<std::size_t> decisive(std::size_t context) const;
    [[nodiscard]] std::vector<double> by_kind(ByKind const& values) const;
    /// The unknown of the choice's pair; only where the space has one.
    [[nodiscard]] std::size_t paired(StyleChoice const& choice) const;
    [[nodiscard]] NormalPrior prior(LearnerSettings const& settings) const;  ///< around 0
    [[nodiscard]] std::vector<double> lean_of(PersonaLean const& lean) const;
    /// The allowed choice with the largest sum: bounded factors are tried in all combinations, the others stand alone.
    [[nodiscard]] StyleChoice best(std::size_t context, std::span<double const> effects) const;

private:
    [[nodiscard]] std::size_t shared(std::size_t factor, std::size_t level) const { return levels_at_ + offsets_[factor] + level; }
    [[nodiscard]] std::size_t in_context(std::size_t context, std::size_t factor, std::size_t level) const {
        return contexts_at_ + context * level_count_ + offsets_[factor] + level;
    }
    [[nodiscard]] double of_level(std::size_t context, std::size_t factor, std::size_t level, std::span<double const> effects) const;

    StyleSpace space_;
    std::vector<std::size_t> offsets_;  ///< of a factor's first level among all levels
    std::size_t level_count_ = 0;
    std::size_t levels_at_ = 0, pairs_at_ = 0, contexts_at_ = 0, size_ = 0;
};

}  // namespace troupe::evolution::impl
