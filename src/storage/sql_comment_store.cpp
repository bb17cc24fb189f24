#include "storage/sql_comment_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {

using catalog::Comment;

Result<void> SqlCommentStore::add(Comment const& comment) {
    TRY(catalog::validate(comment));
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (impl::select(sql, "SELECT id FROM contents WHERE id = :a", 1, {to_string(comment.content)}).empty())
            return fail(ErrorCode::not_found, fmt::format("content {} does not exist", to_string(comment.content)));
        auto const added = impl::change(
            sql, "INSERT INTO comments (id, content, document) VALUES (:a, :b, :c) ON CONFLICT (id) DO NOTHING",
            {to_string(comment.id), to_string(comment.content), json::print(comment)});
        if (added == 0)
            return fail(ErrorCode::conflict, fmt::format("comment {} is there already", to_string(comment.id)));
        return {};
    });
}

Result<std::vector<Comment>> SqlCommentStore::list(catalog::ContentId content) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Comment>> {
        std::vector<Comment> all;
        for (auto const& row :
             impl::select(sql, "SELECT document FROM comments WHERE content = :a ORDER BY id", 1, {to_string(content)}))
            all.push_back(TRY(impl::read_document<Comment>(row.text(0), "a comment")));
        return all;
    });
}

Result<Comment> SqlCommentStore::settle(catalog::CommentId id, TimePoint at) {
    return database_.write([&](impl::Session& sql) -> Result<Comment> {
        auto const rows = impl::select(sql, "SELECT document FROM comments WHERE id = :a", 1, {to_string(id)});
        if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("comment {} does not exist", to_string(id)));
        auto comment = TRY(impl::read_document<Comment>(rows[0].text(0), "a comment"));
        if (comment.settled) return comment;
        comment.settled = at;
        impl::change(sql, "UPDATE comments SET document = :a WHERE id = :b", {json::print(comment), to_string(id)});
        return comment;
    });
}

}  // namespace troupe::storage
