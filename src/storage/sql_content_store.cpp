#include "storage/sql_content_store.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/page.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using catalog::Approval;
using catalog::Content;
using catalog::ContentId;
using impl::change;
using impl::select;

constexpr std::size_t most_sketches = 1000;

tl::unexpected<Error> no_content(ContentId id) {
    return fail(ErrorCode::not_found, fmt::format("content {} does not exist (troupe content list shows what does)", to_string(id)));
}

Result<int> revision_of(impl::Session& sql, ContentId id) {
    auto const rows = select(sql, "SELECT revision FROM contents WHERE id = :a", 1, {to_string(id)});
    if (rows.empty()) return no_content(id);
    return static_cast<int>(rows[0].number(0));
}

void insert_files(impl::Session& sql, Content const& content) {
    for (auto const& file : content.files)
        change(sql, "INSERT INTO content_files (content, asset) VALUES (:a, :b) ON CONFLICT (content, asset) DO NOTHING",
               {to_string(content.id), file.asset});
}

void insert_row(impl::Session& sql, Content const& content) {
    change(sql, "INSERT INTO contents (id, artist, kind, state, item, revision, document) VALUES (:a, :b, :c, :d, :e, :f, :g)",
           {to_string(content.id), to_string(content.artist), json::enum_name(content.kind), json::enum_name(content.state),
            impl::text_or_null(content.item.value_or("")), std::int64_t{content.revision}, json::print(content)});
    insert_files(sql, content);
}

/// The present state; what was there before goes to the revisions.
void put_next(impl::Session& sql, Content const& next) {
    change(sql, "INSERT INTO content_revisions (content, number, document) SELECT id, revision, document FROM contents WHERE id = :a",
           {to_string(next.id)});
    change(sql, "UPDATE contents SET artist = :a, kind = :b, state = :c, item = :d, revision = :e, document = :f WHERE id = :g",
           {to_string(next.artist), json::enum_name(next.kind), json::enum_name(next.state), impl::text_or_null(next.item.value_or("")),
            std::int64_t{next.revision}, json::print(next), to_string(next.id)});
    insert_files(sql, next);
}

Result<Content> read_content(impl::Row const& row) { return impl::read_document<Content>(row.text(0), "a content"); }

Result<Content> find_content(impl::Session& sql, ContentId id) {
    auto const rows = select(sql, "SELECT document FROM contents WHERE id = :a", 1, {to_string(id)});
    if (rows.empty()) return no_content(id);
    return read_content(rows[0]);
}

void record_content(impl::Session& sql, char const* type, Content const& content) {
    impl::record(sql, {.type = type, .artist = to_string(content.artist), .subject = to_string(content.id),
                       .data = json::Object{{"kind", json::enum_name(content.kind)}, {"title", content.title},
                                            {"state", json::enum_name(content.state)}, {"revision", content.revision}}});
}

}  // namespace

Result<void> SqlContentStore::insert(Content const& content) {
    TRY(validate(content));
    if (content.revision != 1) return fail(ErrorCode::invalid_input, "revision: a new content begins with 1");
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (revision_of(sql, content.id)) return fail(ErrorCode::conflict, fmt::format("content {} exists already", to_string(content.id)));
        insert_row(sql, content);
        record_content(sql, "content.created", content);
        return {};
    });
}

Result<Content> SqlContentStore::update(Content const& content) {
    TRY(validate(content));
    return database_.write([&](impl::Session& sql) -> Result<Content> {
        auto const stored = TRY(revision_of(sql, content.id));
        if (stored != content.revision)
            return fail(ErrorCode::conflict, fmt::format("content {}: revision {} is not the latest ({}): read it again", to_string(content.id),
                                                         content.revision, stored));
        auto next = content;
        ++next.revision;
        put_next(sql, next);
        record_content(sql, "content.changed", next);
        return next;
    });
}

Result<void> SqlContentStore::restore(std::vector<Content> const& revisions) {
    TRY(validate_history(revisions));
    auto const id = revisions.front().id;
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto first = revisions.begin();
        auto const* type = "content.changed";
        if (auto const rows = select(sql, "SELECT revision, document FROM contents WHERE id = :a", 2, {to_string(id)}); rows.empty()) {
            insert_row(sql, *first++);
            type = "content.created";
        } else {
            auto const present = static_cast<int>(rows[0].number(0));
            first = std::find_if(revisions.begin(), revisions.end(), [&](Content const& each) { return each.revision == present; });
            if (first == revisions.end() || json::print(*first) != rows[0].text(1))
                return fail(ErrorCode::conflict, fmt::format("content {}: revision {} is here, which is none of those that would be taken in",
                                                             to_string(id), present));
            if (++first == revisions.end()) return {};
        }
        for (; first != revisions.end(); ++first) put_next(sql, *first);
        record_content(sql, type, revisions.back());
        return {};
    });
}

