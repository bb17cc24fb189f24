#include "storage/sql_outbox_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/page.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using social::OutboxId;
using social::OutboxRecord;
using social::OutboxState;

tl::unexpected<Error> no_record(OutboxId id) {
    return fail(ErrorCode::not_found, fmt::format("outbox record {} does not exist: `troupe social outbox` shows those that do", to_string(id)));
}

Result<OutboxRecord> read_record(impl::Row const& row) { return impl::read_document<OutboxRecord>(row.text(0), "an outbox record"); }

Result<OutboxRecord> find_record(impl::Session& sql, OutboxId id) {
    auto const rows = select(sql, "SELECT document FROM social_outbox WHERE id = :a", 1, {to_string(id)});
    if (rows.empty()) return no_record(id);
    return read_record(rows[0]);
}

/// When it is to be sent; NULL where nobody has to look.
impl::Parameter waits_until(OutboxRecord const& record) {
    if (record.state == OutboxState::due) return impl::time_or_null(record.next_attempt);
    return record.state == OutboxState::planned ? impl::time_or_null(record.planned_for) : impl::Parameter{};
}

void record_post(impl::Session& sql, OutboxRecord const& record) {
    impl::record(sql, {.type = "post.changed", .artist = record.artist, .subject = to_string(record.id),
                       .data = json::Object{{"content", record.content}, {"platform", record.platform}, {"channel", record.channel},
                                            {"state", json::enum_name(record.state)}, {"url", record.url}}});
}

}  // namespace

Result<bool> SqlOutboxStore::add(OutboxRecord const& record) {
    return database_.write([&](impl::Session& sql) -> Result<bool> {
        auto const added = change(sql,
                                  "INSERT INTO social_outbox (id, key_text, artist, content, state, channel, platform, waits_until, first_attempt,"
                                  " memory, document) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, '', :j) ON CONFLICT (key_text) DO NOTHING",
                                  {to_string(record.id), record.key, record.artist, record.content, json::enum_name(record.state), record.channel,
                                   record.platform, waits_until(record), impl::time_or_null(record.first_attempt), json::print(record)});
        if (added == 1) record_post(sql, record);
        return added == 1;
    });
}

Result<OutboxRecord> SqlOutboxStore::update(OutboxRecord record) {
    TRY(database_.write([&](impl::Session& sql) -> Result<void> {
        auto const old = TRY(find_record(sql, record.id));
        if (old.revision != record.revision)
            return fail(ErrorCode::conflict, fmt::format("outbox record {}: was changed meanwhile, read it again", to_string(record.id)));
        if (!can_become(old.state, record.state))
            return fail(ErrorCode::conflict, fmt::format("outbox record {}: is {} and cannot become {}", to_string(record.id),
                                                         json::enum_name(old.state), json::enum_name(record.state)));
        ++record.revision;
        change(sql,
               "UPDATE social_outbox SET artist = :a, content = :b, state = :c, channel = :d, platform = :e, waits_until = :f,"
               " first_attempt = :g, document = :h WHERE id = :i",
               {record.artist, record.content, json::enum_name(record.state), record.channel, record.platform, waits_until(record),
                impl::time_or_null(record.first_attempt), json::print(record), to_string(record.id)});
        record_post(sql, record);
        return {};
    }));
    return record;
}

Result<OutboxRecord> SqlOutboxStore::find(OutboxId id) {
    return database_.read([&](impl::Session& sql) { return find_record(sql, id); });
}

Result<social::OutboxPage> SqlOutboxStore::list(social::OutboxQuery const& query) {
    impl::PageQuery page("SELECT document FROM social_outbox", "id");
    if (query.artist) page.where("artist", *query.artist);
    if (query.content) page.where("content", *query.content);
    if (query.state) page.where("state", json::enum_name(*query.state));
    if (query.after) page.below(to_string(*query.after));
    auto const rows = TRY(page.run(database_, query.limit));
    social::OutboxPage found;
    for (auto const& row : rows.rows) found.records.push_back(TRY(read_record(row)));
    if (rows.has_more) found.next = found.records.back().id;
    return found;
}

Result<std::vector<OutboxRecord>> SqlOutboxStore::due(TimePoint now, int limit) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<OutboxRecord>> {
        std::vector<OutboxRecord> found;
        for (auto const& row : select(sql, "SELECT document FROM social_outbox WHERE waits_until <= :a ORDER BY waits_until, id LIMIT :b", 1,
                                      {impl::milliseconds_of(now), std::int64_t{limit}}))
            found.push_back(TRY(read_record(row)));
        return found;
    });
}

Result<std::vector<TimePoint>> SqlOutboxStore::begun(std::string const& channel, std::string const& platform, TimePoint since) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<TimePoint>> {
        std::vector<TimePoint> times;
        for (auto const& row : select(sql,
                                      "SELECT first_attempt FROM social_outbox WHERE channel = :a AND platform = :b AND first_attempt > :c"
                                      " AND state IN ('sending', 'sent', 'doubtful') ORDER BY first_attempt",
                                      1, {channel, platform, impl::milliseconds_of(since)}))
            times.push_back(row.time(0));
        return times;
    });
}

Result<std::vector<OutboxRecord>> SqlOutboxStore::sent_since(TimePoint since) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<OutboxRecord>> {
        std::vector<OutboxRecord> found;
        for (auto const& row : select(sql, "SELECT document FROM social_outbox WHERE state = 'sent' AND first_attempt > :a ORDER BY first_attempt, id", 1,
                                      {impl::milliseconds_of(since)}))
            found.push_back(TRY(read_record(row)));
        return found;
    });
}

Result<void> SqlOutboxStore::remember(OutboxId id, std::string const& memory) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (change(sql, "UPDATE social_outbox SET memory = :a WHERE id = :b", {memory, to_string(id)}) == 0) return no_record(id);
        return {};
    });
}

Result<std::string> SqlOutboxStore::memory(OutboxId id) {
    return database_.read([&](impl::Session& sql) -> Result<std::string> {
        auto const rows = select(sql, "SELECT memory FROM social_outbox WHERE id = :a", 1, {to_string(id)});
        if (rows.empty()) return no_record(id);
        return rows[0].text(0);
    });
}

}  // namespace troupe::storage
