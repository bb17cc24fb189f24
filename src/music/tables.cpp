#include "music/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "music/impl/check_tables.hpp"
#include "music_embedded/embedded.hpp"

namespace troupe::music {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t largest_table_bytes = 4 << 20;

/// A table as it is read: rows by id, and where a row was last changed, for messages.
struct RawTable {
    std::map<std::string, json::Object> rows;
    std::map<std::string, std::string> sources;
};

/// Letters and digits alone, lower case: "Lo-Fi" and "lo_fi" are the same word.
std::string folded(std::string_view word) {
    std::string out;
    for (char const c : text::lower(word))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '&') out += c;
    return out;
}

/// Objects field by field, everything else whole.
void merge(json::Object& base, json::Object const& over) {
    for (auto const& [key, value] : over) {
        auto* old = base.if_contains(key);
        if (old != nullptr && old->is_object() && value.is_object()) merge(old->get_object(), value.get_object());
        else base[key] = value;
    }
}

/// "data/music/genres/lofi.json" holds one row; every other file an object of rows.
Result<void> add_rows(RawTable& table, json::Value const& document, std::string const& source) {
    auto const* rows = document.if_object();
    if (rows == nullptr) return fail(ErrorCode::invalid_input, source + ": expected an object of rows by id");
    for (auto const& [id, row] : *rows) {
        if (!row.is_object())
            return fail(ErrorCode::invalid_input, fmt::format("{}: {}: expected an object", source, std::string(id)));
        merge(table.rows[std::string(id)], row.get_object());
        table.sources[std::string(id)] = source;
    }
    return {};
}

Result<json::Value> parse_embedded(std::string const& name) {
    for (auto const& file : impl::embedded_files())
        if (file.name == name) return json::parse_value(file.content);
    return fail(ErrorCode::internal, name + " is missing from this build");
}

Result<void> add_user_file(RawTable& table, std::optional<fs::path> const& file) {
    if (!file) return {};
    auto const text = TRY(read_file(*file, largest_table_bytes));
    auto const document = json::parse_value(text);
    if (!document) return within(file->string(), document.error());
    return add_rows(table, *document, file->string());
}

Result<RawTable> built_in_genres() {
    RawTable table;
    for (auto const& file : impl::embedded_files()) {
        if (!file.name.starts_with("music/genres/")) continue;
        auto const id = fs::path(file.name).stem().string();
        auto const row = json::parse_value(file.content);
        if (!row) return within(std::string(file.name), row.error());
        TRY(add_rows(table, json::Object{{id, *row}}, std::string(file.name)));
    }
    return table;
}

/// The row with its first parent's fields under it. Names and aliases are not inherited.
Result<json::Object> with_parents(RawTable const& table, std::string const& id, int depth = 0) {
    auto const& row = table.rows.at(id);
    auto const* parents = row.if_contains("parents");
    if (parents == nullptr || !parents->is_array() || parents->get_array().empty()) return row;
    auto const& first = parents->get_array().front();
    auto const parent = first.is_string() ? std::string(first.get_string()) : std::string();
    if (!table.rows.contains(parent) || depth > 8)
        return fail(ErrorCode::invalid_input, fmt::format("{}.parents[0]: '{}' is no genre of the table, or its own ancestor", id, parent));
    auto merged = TRY(with_parents(table, parent, depth + 1));
    for (auto const* own : {"name", "aliases", "parents"}) merged.erase(own);
    merge(merged, row);
    return merged;
}

/// Those of a user's file first: a mistake there is named there, not in the built-in rows that inherit it.
std::vector<std::string> ids_to_check(RawTable const& table, std::optional<fs::path> const& user_file) {
    std::vector<std::string> ids;
    for (auto const& [id, source] : table.sources) ids.push_back(id);
    auto const is_theirs = [&](std::string const& id) { return user_file && table.sources.at(id) == user_file->string(); };
    std::stable_partition(ids.begin(), ids.end(), is_theirs);
    return ids;
}

