#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "feedback/statement_store.hpp"
#include "flow/studio.hpp"

/// What stores paid, what does not add up, and what waits for a person.
namespace troupe::flow {

/// A track that a subject of the inbox may be.
struct Suggestion {
    std::string content_id;
    std::string title;
    std::string artist;
    double likeness = 0;  ///< of the titles, 0.5 to 1
};
BOOST_DESCRIBE_STRUCT(Suggestion, (), (content_id, title, artist, likeness))

/// What waits for its track: a row of the generic report, or all rows of statements about one thing.
struct InboxItem {
    std::string id;  ///< for `assign`
    std::string track, artist, release, isrc, upc;
    std::string platform, date;  ///< of a row
    std::int64_t rows = 1;
    std::int64_t streams = 0;  ///< or sales
    std::string file;          ///< of a row, with its line
    std::vector<Suggestion> suggestions;  ///< most alike first, at most three
};
BOOST_DESCRIBE_STRUCT(InboxItem, (), (id, track, artist, release, isrc, upc, platform, date, rows, streams, file, suggestions))
[[nodiscard]] Result<std::vector<InboxItem>> report_inbox(Studio& studio);

/// Says whose an item of the inbox is. Rows of the generic report that name the same track go with it.
/// Errors: not_found (item, track).
struct Assigned {
    std::string id;
    std::string content_id;
    int rows = 0;
};
BOOST_DESCRIBE_STRUCT(Assigned, (), (id, content_id, rows))
[[nodiscard]] Result<Assigned> assign_report(Studio& studio, std::string const& id, std::string const& content);

/// A person's word on a statement whose totals do not agree: see feedback::decide_file. `id` is its SHA-256 or the start of
/// it. Errors: not_found, conflict, invalid_input (several begin so; no reason).
struct ReportDecision {
    std::string id;
    bool accept = false;
    std::string by;
    std::string reason;
};
[[nodiscard]] Result<feedback::StatementFile> decide_report(Studio& studio, ReportDecision const& decision);

/// Royalties by artist (with names), release, store or month; `artist` empty: of all. Errors: not_found.
struct Money : feedback::MoneyLine {
    std::string name;  ///< of what `key` means; "not matched" for what nobody knows
};
BOOST_DESCRIBE_STRUCT(Money, (feedback::MoneyLine), (name))
[[nodiscard]] Result<std::vector<Money>> report_money(Studio& studio, feedback::MoneyBy by, std::string const& artist);

/// Says that flagged numbers are real: the guard leaves the row alone, and learning takes it again. Who and why stay with
/// the row. Errors: not_found; conflict (no flag); invalid_input (no reason).
[[nodiscard]] Result<feedback::Observation> clear_flag(Studio& studio, std::string const& observation, std::string const& by, std::string const& why);

}  // namespace troupe::flow
