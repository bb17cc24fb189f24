#include "storage/sql_statement_store.hpp"

#include <fmt/format.h>

#include "base/hash.hpp"
#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/sql.hpp"
#include "storage/impl/statement_rows.hpp"

namespace troupe::storage {
namespace {

using feedback::KnownSubject;
using feedback::Match;
using feedback::Part;
using feedback::Placement;
using feedback::StatementFile;
using impl::change;
using impl::select;

std::int64_t next_number(impl::Session& sql, std::string const& table) {
    return select(sql, fmt::format("SELECT COALESCE(MAX(number), 0) + 1 FROM {}", table), 1).at(0).number(0);
}

Result<KnownSubject> read_subject(impl::Row const& row) {
    auto subject = TRY(impl::read_document<feedback::Subject>(row.text(1), "the subject of a statement"));
    auto const method = TRY(json::enum_from<feedback::MatchMethod>(row.text(4)));
    return KnownSubject{row.number(0), std::move(subject), {row.text(2), row.text(3), method}};
}
constexpr auto subject_columns = "s.number, s.document, s.artist, s.content, s.method";

tl::unexpected<Error> no_subject(std::int64_t number) {
    return fail(ErrorCode::not_found, fmt::format("subject {} does not exist: `troupe report inbox` lists those that wait", number));
}

/// A part in force that states the same scope.
struct Standing {
    std::int64_t number = 0, rows = 0, digest = 0, created = 0;
};

std::vector<Standing> standing(impl::Session& sql, feedback::Scope const& scope) {
    std::vector<Standing> found;
    for (auto const& row : select(sql,
                                  "SELECT number, row_count, digest, created FROM statement_parts WHERE source = :a AND period = :b AND territory = :c"
                                  " AND service = :d AND measure = :e AND state = 'in_force' AND (piece = :f OR pieces <> :g) ORDER BY number",
                                  4,
                                  {scope.source, scope.period, scope.territory, scope.service, json::enum_name(scope.measure), std::int64_t{scope.piece},
                                   std::int64_t{scope.pieces}}))
        found.push_back({row.number(0), row.number(1), row.number(2), row.number(3)});
    return found;
}

void insert_part(impl::Session& sql, std::int64_t number, StatementFile const& file, Part const& part) {
    auto const& scope = part.scope;
    change(sql,
           "INSERT INTO statement_parts (number, file, source, period, territory, service, piece, pieces, measure, platform, platform_raw, territory_raw,"
           " row_count, digest, created, state) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, 'held')",
           {number, file.sha256, scope.source, scope.period, scope.territory, scope.service, std::int64_t{scope.piece}, std::int64_t{scope.pieces},
            json::enum_name(scope.measure), part.platform, part.platform_raw, part.territory_raw, part.rows, part.digest, impl::milliseconds_of(file.created_at)});
}

/// A held part comes into force, unless a newer file stands there.
Placement put_in_force(impl::Session& sql, std::int64_t number, StatementFile const& file, std::vector<Standing> const& others) {
    Placement placement;
    placement.number = number;
    for (auto const& other : others) placement.is_outdated = placement.is_outdated || other.created > impl::milliseconds_of(file.created_at);
    if (!placement.is_outdated)
        for (auto const& other : others) {
            change(sql, "UPDATE statement_parts SET state = 'history', replaced_by = :a WHERE number = :b", {number, other.number});
            placement.replaced.push_back(other.number);
            placement.rows_replaced += other.rows;
        }
    change(sql, "UPDATE statement_parts SET state = :a WHERE number = :b", {placement.is_outdated ? "history" : "in_force", number});
    return placement;
}

Result<std::vector<impl::Row>> held_parts(impl::Session& sql, std::string const& sha256) {
    return select(sql, fmt::format("SELECT {} FROM statement_parts p WHERE p.file = :a AND p.state = 'held' ORDER BY p.number", impl::part_columns),
                  impl::part_column_count, {sha256});
}

}  // namespace

Result<StatementFile> SqlStatementStore::find_file(std::string const& sha256) {
    return database_.read([&](impl::Session& sql) -> Result<StatementFile> {
        auto const rows = select(sql, "SELECT document FROM statement_files WHERE sha256 = :a", 1, {sha256});
        if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("no statement with SHA-256 {} has been imported", sha256));
        return impl::read_document<StatementFile>(rows[0].text(0), "a statement file");
    });
}

