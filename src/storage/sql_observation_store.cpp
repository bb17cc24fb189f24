#include "storage/sql_observation_store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <tuple>

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/months.hpp"
#include "storage/impl/observation_rows.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using feedback::ImportCount;
using feedback::Observation;
using impl::change;
using impl::select;

constexpr std::size_t rows_at_once = 1000;

/// `condition` and its values choose the rows.
Result<std::vector<Observation>> find_rows(impl::Session& sql, std::string const& condition, impl::Parameters const& values) {
    auto const query = fmt::format("SELECT {} FROM observations WHERE {}", impl::observation_columns, condition);
    impl::ObservationReader reader(sql);
    std::vector<Observation> found;
    for (auto const& row : select(sql, query, impl::observation_column_count, values)) found.push_back(TRY(reader.read(row)));
    return found;
}

Result<std::optional<Observation>> find_row(impl::Session& sql, std::string const& key) {
    auto found = TRY(find_rows(sql, "key_text = :a", {key}));
    if (found.empty()) return std::nullopt;
    return std::move(found.front());
}

tl::unexpected<Error> no_observation(std::string const& key) {
    return fail(ErrorCode::not_found, fmt::format("observation {} does not exist", key));
}

bool same_numbers(Observation const& a, Observation const& b) {
    auto const numbers = [](Observation const& row) { return std::tie(row.streams, row.listeners, row.saves, row.skips, row.shares); };
    return numbers(a) == numbers(b);
}

/// What a row says that could not be added, since one of its key is there.
Result<void> take_again(impl::Session& sql, impl::ObservationWriter& writer, Observation const& row, bool is_known_file, ImportCount& count) {
    // By its day, too: a server keeps each month in a table of its own.
    auto rows = TRY(find_rows(sql, "key_text = :a AND day = :b", {row.key, format_date(row.date)}));
    if (rows.empty()) return no_observation(row.key);
    auto* const known = &rows.front();
    if (known->content_id.empty() && !row.content_id.empty()) {
        ++count.assigned;
        known->artist_id = row.artist_id;
        known->content_id = row.content_id;
        known->factors = row.factors;
        writer.put(*known);
    } else if (is_known_file || same_numbers(*known, row)) {
        ++count.already_known;
    } else {
        ++count.replaced;
        writer.put(row);
    }
    return {};
}

Result<void> take(impl::Session& sql, impl::ObservationWriter& writer, std::span<Observation const> rows, bool is_known_file, ImportCount& count) {
    auto added = writer.add_all(rows);
    for (auto const& row : rows)
        if (added.erase({row.key, format_date(row.date)}) > 0) ++count.imported;  // the first of its key
        else TRY(take_again(sql, writer, row, is_known_file, count));
    return {};
}

std::vector<Date> days_of(std::vector<Observation> const& rows) {
    std::vector<Date> days;
    for (auto const& row : rows) days.push_back(row.date);
    return days;
}

/// The one artist of all rows, or nobody.
std::string artist_of(std::vector<Observation> const& rows) {
    if (rows.empty()) return "";
    auto const& artist = rows.front().artist_id;
    return std::all_of(rows.begin(), rows.end(), [&](Observation const& row) { return row.artist_id == artist; }) ? artist : "";
}

void record_import(impl::Session& sql, feedback::ImportBatch const& batch, ImportCount const& count) {
    auto data = json::to_value(count).as_object();
    data["file"] = batch.file_name;
    impl::record(sql, {.type = "report.imported", .artist = artist_of(batch.observations), .subject = batch.file_sha256, .data = std::move(data)});
}

}  // namespace

Result<ImportCount> SqlObservationStore::import(feedback::ImportBatch const& batch) {
    return database_.write([&](impl::Session& sql) -> Result<ImportCount> {
        ImportCount count;
        impl::make_months(sql, days_of(batch.observations));
        auto const is_known_file = !batch.is_new_file && !select(sql, "SELECT 1 FROM report_files WHERE sha256 = :a", 1, {batch.file_sha256}).empty();
        impl::ObservationWriter writer(sql);
        for (std::span<Observation const> left(batch.observations); !left.empty();) {
            auto const lot = left.first(std::min(left.size(), rows_at_once));
            TRY(take(sql, writer, lot, is_known_file, count));
            left = left.subspan(lot.size());
        }
        impl::change_later(sql, "INSERT INTO report_files (sha256, name, imported_at, row_count) VALUES (:a, :b, :c, :d) ON CONFLICT (sha256) DO NOTHING",
                           {batch.file_sha256, batch.file_name, impl::milliseconds_of(batch.imported_at),
                            static_cast<std::int64_t>(batch.observations.size())});
        auto const is_change = !is_known_file || count.imported + count.replaced + count.assigned > 0;
        if (is_change) record_import(sql, batch, count);
        return count;
    });
}

Result<feedback::ImportedFile> SqlObservationStore::find_file(std::string const& sha256) {
    return database_.read([&](impl::Session& sql) -> Result<feedback::ImportedFile> {
        auto const rows = select(sql, "SELECT name, imported_at, row_count FROM report_files WHERE sha256 = :a", 3, {sha256});
        if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("no report with SHA-256 {} has been imported", sha256));
        return feedback::ImportedFile{sha256, rows[0].text(0), rows[0].time(1), static_cast<int>(rows[0].number(2))};
    });
}

Result<Observation> SqlObservationStore::find(std::string const& key) {
    return database_.read([&](impl::Session& sql) -> Result<Observation> {
        auto found = TRY(find_row(sql, key));
        if (!found) return no_observation(key);
        return *std::move(found);
    });
}

Result<std::vector<Observation>> SqlObservationStore::list(std::string const& condition, std::vector<std::string> const& values) {
    return database_.read([&](impl::Session& sql) {
        return find_rows(sql, condition + " ORDER BY day, platform, territory, key_text", impl::Parameters(values.begin(), values.end()));
    });
}

Result<std::vector<Observation>> SqlObservationStore::list_by_artist(std::string const& artist_id) {
    return list("artist = :a", {artist_id});
}
Result<std::vector<Observation>> SqlObservationStore::list_by_content(std::string const& artist_id, std::string const& content_id) {
    return list("artist = :a AND content = :b", {artist_id, content_id});
}
Result<std::vector<Observation>> SqlObservationStore::list_unmatched() { return list_by_content("", ""); }

Result<void> SqlObservationStore::replace(std::vector<Observation> const& rows) {
    if (rows.empty()) return {};
    return database_.write([&](impl::Session& sql) -> Result<void> {
        impl::ObservationWriter writer(sql);
        for (auto const& row : rows)
            if (!writer.put(row)) return no_observation(row.key);
        return {};
    });
}

Result<int> SqlObservationStore::remove_by_artist(std::string const& artist_id) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        auto const rows = change(sql, "DELETE FROM observations WHERE artist = :a", {artist_id});
        change(sql, "DELETE FROM observation_subjects WHERE artist = :a", {artist_id});
        return static_cast<int>(rows);
    });
}

}  // namespace troupe::storage
