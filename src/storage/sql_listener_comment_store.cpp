#include "storage/sql_listener_comment_store.hpp"

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {

using feedback::CommentCount;
using feedback::ListenerComment;
using impl::change;
using impl::select;

Result<CommentCount> SqlListenerCommentStore::keep(std::vector<ListenerComment> const& comments) {
    return database_.write([&](impl::Session& sql) -> Result<CommentCount> {
        CommentCount count;
        for (auto const& comment : comments) {
            auto const rows =
                select(sql, "SELECT document FROM listener_comments WHERE key_text = :a", 1, {comment.key});
            if (!rows.empty()) {
                auto const known = TRY(impl::read_document<ListenerComment>(rows[0].text(0), "a listener's comment"));
                if (feedback::is_read_the_same(known, comment)) {
                    ++count.already_known;
                    continue;
                }
            }
            ++(rows.empty() ? count.kept : count.read_anew);
            change(
                sql,
                "INSERT INTO listener_comments (key_text, artist, content, day, document) VALUES (:a, :b, :c, :d, :e) "
                "ON CONFLICT (key_text) DO UPDATE SET artist = excluded.artist, content = excluded.content, day = "
                "excluded.day, document = excluded.document",
                {comment.key, comment.artist_id, comment.content_id, format_date(comment.date), json::print(comment)});
        }
        return count;
    });
}

Result<std::vector<ListenerComment>> SqlListenerCommentStore::list_by_content(std::string const& content_id) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<ListenerComment>> {
        std::vector<ListenerComment> found;
        auto const rows = select(
            sql, "SELECT document FROM listener_comments WHERE content = :a ORDER BY day, key_text", 1, {content_id});
        for (auto const& row : rows)
            found.push_back(TRY(impl::read_document<ListenerComment>(row.text(0), "a listener's comment")));
        return found;
    });
}

Result<int> SqlListenerCommentStore::remove_by_artist(std::string const& artist_id) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        return static_cast<int>(change(sql, "DELETE FROM listener_comments WHERE artist = :a", {artist_id}));
    });
}

}  // namespace troupe::storage