Result<std::vector<StatementFile>> SqlStatementStore::list_files() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<StatementFile>> {
        std::vector<StatementFile> files;
        for (auto const& row : select(sql, "SELECT document FROM statement_files ORDER BY imported_at DESC, sha256", 1))
            files.push_back(TRY(impl::read_document<StatementFile>(row.text(0), "a statement file")));
        return files;
    });
}

Result<void> SqlStatementStore::put_file(StatementFile const& file) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        change(sql,
               "INSERT INTO statement_files (sha256, imported_at, document) VALUES (:a, :b, :c) ON CONFLICT (sha256) DO UPDATE SET"
               " imported_at = excluded.imported_at, document = excluded.document",
               {file.sha256, impl::milliseconds_of(file.imported_at), json::print(file)});
        impl::record(sql, {.type = "statement." + json::enum_name(file.state),
                           .artist = "",
                           .subject = file.sha256,
                           .data = json::Object{{"file", file.name}, {"format", file.format}, {"rows", file.rows}}});
        return {};
    });
}

Result<std::vector<KnownSubject>> SqlStatementStore::take_subjects(std::vector<feedback::Subject> const& subjects) {
    return database_.write([&](impl::Session& sql) -> Result<std::vector<KnownSubject>> {
        std::vector<KnownSubject> taken;
        taken.reserve(subjects.size());
        auto next = next_number(sql, "statement_subjects");
        for (auto const& subject : subjects) {
            auto const document = json::print(subject);
            auto const key = sha256_hex(document).substr(0, 32);
            auto const known = select(sql, fmt::format("SELECT {} FROM statement_subjects s WHERE s.key_text = :a", subject_columns), 5, {key});
            if (!known.empty()) {
                taken.push_back(TRY(read_subject(known[0])));
                continue;
            }
            change(sql, "INSERT INTO statement_subjects (number, key_text, artist, content, method, release_title, document) VALUES (:a, :b, '', '', 'none', :c, :d)",
                   {next, key, subject.release_title, document});
            taken.push_back({next++, subject, {}});
        }
        return taken;
    });
}

Result<KnownSubject> SqlStatementStore::find_subject(std::int64_t number) {
    return database_.read([&](impl::Session& sql) -> Result<KnownSubject> {
        auto const rows = select(sql, fmt::format("SELECT {} FROM statement_subjects s WHERE s.number = :a", subject_columns), 5, {number});
        if (rows.empty()) return no_subject(number);
        return read_subject(rows[0]);
    });
}

Result<void> SqlStatementStore::set_match(std::int64_t number, Match const& match) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const count = change(sql, "UPDATE statement_subjects SET artist = :a, content = :b, method = :c WHERE number = :d",
                                  {match.artist_id, match.content_id, json::enum_name(match.method), number});
        if (count == 0) return no_subject(number);
        return {};
    });
}

Result<std::vector<feedback::WaitingSubject>> SqlStatementStore::list_waiting() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<feedback::WaitingSubject>> {
        std::vector<feedback::WaitingSubject> waiting;
        auto const query = fmt::format(
            "SELECT {}, w.row_count, w.quantity FROM (SELECT r.subject AS subject, COUNT(*) AS row_count, SUM(r.quantity) AS quantity"
            " FROM statement_subjects u JOIN statement_rows r ON r.subject = u.number JOIN statement_parts p ON p.number = r.part"
            " WHERE u.content = '' AND p.state = 'in_force' GROUP BY r.subject) w JOIN statement_subjects s ON s.number = w.subject"
            " ORDER BY w.row_count DESC, s.number",
            subject_columns);
        for (auto const& row : select(sql, query, 7)) waiting.push_back({TRY(read_subject(row)), row.number(5), row.number(6)});
        return waiting;
    });
}

