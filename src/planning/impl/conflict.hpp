#pragma once

#include <functional>
#include <string>
#include <vector>

namespace troupe::planning::impl {

/// A rule that stands in the way, in words: what it says, and what would make room.
struct Rule {
    std::string says;     ///< "a release needs 14 days for production and delivery"
    std::string way_out;  ///< "plan 104 days or more"
};

/// A smallest set of rules that cannot all be kept: leaving out any one of them makes room (deletion filter; Chinneck &
/// Dravnieks 1991). `possible(kept)` says whether there is a plan under those rules, kept[i] being rule i; it must be
/// monotone: fewer rules never forbid more. Asked once a rule. Indices in their order; empty when all can be kept.
[[nodiscard]] inline std::vector<std::size_t> smallest_conflict(
    std::size_t rules, std::function<bool(std::vector<bool> const&)> const& possible) {
    std::vector<bool> kept(rules, true);
    if (possible(kept)) return {};
    for (std::size_t i = 0; i < rules; ++i) {
        kept[i] = false;
        if (possible(kept)) kept[i] = true;
    }
    std::vector<std::size_t> conflict;
    for (std::size_t i = 0; i < rules; ++i)
        if (kept[i]) conflict.push_back(i);
    return conflict;
}

/// "These rules cannot all be kept: (1) ..; (2) ... One way out: ..; or .."
[[nodiscard]] std::string in_words(std::vector<Rule> const& rules, std::vector<std::size_t> const& conflict);

}  // namespace troupe::planning::impl
