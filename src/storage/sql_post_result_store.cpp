#include "storage/sql_post_result_store.hpp"

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using social::PostReading;
using social::ReadingCount;

Result<PostReading> read_reading(impl::Row const& row) {
    return impl::read_document<PostReading>(row.text(0), "a post's reading");
}

Result<std::vector<PostReading>> readings(impl::Session& sql, std::string const& query, std::string const& of) {
    std::vector<PostReading> found;
    for (auto const& row : select(sql, query, 1, {of})) found.push_back(TRY(read_reading(row)));
    return found;
}

}  // namespace

Result<ReadingCount> SqlPostResultStore::keep(std::vector<PostReading> const& readings) {
    return database_.write([&](impl::Session& sql) -> Result<ReadingCount> {
        ReadingCount count;
        for (auto const& reading : readings) {
            auto const at = impl::milliseconds_of(reading.read);
            auto const rows = select(sql, "SELECT document FROM post_readings WHERE post = :a AND read_at = :b", 1,
                                     {reading.post, at});
            if (!rows.empty() && social::says_the_same(TRY(read_reading(rows[0])), reading)) {
                ++count.already_known;
                continue;
            }
            ++(rows.empty() ? count.kept : count.replaced);
            change(sql,
                   "INSERT INTO post_readings (post, read_at, artist, document) VALUES (:a, :b, :c, :d)"
                   " ON CONFLICT (post, read_at) DO UPDATE SET artist = excluded.artist, document = excluded.document",
                   {reading.post, at, reading.artist, json::print(reading)});
        }
        return count;
    });
}

Result<std::vector<PostReading>> SqlPostResultStore::of_post(std::string const& post) {
    return database_.read([&](impl::Session& sql) {
        return readings(sql, "SELECT document FROM post_readings WHERE post = :a ORDER BY read_at", post);
    });
}

Result<std::vector<PostReading>> SqlPostResultStore::of_artist(std::string const& artist) {
    return database_.read([&](impl::Session& sql) {
        return readings(sql, "SELECT document FROM post_readings WHERE artist = :a ORDER BY post, read_at", artist);
    });
}

Result<int> SqlPostResultStore::remove_by_artist(std::string const& artist) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        return static_cast<int>(change(sql, "DELETE FROM post_readings WHERE artist = :a", {artist}));
    });
}

}  // namespace troupe::storage