Result<std::vector<std::int64_t>> SqlStatementStore::parts_of_subject(std::int64_t number) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<std::int64_t>> {
        std::vector<std::int64_t> parts;
        for (auto const& row : select(sql,
                                      "SELECT DISTINCT r.part FROM statement_rows r JOIN statement_parts p ON p.number = r.part WHERE r.subject = :a"
                                      " AND p.state = 'in_force' ORDER BY r.part",
                                      1, {number}))
            parts.push_back(row.number(0));
        return parts;
    });
}

Result<std::vector<Placement>> SqlStatementStore::place(StatementFile const& file, std::vector<Part> const& parts, bool is_held) {
    return database_.write([&](impl::Session& sql) -> Result<std::vector<Placement>> {
        std::vector<Placement> placements;
        auto next = next_number(sql, "statement_parts");
        for (auto const& part : parts) {
            auto const others = standing(sql, part.scope);
            auto& placement = placements.emplace_back();
            for (auto const& other : others) placement.is_known = placement.is_known || (other.digest == part.digest && other.rows == part.rows);
            if (placement.is_known) continue;
            insert_part(sql, next, file, part);
            if (!is_held) placement = put_in_force(sql, next, file, others);
            placement.number = next++;
        }
        return placements;
    });
}

Result<std::vector<Placement>> SqlStatementStore::release_held(StatementFile const& file) {
    return database_.write([&](impl::Session& sql) -> Result<std::vector<Placement>> {
        std::vector<Placement> placements;
        for (auto const& row : TRY(held_parts(sql, file.sha256))) {
            auto const part = TRY(impl::read_part(row));
            placements.push_back(put_in_force(sql, row.number(0), file, standing(sql, part.scope)));
        }
        return placements;
    });
}

Result<void> SqlStatementStore::drop_held(std::string const& sha256) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        for (auto const& row : TRY(held_parts(sql, sha256))) {
            change(sql, "DELETE FROM statement_rows WHERE part = :a", {row.number(0)});
            change(sql, "DELETE FROM statement_parts WHERE number = :a", {row.number(0)});
        }
        change(sql, "DELETE FROM statement_raws WHERE file = :a", {sha256});
        return {};
    });
}

Result<Part> SqlStatementStore::find_part(std::int64_t number) {
    return database_.read([&](impl::Session& sql) -> Result<Part> {
        auto const rows = select(sql, fmt::format("SELECT {} FROM statement_parts p WHERE p.number = :a", impl::part_columns), impl::part_column_count, {number});
        if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("part {} of a statement does not exist", number));
        return impl::read_part(rows[0]);
    });
}

Result<void> SqlStatementStore::add(std::vector<feedback::NumberedRow> const& rows) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        impl::insert_rows(sql, rows);
        return {};
    });
}

Result<void> SqlStatementStore::keep_raw(std::string const& sha256, int line, std::string const& record) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        change(sql, "INSERT INTO statement_raws (file, line, record) VALUES (:a, :b, :c) ON CONFLICT (file, line) DO NOTHING", {sha256, std::int64_t{line}, record});
        return {};
    });
}

Result<std::vector<feedback::Statement>> SqlStatementStore::list_rows(std::string const& sha256, int after_line, int limit) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<feedback::Statement>> {
        std::vector<feedback::Statement> found;
        auto const query = fmt::format(
            "SELECT {} FROM statement_parts p JOIN statement_rows r ON r.part = p.number JOIN statement_subjects s ON s.number = r.subject"
            " WHERE p.file = :a AND r.line > :b ORDER BY r.line LIMIT {}",
            impl::statement_columns, limit);
        for (auto const& row : select(sql, query, impl::statement_column_count, {sha256, std::int64_t{after_line}})) found.push_back(TRY(impl::read_statement(row)));
        return found;
    });
}

