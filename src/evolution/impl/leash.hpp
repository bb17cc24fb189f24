#pragma once

#include "evolution/impl/levers.hpp"

namespace troupe::evolution::impl {

/// How far evolution may go: the identity limit around the anchor, and the budgets of a step and of a quarter.
class Leash {
public:
    explicit Leash(EvolveRequest const& request);

    /// The move, or as much of it as is left; nothing when nothing is left. What was cut off is said in `notes`.
    [[nodiscard]] std::optional<Moved> within(Move const& move, artist::Profile& profile,
                                              std::vector<std::string>& notes) const;

    /// Style distance that this step may go.
    [[nodiscard]] double budget() const { return budget_; }
    [[nodiscard]] double distance(artist::Style const& style) const;

private:
    /// Why the style may not become that, or nothing when it may.
    [[nodiscard]] std::string refusal(artist::Style const& now, artist::Style const& next) const;

    EvolveRequest const& request_;
    artist::Style anchor_;
    double budget_ = 0;
};

}  // namespace troupe::evolution::impl
