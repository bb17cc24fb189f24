#pragma once

#include "trends/series.hpp"
#include "trends/trend_source.hpp"

namespace troupe::trends {

/// What became of readings that were handed over.
struct KeepCount {
    int imported = 0;       ///< new
    int already_known = 0;  ///< were there with the same number, taken at the same time or later
    int replaced = 0;       ///< were there with another number, taken earlier
    int outdated = 0;       ///< were there with another number, taken at the same time or later: the stored one stays
};
BOOST_DESCRIBE_STRUCT(KeepCount, (), (imported, already_known, replaced, outdated))

/// How a source has been doing.
struct SourceState {
    std::string name;
    std::optional<TimePoint> asked;       ///< last time
    std::optional<TimePoint> reported;    ///< last time that it had numbers, or the same as before
    std::optional<TimePoint> not_before;  ///< of the next poll
    int failures = 0;                     ///< since it last answered
    std::string outcome;                  ///< "readings", "unchanged", "not_reported", or an error's message
    std::string validator;                ///< for the next poll
    std::optional<int> keep_days = {};    ///< of its terms: they hold for a source that is asked no more, too
};
BOOST_DESCRIBE_STRUCT(SourceState, (), (name, asked, reported, not_before, failures, outcome, validator, keep_days))

/// Which readings are wanted: all that agree with every field that is set.
struct SeriesQuery {
    std::optional<Kind> kind = {};
    std::string name = {};
    std::string platform = {};
    std::string country = {};
    std::optional<Date> since = {};
};

/// Port: keeps readings by their key (`key_of`), and how sources are doing. Adapters: storage (SQL), testing (memory).
/// Every call may fail with `unavailable`.
class TrendStore {
public:
    virtual ~TrendStore() = default;

    /// Takes the readings in, all or none. Of two with one key the later taken counts; a later one with the same number
    /// refreshes time and licence, and is `already_known`.
    virtual Result<KeepCount> keep(std::vector<Reading> const& readings) = 0;

    /// Sorted by series key, date, source.
    virtual Result<std::vector<Reading>> list(SeriesQuery const& query) = 0;

    /// Forgets all readings of a source, and its validator: with "not modified" they would never come back. How many
    /// they were.
    virtual Result<int> remove_source(std::string const& source) = 0;

    /// Forgets those of its readings that were taken before. How many they were.
    virtual Result<int> remove_taken_before(std::string const& source, TimePoint time) = 0;

    /// A source that was never asked is one with a name alone.
    virtual Result<SourceState> source_state(std::string const& name) = 0;
    virtual Result<void> set_source_state(SourceState const& state) = 0;
    /// By name.
    virtual Result<std::vector<SourceState>> source_states() = 0;
};

}  // namespace troupe::trends