Result<std::vector<feedback::DailyUse>> SqlStatementStore::daily(std::int64_t part) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<feedback::DailyUse>> {
        std::vector<feedback::DailyUse> days;
        // The title is that of one of the content's subjects: which one does not matter, but it is always the same.
        for (auto const& row : select(sql,
                                      "SELECT s.artist, s.content, MIN(s.method), MIN(s.document), r.usage_start, SUM(r.quantity), MIN(r.line) FROM statement_rows r"
                                      " JOIN statement_subjects s ON s.number = r.subject WHERE r.part = :a AND r.granularity = 'day' AND s.content <> ''"
                                      " AND r.use_type IN ('stream', 'stream_sub', 'stream_ad') GROUP BY s.artist, s.content, r.usage_start"
                                      " ORDER BY s.content, r.usage_start",
                                      7, {part})) {
            auto const subject = TRY(impl::read_document<feedback::Subject>(row.text(3), "the subject of a statement"));
            auto const method = TRY(json::enum_from<feedback::MatchMethod>(row.text(2)));
            auto const day = TRY(parse_date(row.text(4)));
            days.push_back({{row.text(0), row.text(1), method}, subject.track_title, subject.artist_name, day, row.number(5),
                            static_cast<int>(row.number(6))});
        }
        return days;
    });
}

Result<std::vector<feedback::MoneyLine>> SqlStatementStore::money(feedback::MoneyQuery const& query) {
    auto const* key = query.by == feedback::MoneyBy::artist    ? "s.artist"
                      : query.by == feedback::MoneyBy::release ? "s.release_title"
                      : query.by == feedback::MoneyBy::store   ? "p.platform"
                                                               : "substr(r.report_date, 1, 7)";
    auto const text = fmt::format(
        "SELECT {0}, r.currency, COUNT(*), SUM(r.quantity), SUM(COALESCE(r.gross, 0)), SUM(COALESCE(r.deductions, 0)), SUM(COALESCE(r.net, 0))"
        " FROM statement_rows r JOIN statement_parts p ON p.number = r.part JOIN statement_subjects s ON s.number = r.subject"
        " WHERE p.state = 'in_force' AND p.measure = 'royalty'{1} GROUP BY {0}, r.currency ORDER BY {0}, r.currency",
        key, query.artist_id.empty() ? "" : " AND s.artist = :a");
    return database_.read([&](impl::Session& sql) -> Result<std::vector<feedback::MoneyLine>> {
        std::vector<feedback::MoneyLine> lines;
        impl::Parameters const values = query.artist_id.empty() ? impl::Parameters{} : impl::Parameters{query.artist_id};
        for (auto const& row : select(sql, text, 7, values))
            lines.push_back({row.text(0), row.text(1), row.number(2), row.number(3), row.number(4), row.number(5), row.number(6)});
        return lines;
    });
}

Result<std::vector<feedback::PeriodUse>> SqlStatementStore::usage(std::string const& artist_id) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<feedback::PeriodUse>> {
        std::vector<feedback::PeriodUse> found;
        for (auto const& row : select(sql,
                                      "SELECT s.content, r.usage_start, r.usage_end, MIN(r.granularity), p.measure, p.platform, p.territory, SUM(r.quantity)"
                                      " FROM statement_subjects s JOIN statement_rows r ON r.subject = s.number JOIN statement_parts p ON p.number = r.part"
                                      " WHERE s.artist = :a AND p.state = 'in_force' AND r.use_type IN ('stream', 'stream_sub', 'stream_ad')"
                                      " GROUP BY s.content, r.usage_start, r.usage_end, p.platform, p.territory, p.measure"
                                      " ORDER BY s.content, r.usage_start, r.usage_end, p.platform, p.territory, p.measure",
                                      8, {artist_id})) {
            auto const start = TRY(parse_date(row.text(1)));
            auto const end = TRY(parse_date(row.text(2)));
            auto const granularity = TRY(json::enum_from<feedback::Granularity>(row.text(3)));
            auto const measure = TRY(json::enum_from<feedback::Measure>(row.text(4)));
            found.push_back({row.text(0), start, end, granularity, measure, row.text(5), row.text(6), row.number(7)});
        }
        return found;
    });
}

Result<int> SqlStatementStore::forget_artist(std::string const& artist_id) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        return static_cast<int>(change(sql, "UPDATE statement_subjects SET artist = '', content = '', method = 'none' WHERE artist = :a", {artist_id}));
    });
}

}  // namespace troupe::storage
