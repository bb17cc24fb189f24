#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/job_batches.hpp"
#include "storage/impl/job_rows.hpp"
#include "storage/sql_queue.hpp"

/// How workers get jobs.
namespace troupe::storage {
namespace {

using impl::milliseconds_of;
using impl::select;
using jobs::JobId;
using jobs::Lease;

/// How long an expired lease may wait while there are others to take.
constexpr std::chrono::seconds between_looks_for_expired{1};

/// "AND column IN (..)", with the texts appended to `values`; nothing for an empty list.
std::string within(std::string const& column, std::vector<std::string> const& texts, impl::Parameters& values) {
    if (texts.empty()) return "";
    std::string places;
    for (auto const& text : texts) {
        values.emplace_back(text);
        places += fmt::format("{}:p{}", places.empty() ? "" : ", ", values.size());
    }
    return fmt::format(" AND {} IN ({})", column, places);
}

std::string within(jobs::Capabilities const& capabilities, impl::Parameters& values) {
    // One after the other: values are bound in the order in which their places stand in the text.
    auto conditions = within("job_class", capabilities.classes, values);
    conditions += within("kind", capabilities.kinds, values);
    conditions += within("job_group", capabilities.groups, values);
    return conditions;
}

struct Work {
    bool is_expired = false;  ///< a lease is
    bool is_ready = false;    ///< a job is
};

bool has_expired(impl::Session& sql, TimePoint now) {
    return !select(sql, "SELECT 1 FROM jobs WHERE state = 'running' AND lease_until <= :a LIMIT 1", 1, {milliseconds_of(now)}).empty();
}

Result<Lease> read_lease(impl::Row const& row) { return Lease{TRY(impl::read_job(row)), row.number(impl::job_token_column)}; }

/// A look without the write lock: most polls find nothing.
Work look_for_work(impl::Session& sql, jobs::Capabilities const& capabilities, TimePoint now) {
    Work found;
    found.is_expired = has_expired(sql, now);
    impl::Parameters values{milliseconds_of(now)};
    auto const conditions = within(capabilities, values);
    found.is_ready =
        !select(sql, fmt::format("SELECT 1 FROM jobs WHERE state = 'ready' AND ready_at <= :p1{} LIMIT 1", conditions), 1, values).empty();
    return found;
}

Result<void> lose_expired(impl::Session& sql, TimePoint now) {
    auto const rows = select(sql, fmt::format("SELECT {} FROM jobs WHERE state = 'running' AND lease_until <= :a", impl::job_columns),
                             impl::job_column_count, {milliseconds_of(now)});
    for (auto const& row : rows) TRY(impl::lose_lease(sql, TRY(impl::read_job(row)), now));
    return {};
}

/// Leases the job of that condition; of `values` the first three are the worker, now, and until when.
Result<std::optional<Lease>> take(impl::Session& sql, std::string const& condition, impl::Parameters const& values, TimePoint now) {
    auto const rows = select(sql,
                             fmt::format("UPDATE jobs SET state = 'running', worker = :p1, started = :p2, lease_until = :p3, attempts = attempts + 1,"
                                         " token = token + 1, progress = 0, message = '' WHERE {} RETURNING {}", condition, impl::job_columns),
                             impl::job_column_count, values);
    if (rows.empty()) return std::nullopt;
    auto taken = TRY(read_lease(rows[0]));
    impl::record_job(sql, impl::event_columns_of(taken.job), now);
    return taken;
}

/// SQLite has one who writes, and a call of its own costs it little: one job after the other.
Result<std::vector<Lease>> take_each(impl::Session& sql, jobs::Capabilities const& capabilities, impl::Parameters const& holder, TimePoint now, int most) {
    auto values = holder;
    values.emplace_back(milliseconds_of(now));
    auto const conditions = within(capabilities, values);
    auto const next = fmt::format("id = (SELECT id FROM jobs WHERE state = 'ready' AND ready_at <= :p4{} ORDER BY priority DESC, id LIMIT 1)", conditions);
    std::vector<Lease> taken;
    while (static_cast<int>(taken.size()) < most) {
        auto lease = TRY(take(sql, next, values, now));
        if (!lease) break;
        taken.push_back(*std::move(lease));
    }
    return taken;
}

}  // namespace

Result<std::optional<Lease>> SqlQueue::lease(std::string const& worker, jobs::Capabilities const& capabilities,
                                             std::chrono::milliseconds duration) {
    auto taken = TRY(lease_some(worker, capabilities, duration, 1));
    if (taken.empty()) return std::nullopt;
    return std::move(taken.front());
}

Result<std::vector<Lease>> SqlQueue::lease_some(std::string const& worker, jobs::Capabilities const& capabilities,
                                                std::chrono::milliseconds duration, int most) {
    auto const now = clock_.now();
    Wanted const wanted{worker, capabilities, now, now + duration, most};
    // Where there was work a moment ago there is likely more: look for it by taking it.
    if (is_busy_ && now - looked_for_expired_.load() < between_looks_for_expired)
        if (auto taken = TRY(take_some(wanted)); !taken.empty()) return taken;
    looked_for_expired_ = now;
    auto const work = TRY(database_.read([&](impl::Session& sql) -> Result<Work> { return look_for_work(sql, capabilities, now); }));
    is_busy_ = work.is_expired || work.is_ready;
    if (!is_busy_) return std::vector<Lease>{};
    if (work.is_expired) TRY(database_.write([&](impl::Session& sql) { return lose_expired(sql, now); }));
    return take_some(wanted);
}

Result<std::vector<Lease>> SqlQueue::take_some(Wanted const& wanted) {
    if (database_.dialect() == impl::Dialect::sqlite)
        return database_.write([&](impl::Session& sql) {
            return take_each(sql, wanted.capabilities, {wanted.worker, milliseconds_of(wanted.now), milliseconds_of(wanted.until)}, wanted.now, wanted.most);
        });
    impl::TakeRequest request{.worker = wanted.worker, .now = wanted.now, .until = wanted.until, .most = wanted.most};
    request.conditions = within(wanted.capabilities, request.values);
    return database_.write_soon([&](impl::Session& sql) -> Result<std::vector<Lease>> {
        std::vector<Lease> taken;
        for (auto const& row : impl::take_ready_jobs(sql, request)) taken.push_back(TRY(read_lease(row)));
        return taken;
    });
}

Result<std::optional<Lease>> SqlQueue::lease_announced(JobId id, std::int64_t token, std::string const& worker,
                                                       std::chrono::milliseconds duration) {
    auto const now = clock_.now();
    return database_.write_soon([&](impl::Session& sql) {
        return take(sql, "id = :p4 AND token = :p5 AND state || '' = 'ready'",
                    {worker, milliseconds_of(now), milliseconds_of(now + duration), to_string(id), token}, now);
    });
}

Result<void> SqlQueue::take_expired() {
    auto const now = clock_.now();
    looked_for_expired_ = now;
    auto const is_expired = TRY(database_.read([&](impl::Session& sql) -> Result<bool> { return has_expired(sql, now); }));
    if (!is_expired) return {};
    return database_.write([&](impl::Session& sql) { return lose_expired(sql, now); });
}

}  // namespace troupe::storage
