#pragma once

#include "base/random.hpp"
#include "planning/plan.hpp"

/// How well a plan tells a story, measured on the words of its briefs without any model.
namespace troupe::planning {

/// Do neighbours belong together? The mean cosine of adjacent items of the plan (words of title, theme and say; 1 + ln
/// of their count, times the inverse document frequency over the plan) against 200 shufflings of the same items, in
/// their deviations: 1.64 is what one order in twenty reaches by chance. Items for the stores and skipped ones are left
/// out; 0 with fewer than four items.
[[nodiscard]] double continuity(Plan const& plan, Random random);

/// Pairs of items that say nearly the same: more than 0.6 of the runs of five letters that either has are in both.
[[nodiscard]] int near_duplicates(Plan const& plan);

/// How the artist's motifs are used.
struct MotifEconomy {
    int motifs = 0;             ///< that occur
    int well_used = 0;          ///< of those, in three items or more and over two stages or more
    double callback_share = 0;  ///< of all items: those that bring back a motif last seen three or more items earlier
};
[[nodiscard]] MotifEconomy motif_economy(Plan const& plan);

}  // namespace troupe::planning
