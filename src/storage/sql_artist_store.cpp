#include "storage/sql_artist_store.hpp"

#include <fmt/format.h>

#include "artist/document_schema.hpp"
#include "base/hash.hpp"
#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/page.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using artist::ArtistId;
using artist::Document;
using impl::select;
using Documents = std::vector<Document>;

constexpr std::string_view current_version = " FROM artists a JOIN artist_versions v ON v.artist = a.id AND v.number = a.version";
std::string const current_document = "SELECT v.document" + std::string(current_version);

/// Tells documents of this build's fields from earlier ones, which have others: those are read and written anew before they
/// are handed on.
std::string const& present_form() {
    static std::string const form = sha256_hex(json::print(artist::document_schema())).substr(0, 16);
    return form;
}

tl::unexpected<Error> no_artist(ArtistId id) {
    return fail(ErrorCode::not_found, fmt::format("artist {} does not exist (troupe artist list shows those that do)", to_string(id)));
}

Result<Documents> read_all(std::vector<impl::Row> const& rows) {
    Documents documents;
    for (auto const& row : rows) documents.push_back(TRY(impl::read_document<Document>(row.text(0), "an artist")));
    return documents;
}

Result<void> check_name_is_free(impl::Session& sql, Document const& document) {
    auto const taken = select(sql, "SELECT id FROM artists WHERE name_key = :a AND id <> :b", 1,
                              {artist::name_key(document.name()), to_string(document.id)});
    if (taken.empty()) return {};
    return fail(ErrorCode::conflict, fmt::format("core.name: '{}' is the name of artist {} already, choose another", document.name(),
                                                 taken[0].text(0)));
}

void insert_version(impl::Session& sql, Document const& document) {
    impl::change(sql, "INSERT INTO artist_versions (artist, number, document, form) VALUES (:a, :b, :c, :d)",
                 {to_string(document.id), std::int64_t{document.version.number}, json::print(document), present_form()});
}

void record_artist(impl::Session& sql, char const* type, Document const& document) {
    impl::record(sql, {.type = type, .artist = to_string(document.id), .subject = to_string(document.id),
                       .data = json::Object{{"name", document.name()}, {"state", json::enum_name(document.state)},
                                            {"version", document.version.number}}});
}

Result<Document> find_current(impl::Session& sql, ArtistId id) {
    auto const rows = select(sql, fmt::format("{} WHERE a.id = :a", current_document), 1, {to_string(id)});
    if (rows.empty()) return no_artist(id);
    return impl::read_document<Document>(rows[0].text(0), "artist " + to_string(id));
}

}  // namespace

Result<void> SqlArtistStore::insert(Document const& document) {
    if (document.version.number != 1) return fail(ErrorCode::invalid_input, "version.number: a new artist begins with version 1");
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (!select(sql, "SELECT id FROM artists WHERE id = :a", 1, {to_string(document.id)}).empty())
            return fail(ErrorCode::conflict, fmt::format("artist {} exists already", to_string(document.id)));
        TRY(check_name_is_free(sql, document));
        impl::change(sql, "INSERT INTO artists (id, name_key, state, version, hash) VALUES (:a, :b, :c, 1, :d)",
                     {to_string(document.id), artist::name_key(document.name()), json::enum_name(document.state), document.version.hash});
        insert_version(sql, document);
        record_artist(sql, "artist.created", document);
        return {};
    });
}

Result<void> SqlArtistStore::append_version(Document const& document) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const stored = select(sql, "SELECT version, hash FROM artists WHERE id = :a", 2, {to_string(document.id)});
        if (stored.empty()) return no_artist(document.id);
        if (document.version.number != stored[0].number(0) + 1 || document.version.previous_hash != stored[0].text(1))
            return fail(ErrorCode::conflict, fmt::format("artist {}: version {} does not follow the stored version {}: somebody else was "
                                                         "faster, read the artist again", to_string(document.id),
                                                         document.version.number, stored[0].number(0)));
        TRY(check_name_is_free(sql, document));
        impl::change(sql, "UPDATE artists SET name_key = :a, state = :b, version = :c, hash = :d WHERE id = :e",
                     {artist::name_key(document.name()), json::enum_name(document.state), std::int64_t{document.version.number},
                      document.version.hash, to_string(document.id)});
        insert_version(sql, document);
        record_artist(sql, "artist.changed", document);
        return {};
    });
}

