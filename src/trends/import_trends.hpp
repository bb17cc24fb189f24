#pragma once

#include <string>
#include <string_view>

#include "trends/trend_store.hpp"

/// The trend file: CSV in UTF-8 with a header,
///     kind,name,platform,country,grain,date,measure,value,source,retrieved,licence
/// in any order and case, separated by commas, semicolons or tabs; `country` may be left out or empty (worldwide).
/// `value` may be empty: not reported, which is not 0. `retrieved` is a time (2026-11-22T08:30:00Z) or a day.
namespace troupe::trends {

inline constexpr std::size_t trend_file_limit_bytes = 100'000'000;

struct RejectedReading {
    int line = 0;       ///< of the file, counted from 1
    std::string field;  ///< column
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(RejectedReading, (), (line, field, reason))

/// Two sources that say different things about one series and day: both are kept, and whoever reads the series is told.
struct Disagreement {
    int line = 0;
    std::string series;  ///< for people: "genre drill, deezer, DE"
    Date date{};
    double value = 0;
    std::string source;
    double other_value = 0;
    std::string other_source;
};
BOOST_DESCRIBE_STRUCT(Disagreement, (), (line, series, date, value, source, other_value, other_source))

/// Sources whose numbers are further apart than this share of the larger one disagree.
inline constexpr double agreed_share = 0.1;

struct TrendImport {
    std::string id;    ///< SHA-256 of the file
    std::string file;  ///< its name
    int rows = 0;
    int imported = 0;
    int already_known = 0;
    int replaced = 0;      ///< by a later retrieval
    int outdated = 0;      ///< the stored number was taken later, or at the same time: it stays
    int not_reported = 0;  ///< rows without a value: they stay missing
    int repeated = 0;      ///< rows that say again what another row of the file says
    bool accepted = true;  ///< false: rows are wrong, and the good ones were not asked for; nothing was kept
    std::vector<RejectedReading> rejected;
    std::vector<Disagreement> disagreements;
};
BOOST_DESCRIBE_STRUCT(TrendImport, (),
                      (id, file, rows, imported, already_known, replaced, outdated, not_reported, repeated, accepted,
                       rejected, disagreements))

struct TrendFile {
    std::string bytes;
    std::string name;
    TimePoint now{};
    bool accept_good_rows = false;
};

/// Reads and keeps a trend file: all of it, or nothing. Call it inside a UnitOfWork. Wrong rows are no errors; they are
/// listed. Errors: invalid_input for the file as a whole (empty, not UTF-8, too large, wrong header), those of the
/// store.
[[nodiscard]] Result<TrendImport> import_trends(TrendFile const& file, TrendStore& store);

/// "genre drill, deezer, DE, plays a day".
[[nodiscard]] std::string describe(SeriesKey const& key);
[[nodiscard]] std::string describe(TrendImport const& result);

}  // namespace troupe::trends
