#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "feedback/money.hpp"

/// Statements of stores and distributors: what was used, where, in which period, and what it paid.
namespace troupe::feedback {

/// Two ways of counting the same listening. They are never added together.
BOOST_DEFINE_ENUM_CLASS(Measure, royalty, analytics)
BOOST_DEFINE_ENUM_CLASS(Granularity, day, month, quarter, other)
BOOST_DEFINE_ENUM_CLASS(UseType, stream_sub, stream_ad, stream, download, ugc, library, other)
BOOST_DEFINE_ENUM_CLASS(MatchMethod, none, isrc, upc_title, title, by_hand)

[[nodiscard]] inline bool is_stream(UseType use) {
    return use == UseType::stream || use == UseType::stream_sub || use == UseType::stream_ad;
}

/// What a part of a file states. A later file that states the same replaces it.
struct Scope {
    std::string source;     ///< who sent it: "distrokid", "spotify"
    std::string period;     ///< of the statement: "2026-03", "2026-Q1", "2026-03-01--2026-03-15"
    std::string territory;  ///< ISO 3166-1 alpha-2, or ZZ for worldwide
    std::string service;    ///< "spotify"; of DSR files with the service's own description: "spotify premium"
    int piece = 1;          ///< of a statement that came in several files, 1 to `pieces`
    int pieces = 1;
    Measure measure = Measure::royalty;
};
BOOST_DESCRIBE_STRUCT(Scope, (), (source, period, territory, service, piece, pieces, measure))

/// What a row is about, as the store names it. Rows of one subject are matched together.
struct Subject {
    std::string isrc;  ///< twelve characters, or empty
    std::string upc;   ///< digits, or empty
    std::string track_title;
    std::string artist_name;
    std::string release_title;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (isrc, upc, track_title, artist_name, release_title))

/// One row. Amounts that the file leaves empty are absent, never 0.
struct Statement {
    int line = 0;  ///< of the file, counted from 1
    Scope scope;
    Subject subject;
    std::string platform;      ///< canonical: "apple music"
    std::string platform_raw;  ///< as written
    std::string territory_raw;
    std::string service_tier;  ///< "premium", as written
    UseType use_type = UseType::other;
    Date report_date{};  ///< when it was accounted
    Date usage_start{};  ///< first day of use
    Date usage_end{};    ///< last day of use
    Granularity granularity = Granularity::month;
    std::int64_t quantity = 0;  ///< below 0: returned, or corrected
    std::optional<Micros> gross, deductions, net;
    std::string currency;                   ///< ISO 4217, of all three; empty where there is no money
    std::string exchange_rate;              ///< as written
    std::string exchange_source;            ///< "statement", or who made the rate
    std::optional<std::int64_t> share_ppm;  ///< of the whole that is ours, in millionths
    std::string flags;                      ///< return, adjustment, withheld; joined by spaces
};
BOOST_DESCRIBE_STRUCT(Statement, (),
                      (line, scope, subject, platform, platform_raw, territory_raw, service_tier, use_type, report_date, usage_start, usage_end,
                       granularity, quantity, gross, deductions, net, currency, exchange_rate, exchange_source, share_ppm, flags))

/// Whether a file's rows and its own totals agree. A file where they do not is kept apart and not counted.
struct Check {
    std::string what;  ///< "rows", "summary 3: net USD"
    std::string stated;
    std::string counted;
    bool agrees = false;
};
BOOST_DESCRIBE_STRUCT(Check, (), (what, stated, counted, agrees))

/// What one of several files says of the statement that they make up together.
struct WholeStatement {
    std::string name;  ///< "spotify premium 2026-03": the same in every piece
    int piece = 1, pieces = 1;
    std::vector<int> missing;   ///< pieces that have not been imported; filled by `reconcile_pieces`
    std::vector<Check> totals;  ///< stated of the whole; counted in this piece, and by `reconcile_pieces` in all of them
};
BOOST_DESCRIBE_STRUCT(WholeStatement, (), (name, piece, pieces, missing, totals))

BOOST_DEFINE_ENUM_CLASS(FileState, counted, quarantined, discarded)

/// A statement file that was imported.
struct StatementFile {
    std::string sha256;
    std::string name;
    std::string format;
    std::string source;
    TimePoint imported_at{};
    TimePoint created_at{};  ///< when the sender made it; `imported_at` where the file does not say
    FileState state = FileState::counted;
    std::int64_t rows = 0;
    std::int64_t quantity = 0;
    std::map<std::string, Micros> net;                ///< by currency
    std::map<std::string, std::int64_t> raw_records;  ///< kinds that nobody reads, and how many were kept as they are
    std::vector<Check> checks;
    std::optional<WholeStatement> whole;  ///< none where the file is all of its statement
    std::string decided_by;  ///< who accepted or discarded a quarantined file..
    std::string decided_why;
};
BOOST_DESCRIBE_STRUCT(StatementFile, (),
                      (sha256, name, format, source, imported_at, created_at, state, rows, quantity, net, raw_records, checks, whole, decided_by, decided_why))

}  // namespace troupe::feedback