Result<void> SqlArtistStore::remove(ArtistId id) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const gone = TRY(find_current(sql, id));
        impl::change(sql, "DELETE FROM artists WHERE id = :a", {to_string(id)});
        impl::record(sql, {.type = "artist.removed", .artist = to_string(id), .subject = to_string(id), .data = json::Object{{"name", gone.name()}}});
        return {};
    });
}

Result<Document> SqlArtistStore::find(ArtistId id) {
    return database_.read([&](impl::Session& sql) { return find_current(sql, id); });
}

Result<artist::DocumentText> SqlArtistStore::find_text(ArtistId id) {
    return database_.read([&](impl::Session& sql) -> Result<artist::DocumentText> {
        static auto const query = "SELECT v.document, v.number, v.form" + std::string(current_version) + " WHERE a.id = :a";
        auto rows = select(sql, query, 3, {to_string(id)});
        if (rows.empty()) return no_artist(id);
        auto const number = static_cast<int>(rows[0].number(1));
        if (rows[0].text(2) == present_form()) return artist::DocumentText{std::move(rows[0]).take_text(0), number};
        auto const document = TRY(impl::read_document<Document>(rows[0].text(0), "artist " + to_string(id)));
        return artist::DocumentText{json::print(document), number};
    });
}

Result<Document> SqlArtistStore::find_version(ArtistId id, int number) {
    return database_.read([&](impl::Session& sql) -> Result<Document> {
        auto const rows = select(sql, "SELECT document FROM artist_versions WHERE artist = :a AND number = :b", 1,
                                 {to_string(id), std::int64_t{number}});
        if (rows.empty())
            return fail(ErrorCode::not_found, fmt::format("artist {} has no version {} (troupe artist history shows those there are)",
                                                          to_string(id), number));
        return impl::read_document<Document>(rows[0].text(0), "artist " + to_string(id));
    });
}

Result<std::optional<Document>> SqlArtistStore::find_by_name(std::string_view name) {
    return database_.read([&](impl::Session& sql) -> Result<std::optional<Document>> {
        auto const rows = select(sql, fmt::format("{} WHERE a.name_key = :a", current_document), 1, {artist::name_key(name)});
        if (rows.empty()) return std::nullopt;
        return TRY(impl::read_document<Document>(rows[0].text(0), "an artist"));
    });
}

Result<Documents> SqlArtistStore::history(ArtistId id) {
    return database_.read([&](impl::Session& sql) -> Result<Documents> {
        auto const rows = select(sql, "SELECT document FROM artist_versions WHERE artist = :a ORDER BY number", 1, {to_string(id)});
        if (rows.empty()) return no_artist(id);
        return read_all(rows);
    });
}

Result<artist::ArtistPage> SqlArtistStore::list(artist::ArtistQuery const& query) {
    // Not joined: PostgreSQL would merge the whole of both tables for a page of some.
    impl::PageQuery page("SELECT (SELECT v.document FROM artist_versions v WHERE v.artist = a.id AND v.number = a.version) FROM artists a", "a.id");
    if (query.state) page.where("a.state", json::enum_name(*query.state));
    if (query.after) page.below(to_string(*query.after));
    auto const rows = TRY(page.run(database_, query.limit));
    artist::ArtistPage found{.artists = TRY(read_all(rows.rows))};
    if (rows.has_more) found.next = found.artists.back().id;
    return found;
}

}  // namespace troupe::storage
