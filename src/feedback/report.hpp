#pragma once

#include <functional>
#include <set>

#include "feedback/observation_store.hpp"
#include "feedback/statement.hpp"

/// The generic performance report: CSV in UTF-8 with a header,
///     date,platform,territory,track,streams,listeners,saves,skips,shares[,artist]
/// in any order and case, separated by commas, semicolons or tabs. `track` is a content id, an ISRC or a title. Cells
/// of listeners, saves, skips and shares may be empty: not reported, which is not 0. Territory is ISO 3166-1 alpha-2;
/// empty or "worldwide" is everywhere.
namespace troupe::feedback {

constexpr std::size_t report_limit_bytes = 100'000'000;

/// A cell that is wrong.
struct RejectedRow {
    int line = 0;        ///< of the file, counted from 1
    std::string column;  ///< empty when the whole row is meant
    std::string value;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RejectedRow, (), (line, column, value, reason))

/// A row that is taken as it is, and that a person should look at.
struct DoubtfulRow {
    int line = 0;
    std::string track;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(DoubtfulRow, (), (line, track, reason))

/// What a report says, before anyone knows whose tracks these are.
struct ParsedReport {
    std::string sha256;
    std::string name;
    int rows = 0;                           ///< good and bad
    std::vector<Observation> observations;  ///< the good ones; artist_id, content_id and factors are empty
    std::vector<RejectedRow> rejected;      ///< every wrong cell, by line
    std::vector<DoubtfulRow> doubtful;      ///< good rows that repeat another one, or contradict themselves
};

/// Errors: invalid_input, for what concerns the whole file (empty, binary, not UTF-8, larger than the limit, columns
/// missing or unknown, no rows). Wrong rows are not errors; they are listed. `now` tells which dates lie ahead.
[[nodiscard]] Result<ParsedReport> parse_report(std::string_view bytes, std::string const& name, TimePoint now);

/// How a report names a track.
BOOST_DEFINE_ENUM_CLASS(TrackName, content_id, isrc, title, upc_title)

struct TrackQuery {
    TrackName by = TrackName::title;
    std::string text;    ///< an id, an ISRC like "DEXX12600001", or a title as written
    std::string artist;  ///< as written; empty: any
    std::string upc{};   ///< of upc_title: digits of the release that holds the title
};

struct TrackMatch {
    std::string artist_id;
    std::string content_id;
    std::string title;
    json::Value factors = json::Object{};  ///< what was tried, for `Observation::factors`
};

/// Finds the tracks of that name: none, one, or several when a title is not enough. Given by flow.
using TrackResolver = std::function<Result<std::vector<TrackMatch>>(TrackQuery const&)>;

struct UnmatchedRow {
    int line = 0;
    std::string track;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(UnmatchedRow, (), (line, track, reason))

/// A row from which nothing is learned.
struct FlaggedRow {
    int line = 0;
    std::string track;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(FlaggedRow, (), (line, track, reason))

struct ImportRequest {
    std::string bytes;
    std::string name;  ///< of the file
    TimePoint now{};
    bool accept_good_rows = false;  ///< take the good rows of a report that has bad ones
};

/// What became of a report. `imported + already_known + replaced + assigned` is the number of good rows, or 0 when
/// nothing was taken because of `rejected`.
struct ImportResult {
    std::string file;
    std::string sha256;
    int rows = 0;
    int imported = 0;
    int already_known = 0;
    int replaced = 0;      ///< restated by this report
    int assigned = 0;      ///< known before, and now matched to a track
    bool accepted = true;  ///< false: bad rows, and the good ones were not asked for
    std::vector<RejectedRow> rejected;
    std::vector<UnmatchedRow> unmatched;  ///< taken into the inbox, without a track
    std::vector<DoubtfulRow> doubtful;    ///< taken: they repeat another row of the file, or contradict themselves
    std::vector<FlaggedRow> flagged;      ///< of this file: taken, but evolution does not learn from them

    // Of statements:
    std::string format = "generic";
    bool quarantined = false;            ///< its totals do not agree: kept, not counted, until a person decides
    int outdated = 0;                    ///< rows that a newer file has restated before this one came: kept as history
    std::map<std::string, Micros> net;   ///< of its rows, by currency
    std::vector<Check> checks;           ///< its own totals beside ours
    std::map<std::string, std::int64_t> raw_records;  ///< kinds that nobody reads: kept as they are
    std::vector<std::string> unread;     ///< headings that the format does not know
};
BOOST_DESCRIBE_STRUCT(ImportResult, (),
                      (file, sha256, rows, imported, already_known, replaced, assigned, accepted, rejected, unmatched,
                       doubtful, flagged, format, quarantined, outdated, net, checks, raw_records, unread))

/// Reads, matches, keeps and guards. Call it inside a UnitOfWork: then all of it happens or none.
/// Errors: those of `parse_report`, of the resolver and of the store.
[[nodiscard]] Result<ImportResult> import_report(ImportRequest const& request, TrackResolver const& resolve,
                                                 ObservationStore& store);

/// Judges all observations of the artists anew, and lists those of this file that carry a flag.
[[nodiscard]] Result<std::vector<FlaggedRow>> guard_artists(std::set<std::string> const& artists, std::string const& sha256,
                                                            ObservationStore& store);

/// The same in a few lines for people.
[[nodiscard]] std::string describe(ImportResult const& result);

}  // namespace troupe::feedback
