#pragma once

#include "planning/planner.hpp"

namespace troupe::planning::impl {

/// A platform of this artist, and its share of the posts.
struct Outlet {
    Platform const* platform = nullptr;
    double share = 0;  ///< all of them sum to 1
};

/// What a profile means for a calendar.
struct Habits {
    std::vector<Outlet> outlets;  ///< heaviest first, at least `platforms_at_least`
    int minute = 18 * 60 + 30;    ///< of the day at which the artist posts
    std::vector<int> tried_minutes;  ///< of posts of the story at hours that are tried, in their order; empty: none is
    int tries_every = 1;             ///< so many posts of the story
    bool hour_is_learned = false;    ///< `minute` comes of results
    double posts_per_week = 4;    ///< already smaller for a private artist
    double gap_weeks = 5;
    double publicness = 0.5;
    std::string zone;
};

/// Reads them; what the profile leaves open is assumed and said in `notes`.
/// Errors: invalid_input (unknown time zone).
[[nodiscard]] Result<Habits> read_habits(artist::Profile const& profile, Tables const& tables,
                                         std::vector<std::string>& notes);

/// The arc that suits the identity best, and why. `seed` decides between equals.
struct ChosenArc {
    Arc const* arc = nullptr;
    std::string reason;
};
[[nodiscard]] ChosenArc choose_arc(artist::Profile const& profile, Tables const& tables, std::uint64_t seed);

/// Where the arc stands at `share` (0..1) of the plan.
[[nodiscard]] double valence_at(Arc const& arc, double share);

}  // namespace troupe::planning::impl