template <class Row>
Result<std::map<std::string, Row>> typed(RawTable const& table, std::optional<fs::path> const& user_file) {
    std::map<std::string, Row> rows;
    for (auto const& id : ids_to_check(table, user_file)) {
        auto const& source = table.sources.at(id);
        auto const merged = with_parents(table, id);
        if (!merged) return within(source, merged.error());
        auto row = json::from_value<Row>(json::Value(*merged), json::Unknown::refuse, id);
        if (!row) return within(source, row.error());
        if (row->name.empty()) row->name = id;
        rows.emplace(id, std::move(*row));
    }
    return rows;
}

template <class Row>
Result<std::map<std::string, Row>> load_rows(std::string const& embedded, std::optional<fs::path> const& user_file) {
    RawTable table;
    TRY(add_rows(table, TRY(parse_embedded(embedded)), embedded));
    TRY(add_user_file(table, user_file));
    return typed<Row>(table, user_file);
}

template <class Row>
Result<std::map<std::string, Row>> common(std::string const& embedded) {
    auto rows = json::from_value<std::map<std::string, Row>>(TRY(parse_embedded(embedded)));
    if (!rows) return within(embedded, rows.error());
    return rows;
}

template <class Row>
std::optional<std::string> find(std::map<std::string, Row> const& rows, std::string_view word) {
    auto const wanted = folded(word);
    if (wanted.empty()) return std::nullopt;
    for (auto const& [id, row] : rows)
        if (folded(id) == wanted || folded(row.name) == wanted) return id;
    for (auto const& [id, row] : rows)
        for (auto const& alias : row.aliases)
            if (folded(alias) == wanted) return id;
    return std::nullopt;
}

}  // namespace

Result<Tables> Tables::load(std::optional<fs::path> const& genre_db, std::optional<fs::path> const& mood_db,
                            std::optional<fs::path> const& tempo_db) {
    Tables tables;
    tables.patches_ = TRY(common<Patch>("music/patches.json"));
    tables.kit_ = TRY(common<DrumVoice>("music/kit.json"));
    auto genres = TRY(built_in_genres());
    TRY(add_user_file(genres, genre_db));
    tables.genres_ = TRY(typed<Genre>(genres, genre_db));
    tables.moods_ = TRY(load_rows<Mood>("music/moods.json", mood_db));
    tables.tempi_ = TRY(load_rows<Tempo>("music/tempi.json", tempo_db));
    for (auto const& id : ids_to_check(genres, genre_db))
        if (auto checked = impl::check(tables.genres_.at(id), tables); !checked)
            return within(genres.sources.at(id) + ": " + id, checked.error());
    auto const mood_source = mood_db ? mood_db->string() : std::string("music/moods.json");
    for (auto const& [id, mood] : tables.moods_)
        if (auto checked = impl::check(mood, tables); !checked) return within(mood_source + ": " + id, checked.error());
    auto const tempo_source = tempo_db ? tempo_db->string() : std::string("music/tempi.json");
    for (auto const& [id, tempo] : tables.tempi_)
        if (auto checked = impl::check(tempo); !checked) return within(tempo_source + ": " + id, checked.error());
    return tables;
}

Result<LiveFile<Tables>> open_tables(std::optional<fs::path> const& genre_db, std::optional<fs::path> const& mood_db,
                                     std::optional<fs::path> const& tempo_db) {
    std::vector<fs::path> files;
    for (auto const* file : {&genre_db, &mood_db, &tempo_db})
        if (*file) files.push_back(**file);
    return LiveFile<Tables>::open(std::move(files), [=] { return Tables::load(genre_db, mood_db, tempo_db); });
}

std::optional<std::string> Tables::genre_id(std::string_view word) const { return find(genres_, word); }
std::optional<std::string> Tables::mood_id(std::string_view word) const { return find(moods_, word); }
std::optional<std::string> Tables::tempo_id(std::string_view word) const { return find(tempi_, word); }

}  // namespace troupe::music
