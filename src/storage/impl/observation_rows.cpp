#include "storage/impl/observation_rows.hpp"

#include <array>
#include <utility>

#include "base/hash.hpp"
#include "storage/impl/postgres_list.hpp"
#include "storage/impl/session.hpp"

namespace troupe::storage::impl {
namespace {

using feedback::Observation;

/// What all rows of a track in a report have in common. Its fields are those of `Observation`.
struct Subject {
    std::string artist_id, content_id, track, artist;
    json::Value factors = json::Object{};
    feedback::Measure measure = feedback::Measure::analytics;
};
BOOST_DESCRIBE_STRUCT(Subject, (), (artist_id, content_id, track, artist, factors, measure))

/// What is a row's own, beside its columns. `counts`: streams, listeners, saves, skips, shares; null where absent.
struct Numbers {
    int line = 0;
    json::Value counts;
    std::optional<std::vector<std::string>> flags;
    std::optional<std::string> cleared_by, cleared_why;
};
BOOST_DESCRIBE_STRUCT(Numbers, (), (line, counts, flags, cleared_by, cleared_why))

constexpr std::array optional_counts = {&Observation::listeners, &Observation::saves, &Observation::skips, &Observation::shares};

std::optional<std::string> unless_empty(std::string const& text) { return text.empty() ? std::nullopt : std::optional(text); }

std::string subject_document(Observation const& row) {
    return json::print(Subject{row.artist_id, row.content_id, row.track, row.artist, row.factors, row.measure});
}

std::string numbers_of(Observation const& row) {
    json::Array counts{row.streams};
    for (auto const count : optional_counts) counts.push_back(row.*count ? json::Value(*(row.*count)) : json::Value());
    Numbers numbers{row.line, std::move(counts), std::nullopt, unless_empty(row.cleared_by), unless_empty(row.cleared_why)};
    if (!row.flags.empty()) numbers.flags = row.flags;
    return json::print(numbers);
}

Result<void> take_counts(json::Value const& counts, Observation& row) {
    auto const* const values = counts.if_array();
    if (values == nullptr || values->size() != 1 + optional_counts.size() || !values->at(0).is_int64())
        return fail(ErrorCode::internal, "an observation cannot be read from the database: its counts are no five numbers");
    row.streams = values->at(0).get_int64();
    for (std::size_t i = 0; i < optional_counts.size(); ++i)
        if (values->at(i + 1).is_int64()) row.*optional_counts.at(i) = values->at(i + 1).get_int64();
    return {};
}

struct AddTo {
    PostgresList& list;
    void operator()(std::monostate) const {}  // no column of an observation is empty
    void operator()(std::int64_t number) const { list.add(number); }
    void operator()(std::string const& text) const { list.add(text); }
};

/// Adds what is not there, and gives its number.
std::int64_t number_of(Session& sql, std::string const& insert, std::string const& find, Parameters const& row, Parameters const& key) {
    auto found = select(sql, find, 1, key);
    if (found.empty()) {
        change(sql, insert, row);
        found = select(sql, find, 1, key);
    }
    return found.at(0).number(0);
}

}  // namespace

std::string const observation_columns = "key_text, artist, content, day, platform, territory, document, subject, file";

std::int64_t ObservationWriter::subject_of(Observation const& row) {
    auto document = subject_document(row);
    auto const hash = sha256_hex(document);
    auto const known = subjects_.find(hash);
    if (known != subjects_.end()) return known->second;
    auto const number = number_of(sql_, "INSERT INTO observation_subjects (hash, artist, document) VALUES (:a, :b, :c) ON CONFLICT (hash) DO NOTHING",
                                  "SELECT number FROM observation_subjects WHERE hash = :a", {hash, row.artist_id, std::move(document)}, {hash});
    return subjects_[hash] = number;
}

std::int64_t ObservationWriter::file_of(Observation const& row) {
    auto const key = row.file_sha256 + row.file_name;
    auto const known = files_.find(key);
    if (known != files_.end()) return known->second;
    auto const number = number_of(sql_, "INSERT INTO observation_files (sha256, name) VALUES (:a, :b) ON CONFLICT (sha256, name) DO NOTHING",
                                  "SELECT number FROM observation_files WHERE sha256 = :a AND name = :b", {row.file_sha256, row.file_name},
                                  {row.file_sha256, row.file_name});
    return files_[key] = number;
}

Parameters ObservationWriter::values_of(Observation const& row) {
    return {row.artist_id, row.content_id, format_date(row.date), row.platform, row.territory, numbers_of(row), subject_of(row), file_of(row), row.key};
}

bool ObservationWriter::add_known(Observation const& row) {
    return change(sql_,
                  "INSERT INTO observations (artist, content, day, platform, territory, document, key_text, subject, file)"
                  " SELECT :a, :b, :c, :d, :e, :f, :g, s.number, f.number FROM observation_subjects s CROSS JOIN observation_files f"
                  " WHERE s.hash = :h AND f.sha256 = :i AND f.name = :j ON CONFLICT DO NOTHING",
                  {row.artist_id, row.content_id, format_date(row.date), row.platform, row.territory, numbers_of(row), row.key,
                   sha256_hex(subject_document(row)), row.file_sha256, row.file_name}) == 1;
}

bool ObservationWriter::add(Observation const& row) {
    return change(sql_,
                  "INSERT INTO observations (artist, content, day, platform, territory, document, subject, file, key_text)"
                  " VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i) ON CONFLICT DO NOTHING",
                  values_of(row)) == 1;
}

std::set<ObservationWriter::Place> ObservationWriter::add_all(std::span<Observation const> rows) {
    std::set<Place> added;
    bool const has_trips = sql_.dialect() == Dialect::postgres;  // which take longer than the statements
    if (!has_trips || rows.size() == 1) {
        for (auto const& row : rows)
            if ((has_trips && add_known(row)) || add(row)) added.emplace(row.key, format_date(row.date));
        return added;
    }
    std::array<PostgresList, 9> columns;
    for (auto const& row : rows) {
        auto const values = values_of(row);
        for (std::size_t i = 0; i < columns.size(); ++i) std::visit(AddTo{columns.at(i)}, values.at(i));
    }
    Parameters lists;
    for (auto const& column : columns) lists.emplace_back(column.text());
    for (auto const& row : select(sql_,
                                  "INSERT INTO observations (artist, content, day, platform, territory, document, subject, file, key_text)"
                                  " SELECT * FROM unnest(CAST(:a AS text[]), CAST(:b AS text[]), CAST(:c AS text[]), CAST(:d AS text[]), CAST(:e AS text[]),"
                                  " CAST(:f AS text[]), CAST(:g AS bigint[]), CAST(:h AS bigint[]), CAST(:i AS text[])) ON CONFLICT DO NOTHING RETURNING key_text, day",
                                  2, lists))
        added.emplace(row.text(0), row.text(1));
    return added;
}

bool ObservationWriter::put(Observation const& row) {
    auto values = values_of(row);
    values.emplace_back(format_date(row.date));
    return change(sql_,
                  "UPDATE observations SET artist = :a, content = :b, day = :c, platform = :d, territory = :e, document = :f, subject = :g, file = :h"
                  " WHERE key_text = :i AND day = :j",
                  values) == 1;
}

Result<Observation> ObservationReader::subject(std::int64_t number) {
    auto const known = subjects_.find(number);
    if (known != subjects_.end()) return known->second;
    auto const rows = select(sql_, "SELECT document FROM observation_subjects WHERE number = :a", 1, {number});
    if (rows.empty()) return fail(ErrorCode::internal, "an observation cannot be read from the database: its track is not there");
    auto said = TRY(read_document<Subject>(rows[0].text(0), "the track of an observation"));
    Observation row;
    row.artist_id = std::move(said.artist_id);
    row.content_id = std::move(said.content_id);
    row.track = std::move(said.track);
    row.artist = std::move(said.artist);
    row.factors = std::move(said.factors);
    row.measure = said.measure;
    return subjects_[number] = std::move(row);
}

ObservationReader::File const& ObservationReader::file(std::int64_t number) {
    auto const known = files_.find(number);
    if (known != files_.end()) return known->second;
    auto const rows = select(sql_, "SELECT sha256, name FROM observation_files WHERE number = :a", 2, {number});
    return files_[number] = rows.empty() ? File{} : File{rows[0].text(0), rows[0].text(1)};
}

Result<Observation> ObservationReader::read(Row const& row) {
    if (row.is_null(7)) return read_document<Observation>(row.text(6), "an observation");  // of a build that kept rows whole
    auto found = TRY(subject(row.number(7)));
    auto numbers = TRY(read_document<Numbers>(row.text(6), "an observation"));
    TRY(take_counts(numbers.counts, found));
    found.key = row.text(0);
    found.date = TRY(parse_date(row.text(3)));
    found.platform = row.text(4);
    found.territory = row.text(5);
    found.line = numbers.line;
    found.flags = std::move(numbers.flags).value_or(std::vector<std::string>{});
    found.cleared_by = std::move(numbers.cleared_by).value_or("");
    found.cleared_why = std::move(numbers.cleared_why).value_or("");
    std::tie(found.file_sha256, found.file_name) = file(row.number(8));
    return found;
}

}  // namespace troupe::storage::impl
