#pragma once

#include "feedback/statement.hpp"

namespace troupe::feedback {

/// Whose a subject is.
struct Match {
    std::string artist_id;   ///< as printed; empty: nobody knows
    std::string content_id;  ///< as printed; empty: nobody knows
    MatchMethod method = MatchMethod::none;
};
BOOST_DESCRIBE_STRUCT(Match, (), (artist_id, content_id, method))

struct KnownSubject {
    std::int64_t number = 0;
    Subject subject;
    Match match;
};
BOOST_DESCRIBE_STRUCT(KnownSubject, (), (number, subject, match))

/// A subject nobody knows, with what waits for its match.
struct WaitingSubject : KnownSubject {
    std::int64_t rows = 0;
    std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(WaitingSubject, (KnownSubject), (rows, quantity))

/// All rows of one file with one scope.
struct Part {
    std::string file_sha256{};  ///< filled by the store
    Scope scope;
    std::string platform, platform_raw, territory_raw;
    std::int64_t rows = 0;
    std::int64_t digest = 0;  ///< of all rows in any order: two parts of one digest state the same
};

/// What became of a part.
struct Placement {
    std::int64_t number = 0;
    bool is_known = false;               ///< states what is there already: its rows are not wanted
    bool is_outdated = false;            ///< a newer file states the same scope: kept as history
    std::vector<std::int64_t> replaced;  ///< numbers of the parts that it puts into history
    std::int64_t rows_replaced = 0;
};

/// A row on its way into the store. Of `row`, scope, platform, territory and subject are those of the part and subject.
struct NumberedRow {
    std::int64_t part = 0;
    std::int64_t subject = 0;
    std::int64_t identity = 0;  ///< what the row is about, with its occurrence in the file: the same in a restating file
    Statement row;
};

/// One content's streams of one day within a part.
struct DailyUse {
    Match match;
    std::string track_title, artist_name;
    Date day{};
    std::int64_t quantity = 0;
    int line = 0;  ///< first of them
};

BOOST_DEFINE_ENUM_CLASS(MoneyBy, artist, release, store, month)
struct MoneyQuery {
    MoneyBy by = MoneyBy::artist;
    std::string artist_id;  ///< of this one alone; empty: of all, unmatched ones too
};
/// Royalties of one thing in one currency, by when they were accounted.
struct MoneyLine {
    std::string key;   ///< artist id, release title, platform, or "2026-03"; empty: unmatched
    std::string currency;
    std::int64_t rows = 0;
    std::int64_t quantity = 0;
    Micros gross = 0, deductions = 0, net = 0;
};
BOOST_DESCRIBE_STRUCT(MoneyLine, (), (key, currency, rows, quantity, gross, deductions, net))

/// Streams of one content in one period of use: for learning from statements that know no days.
struct PeriodUse {
    std::string content_id;
    Date usage_start{}, usage_end{};
    Granularity granularity = Granularity::month;
    Measure measure = Measure::royalty;
    std::string platform, territory;
    std::int64_t quantity = 0;
};
BOOST_DESCRIBE_STRUCT(PeriodUse, (), (content_id, usage_start, usage_end, granularity, measure, platform, territory, quantity))

/// Port: keeps statements, row by row, with their history. Only parts in force are counted by what sums. Call what writes
/// inside one UnitOfWork. Adapters: storage (SQL), testing (memory). Every call may fail with `unavailable`.
class StatementStore {
public:
    virtual ~StatementStore() = default;

    /// Error: not_found.
    virtual Result<StatementFile> find_file(std::string const& sha256) = 0;
    virtual Result<std::vector<StatementFile>> list_files() = 0;  ///< last imported first
    /// Adds it, or replaces what is known of it.
    virtual Result<void> put_file(StatementFile const& file) = 0;

    /// Numbers of these subjects, in their order, with their matches; unknown ones are added without a match.
    virtual Result<std::vector<KnownSubject>> take_subjects(std::vector<Subject> const& subjects) = 0;
    /// Error: not_found.
    virtual Result<KnownSubject> find_subject(std::int64_t number) = 0;
    virtual Result<void> set_match(std::int64_t number, Match const& match) = 0;
    virtual Result<std::vector<WaitingSubject>> list_waiting() = 0;  ///< most rows first, of parts in force
    virtual Result<std::vector<std::int64_t>> parts_of_subject(std::int64_t number) = 0;  ///< in force

    /// Puts the parts of the file into force, in their order: see Placement. Parts of a file `is_held` wait instead.
    virtual Result<std::vector<Placement>> place(StatementFile const& file, std::vector<Part> const& parts, bool is_held) = 0;
    /// As `place`, for the parts of the file that wait.
    virtual Result<std::vector<Placement>> release_held(StatementFile const& file) = 0;
    /// Forgets the parts of the file that wait, with their rows.
    virtual Result<void> drop_held(std::string const& sha256) = 0;
    /// Error: not_found.
    virtual Result<Part> find_part(std::int64_t number) = 0;

    virtual Result<void> add(std::vector<NumberedRow> const& rows) = 0;
    virtual Result<void> keep_raw(std::string const& sha256, int line, std::string const& record) = 0;
    /// Rows of a file by line, whole again, history and waiting ones too; those after `after_line`, at most `limit`.
    virtual Result<std::vector<Statement>> list_rows(std::string const& sha256, int after_line, int limit) = 0;

    /// Matched streams of the part's rows that are of a day, by content and day.
    virtual Result<std::vector<DailyUse>> daily(std::int64_t part) = 0;
    virtual Result<std::vector<MoneyLine>> money(MoneyQuery const& query) = 0;            ///< by key, then currency
    virtual Result<std::vector<PeriodUse>> usage(std::string const& artist_id) = 0;       ///< by content, start, platform..
    /// The artist's subjects wait for a match again; their rows stay, as the stores' money does. How many subjects.
    virtual Result<int> forget_artist(std::string const& artist_id) = 0;
};

}  // namespace troupe::feedback
