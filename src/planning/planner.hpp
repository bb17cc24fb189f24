#pragma once

#include "planning/posting_hour.hpp"
#include "planning/tables.hpp"

namespace troupe::planning {

/// A song that exists already, or a name for one to come.
struct ExistingRelease {
    int number = 0;  ///< as in an earlier plan; 0: counted by date
    std::string title;
    std::optional<Date> date;  ///< it is out or announced: nothing moves it. Without: the next free Friday is its
    std::optional<std::string> content_id;
    bool is_proposed = false;  ///< its date was chosen for it, and may be chosen anew another day
};

/// A fact to tell, by its id in the artist's story, or a text of its own.
struct Disclosure {
    std::string fact_id;
    std::string text;   ///< empty: the fact's own text
    bool late = false;  ///< not before the turn of a story
};

struct PlanRequest {
    artist::Profile profile;
    artist::ArtistId artist_id;
    Date start{};
    int days = 90;                          ///< 1 to 3650
    std::uint64_t seed = 0;                 ///< same request, same seed: the same plan, ids included
    std::vector<ExistingRelease> existing;  ///< undated ones come out in this order
    std::vector<Disclosure> disclosures;    ///< in this order; empty: chosen from the profile's facts
    /// What posts brought at their hours. Where anything came back, posts of the story try hours: `hours_to_try`
    std::vector<PostResult> history;
    std::optional<Date> no_more_before;     ///< releases without a date come out no earlier
    std::optional<int> at_least;            ///< releases in the calendar, or an error that says what forbids them
    std::optional<Plan> previous;           ///< its published and locked items stay; the others move for a reason only
    TimePoint now{};                        ///< nothing is planned before it
};

/// Makes the calendar of one artist.
///
/// Releases stand on Fridays, at least `min_lead_days` after the start (28 days for the first one where the calendar is
/// long enough), at least three weeks apart, on the dates that are worth most together: an exact optimum for the
/// artist's own rhythm (style.posting.release_gap_weeks), the season, and not waiting. Teasers stand 14, 7, 3 and 1
/// days before, anchors 0, 1, 3 and 7 days after, and posts of the story fill the rest at the artist's rate
/// (style.posting.posts_per_week, less for a private artist), at the artist's hour in the audience's time zone, outside
/// the quiet hours, and never two on a platform within its gap. What does not fit into a short calendar is said in
/// `notes`; no lead time is broken for it.
///
/// Errors: invalid_input, naming the field (days, start, audience.time_zone, disclosures, at_least); conflict
/// (`at_least` cannot be kept: the smallest set of rules that forbid it, and the way out).
[[nodiscard]] Result<Plan> make_plan(PlanRequest const& request, Tables const& tables = built_in_tables());

}  // namespace troupe::planning
