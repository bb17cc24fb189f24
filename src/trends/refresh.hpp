#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/unit_of_work.hpp"
#include "trends/trend_store.hpp"

namespace troupe::trends {

/// What is asked of every source.
struct RefreshRequest {
    std::vector<std::string> countries;  ///< empty: each source's own choice
    std::vector<SeriesKey> wanted;       ///< watched by name
};

BOOST_DEFINE_ENUM_CLASS(RefreshOutcome, readings, unchanged, not_reported, too_early, failed)

struct SourceRefresh {
    std::string source;
    RefreshOutcome outcome = RefreshOutcome::failed;
    KeepCount kept;
    int refused = 0;                      ///< readings that cannot be: `note` names the first
    std::string note;                     ///< for people
    std::optional<TimePoint> not_before;  ///< of its next poll
};
BOOST_DESCRIBE_STRUCT(SourceRefresh, (), (source, outcome, kept, refused, note, not_before))

/// Asks every source whose time has come, one after the other, and keeps what it reports: a source's readings and its
/// state are one unit of work. A source that fails keeps its old readings and waits longer with each failure; the
/// others go on. Errors: cancelled, those of the store.
[[nodiscard]] Result<std::vector<SourceRefresh>> refresh(std::span<TrendSource* const> sources,
                                                         RefreshRequest const& request, TrendStore& store,
                                                         UnitOfWork& unit, Clock const& clock, std::stop_token stop);

/// Forgets numbers that were taken longer ago than their source's terms let them be kept: sources that are asked no
/// more, too. `refresh` begins with it. How many they were. Error: unavailable.
[[nodiscard]] Result<int> forget_expired(TrendStore& store, UnitOfWork& unit, TimePoint now);

[[nodiscard]] std::string describe(std::vector<SourceRefresh> const& sources);

}  // namespace troupe::trends
