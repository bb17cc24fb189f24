#pragma once

#include <map>
#include <set>

#include "feedback/observation_store.hpp"
#include "feedback/report.hpp"
#include "feedback/statement_store.hpp"

namespace troupe::feedback::impl {

struct DayTools {
    StatementStore& statements;
    ObservationStore& observations;
    TrackResolver const& resolve;
    std::map<std::string, json::Value> factors = {};  ///< of contents that were asked for
};

/// Makes observations of the part's days, one a content and day, in the place of those that it made before. Days that
/// `before` has and the part no longer has are put to 0 streams. Returns the artists concerned.
[[nodiscard]] Result<std::set<std::string>> observe_part(DayTools& tools, std::int64_t part, std::vector<DailyUse> const& before);

/// The same for parts that came into force.
[[nodiscard]] Result<std::set<std::string>> observe_days(DayTools& tools, std::vector<Placement> const& placements);

}  // namespace troupe::feedback::impl
