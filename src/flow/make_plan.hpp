#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>

#include "flow/studio.hpp"
#include "planning/planner.hpp"

namespace troupe::flow {

struct PlanRequest {
    std::string artist;                ///< id
    int days = 30;                     ///< 1 to 3650
    std::optional<std::string> words{};  ///< content whose title the first release bears
    std::optional<int> releases{};       ///< at least, or an error that names the rules which forbid them
};
BOOST_DESCRIBE_STRUCT(PlanRequest, (), (artist, days, words, releases))

/// Days that somebody else chose for an artist's releases: the roster's calendar.
struct GivenDates {
    std::vector<planning::ExistingRelease> dates;
    std::optional<Date> no_more_before;
};

/// A plan that is not stored yet, and the one that was there when it was drafted.
struct PlanDraft {
    planning::Plan plan;
    std::optional<planning::Plan> before;
};

/// A plan from today on. Releases that are there already take the first dates, under their titles.
/// Errors: not_found (the artist), invalid_input (days; the file of TROUPE_PLANNING_DB_PATH), conflict (releases).
[[nodiscard]] Result<PlanDraft> draft_plan(Studio& studio, PlanRequest const& request, GivenDates const& given = {});

/// Stores it. Error: unavailable (somebody moved, locked or published a part of the earlier plan meanwhile: draft it again).
[[nodiscard]] Result<void> keep_plan(Studio& studio, PlanDraft const& draft);

/// Drafts and stores; the artist's earlier plan gives way, but what is published or locked stays.
[[nodiscard]] Result<planning::Plan> make_plan(Studio& studio, PlanRequest const& request);

}  // namespace troupe::flow
