#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>

#include "feedback/observation.hpp"
#include "storage/impl/sql.hpp"

/// Observations as rows. They come by the hundred million, and most of what one says (the track, what was tried, the file) the
/// others of its track say too: that is kept once, in observation_subjects and observation_files, and rows name it.
namespace troupe::storage::impl {

/// Of table `observations`: what `read_observation` reads.
extern std::string const observation_columns;
constexpr std::size_t observation_column_count = 9;

/// Writes rows within one unit of work. Throws soci::soci_error.
class ObservationWriter {
public:
    explicit ObservationWriter(Session& sql) : sql_(sql) {}
    using Place = std::pair<std::string, std::string>;  ///< a row's key and day
    /// The places of those that were added, each once; at the others a row was there.
    [[nodiscard]] std::set<Place> add_all(std::span<feedback::Observation const> rows);
    /// In the place of the row of that key and day. False: there is none.
    bool put(feedback::Observation const& row);

private:
    /// False: a row of that key and day is there.
    [[nodiscard]] bool add(feedback::Observation const& row);
    /// In one statement, where the row's track and file are known by their numbers. False: they are not, or the row is there.
    [[nodiscard]] bool add_known(feedback::Observation const& row);
    [[nodiscard]] Parameters values_of(feedback::Observation const& row);
    [[nodiscard]] std::int64_t subject_of(feedback::Observation const& row);
    [[nodiscard]] std::int64_t file_of(feedback::Observation const& row);

    Session& sql_;
    std::map<std::string, std::int64_t> subjects_;  ///< by their hash
    std::map<std::string, std::int64_t> files_;     ///< by SHA-256 and name
};

/// Reads rows within one look at the database. Throws soci::soci_error. Error: internal (written by another build).
class ObservationReader {
public:
    explicit ObservationReader(Session& sql) : sql_(sql) {}
    [[nodiscard]] Result<feedback::Observation> read(Row const& row);

private:
    /// An observation that says what it shares with others, and nothing else.
    [[nodiscard]] Result<feedback::Observation> subject(std::int64_t number);
    using File = std::pair<std::string, std::string>;  ///< its SHA-256 and name
    [[nodiscard]] File const& file(std::int64_t number);

    Session& sql_;
    std::map<std::int64_t, feedback::Observation> subjects_;
    std::map<std::int64_t, File> files_;
};

}  // namespace troupe::storage::impl