Result<void> SqlContentStore::remove(ContentId id) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const gone = TRY(find_content(sql, id));
        change(sql, "DELETE FROM contents WHERE id = :a", {to_string(id)});
        record_content(sql, "content.removed", gone);
        return {};
    });
}

Result<Content> SqlContentStore::find(ContentId id) {
    return database_.read([&](impl::Session& sql) { return find_content(sql, id); });
}

/// One revision never says two things: a sketch of the stored revision is right, whoever wrote since.
Result<catalog::ContentSketch> SqlContentStore::find_sketch(ContentId id) {
    auto const present = TRY(database_.read([&](impl::Session& sql) { return revision_of(sql, id); }));
    {
        std::lock_guard const lock(sketching_);
        if (auto const known = sketches_.find(id); known != sketches_.end() && known->second.revision == present) return known->second;
    }
    auto made = catalog::sketch(TRY(find(id)));
    std::lock_guard const lock(sketching_);
    if (sketches_.size() >= most_sketches) sketches_.clear();
    return sketches_[id] = std::move(made);
}

Result<std::vector<Content>> SqlContentStore::history(ContentId id) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Content>> {
        auto const rows = select(sql,
                                 "SELECT document FROM (SELECT number, document FROM content_revisions WHERE content = :a"
                                 " UNION ALL SELECT revision, document FROM contents WHERE id = :b) AS whole ORDER BY number",
                                 1, {to_string(id), to_string(id)});
        if (rows.empty()) return no_content(id);
        std::vector<Content> revisions;
        for (auto const& row : rows) revisions.push_back(TRY(read_content(row)));
        return revisions;
    });
}

Result<catalog::ContentPage> SqlContentStore::list(catalog::ContentQuery const& query) {
    impl::PageQuery page("SELECT document FROM contents", "id");
    if (query.artist) page.where("artist", to_string(*query.artist));
    if (query.kind) page.where("kind", json::enum_name(*query.kind));
    if (query.state) page.where("state", json::enum_name(*query.state));
    if (query.item) page.where("item", *query.item);
    if (query.after) page.below(to_string(*query.after));
    auto const rows = TRY(page.run(database_, query.limit));
    catalog::ContentPage found;
    for (auto const& row : rows.rows) found.contents.push_back(TRY(read_content(row)));
    if (rows.has_more) found.next = found.contents.back().id;
    return found;
}

Result<std::int64_t> SqlContentStore::count(artist::ArtistId artist) {
    return database_.read([&](impl::Session& sql) -> Result<std::int64_t> {
        return select(sql, "SELECT COUNT(*) FROM contents WHERE artist = :a", 1, {to_string(artist)}).at(0).number(0);
    });
}

Result<bool> SqlContentStore::is_used(std::string const& sha256, std::optional<ContentId> except) {
    auto const other = except ? to_string(*except) : "";
    return database_.read([&](impl::Session& sql) -> Result<bool> {
        return !select(sql, "SELECT 1 FROM content_files WHERE asset = :a AND content <> :b LIMIT 1", 1, {sha256, other}).empty();
    });
}

Result<void> SqlContentStore::add_approval(ContentId id, Approval const& approval) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        TRY(revision_of(sql, id));
        change(sql,
               "INSERT INTO approvals (content, number, document) SELECT :a, COALESCE(MAX(number), 0) + 1, :b FROM approvals WHERE content = :c",
               {to_string(id), json::print(approval), to_string(id)});
        return {};
    });
}

Result<std::vector<Approval>> SqlContentStore::approvals(ContentId id) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Approval>> {
        TRY(revision_of(sql, id));
        std::vector<Approval> found;
        for (auto const& row : select(sql, "SELECT document FROM approvals WHERE content = :a ORDER BY number", 1, {to_string(id)}))
            found.push_back(TRY(impl::read_document<Approval>(row.text(0), "an approval")));
        return found;
    });
}

}  // namespace troupe::storage
