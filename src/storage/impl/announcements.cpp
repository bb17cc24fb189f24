#include "storage/impl/announcements.hpp"

#include <fmt/format.h>

#include <map>

namespace troupe::storage::impl {
namespace {

constexpr auto announcement_columns = "id, token, job_class, priority, kind, ready_at";
constexpr std::size_t announcement_column_count = 6;

Result<std::vector<Announcement>> read_announcements(std::vector<Row> const& rows) {
    std::vector<Announcement> found;
    for (auto const& row : rows)
        found.push_back({TRY(parse_id<jobs::JobTag>(row.text(0))), row.number(1), row.text(2), static_cast<int>(row.number(3)),
                         row.text(4), row.time(5)});
    return found;
}

/// Few sizes, so that few statements stay prepared: what is missing is the last one again.
std::size_t size_of_list(std::size_t count) {
    std::size_t size = 1;
    while (size < count) size *= 8;
    return size;
}

void note(Session& sql, std::int64_t token, std::vector<std::string> const& ids) {
    Parameters values{token, token};
    std::string places;
    for (std::size_t i = 0; i < size_of_list(ids.size()); ++i) {
        values.emplace_back(ids[std::min(i, ids.size() - 1)]);
        places += fmt::format("{}:p{}", i == 0 ? "" : ", ", values.size());
    }
    // Rows that somebody else has in hand are being leased, or noted: neither waits for the other.
    change(sql,
           fmt::format("UPDATE jobs SET announced = :p1 WHERE id IN (SELECT id FROM jobs WHERE state || '' = 'ready' AND token = :p2 AND id IN ({}){})",
                       places, of_free_rows(sql.dialect())),
           values);
}

}  // namespace

Result<std::vector<Announcement>> not_announced(Connections& database, int limit) {
    return database.read([&](Session& sql) {
        return read_announcements(select(sql,
                                         fmt::format("SELECT {} FROM jobs WHERE state = 'ready' AND (announced IS NULL OR announced <> token)"
                                                     " ORDER BY ready_at, id LIMIT :a", announcement_columns),
                                         announcement_column_count, {std::int64_t{limit}}));
    });
}

Result<void> note_announced(Connections& database, std::vector<Announcement> const& announced) {
    std::map<std::int64_t, std::vector<std::string>> by_token;
    for (auto const& each : announced) by_token[each.token].push_back(to_string(each.job));
    if (by_token.empty()) return {};
    return database.write_rows([&](Session& sql) -> Result<void> {
        for (auto const& [token, ids] : by_token) note(sql, token, ids);
        return {};
    });
}

Result<std::vector<Announcement>> due_above(Connections& database, std::string const& after, TimePoint now, int limit) {
    return database.read([&](Session& sql) {
        return read_announcements(select(sql,
                                         fmt::format("SELECT {} FROM jobs WHERE state = 'ready' AND id > :a AND ready_at <= :b ORDER BY id LIMIT :c",
                                                     announcement_columns),
                                         announcement_column_count, {after, milliseconds_of(now), std::int64_t{limit}}));
    });
}

}  // namespace troupe::storage::impl
