#include "storage/sql_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "storage/impl/connections.hpp"
#include "storage/impl/job_rows.hpp"
#include "storage/impl/page.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::milliseconds_of;
using impl::select;
using jobs::Job;
using jobs::JobId;
using jobs::JobState;
using jobs::Lease;

Result<void> check(jobs::JobSpec const& spec) {
    if (spec.kind.empty()) return fail(ErrorCode::invalid_input, "kind: must not be empty");
    if (spec.job_class.empty()) return fail(ErrorCode::invalid_input, "job_class: must not be empty, use cpu or io");
    if (spec.max_attempts < 1 || spec.max_attempts > 100)
        return fail(ErrorCode::invalid_input, fmt::format("max_attempts: {} is not within 1 and 100", spec.max_attempts));
    return {};
}

tl::unexpected<Error> lost(Lease const& lease) {
    return fail(ErrorCode::conflict, fmt::format("job {} ({}): the lease is no longer held", to_string(lease.job.id), lease.job.kind));
}

/// Only while this lease holds the job; the values of the assignments come first.
constexpr auto update_leased = "UPDATE jobs SET {} WHERE id = :id AND token = :token AND state = 'running'";

impl::Parameters with_lease(impl::Parameters values, Lease const& lease) {
    values.emplace_back(to_string(lease.job.id));
    values.emplace_back(lease.token);
    return values;
}

/// Changes what others see of it.
Result<void> change_leased(impl::Session& sql, Lease const& lease, std::string const& assignments, impl::Parameters values, TimePoint now) {
    if (impl::change_jobs(sql, fmt::format(update_leased, assignments), with_lease(std::move(values), lease), now) == 0) return lost(lease);
    return {};
}

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
    Lease taken{TRY(impl::read_job(rows[0])), rows[0].number(impl::job_token_column)};
    impl::record_job(sql, impl::event_columns_of(taken.job), now);
    return taken;
}

/// The state a new job begins in: waiting, ready, or the end of a dependency that is dead already.
Result<void> settle(impl::Session& sql, Job& job) {
    bool is_ready = true;
    for (auto const& id : job.after) is_ready = is_ready && TRY(impl::find_job(sql, id)).state == JobState::done;
    job.state = is_ready ? JobState::ready : JobState::waiting;
    auto const dead = TRY(impl::dead_dependency(sql, job));
    if (!dead) return {};
    auto const root = dead->because_of ? TRY(impl::find_job(sql, *dead->because_of)) : *dead;
    job.state = root.state;
    job.error = impl::because_of(root);
    job.because_of = root.id;
    job.finished = job.created;
    return {};
}

}  // namespace

JobId SqlQueue::next_id() {
    std::lock_guard const lock(last_id_guard_);
    auto id = make_id<jobs::JobTag>(clock_.now(), bits_);
    // Jobs of one process are in the order of their ids, also within a millisecond (RFC 9562 §6.2, method 2).
    if (id <= last_id_) {
        id = last_id_;
        for (auto byte = id.bytes.rbegin(); ++*byte == 0; ++byte) {}
    }
    return last_id_ = id;
}

Result<Job> SqlQueue::enqueue(jobs::JobSpec const& spec) {
    TRY(check(spec));
    return database_.write([&](impl::Session& sql) -> Result<Job> {
        if (!spec.key.empty()) {
            auto const rows = select(sql, fmt::format("SELECT {} FROM jobs WHERE job_key = :a", impl::job_columns), impl::job_column_count, {spec.key});
            if (!rows.empty()) return impl::read_job(rows[0]);
        }
        auto const now = clock_.now();
        Job job{.id = next_id(), .kind = spec.kind, .job_class = spec.job_class, .key = spec.key, .group = spec.group,
                .after = spec.after, .priority = spec.priority, .max_attempts = spec.max_attempts, .input = spec.input,
                .created = now, .ready_at = now};
        TRY(settle(sql, job));
        impl::insert_job(sql, job);
        return job;
    });
}

Result<std::optional<Lease>> SqlQueue::lease(std::string const& worker, jobs::Capabilities const& capabilities,
                                             std::chrono::milliseconds duration) {
    auto const now = clock_.now();
    auto const work = TRY(database_.read([&](impl::Session& sql) -> Result<Work> { return look_for_work(sql, capabilities, now); }));
    if (work.is_expired) TRY(database_.write([&](impl::Session& sql) { return lose_expired(sql, now); }));
    if (!work.is_expired && !work.is_ready) return std::nullopt;
    return database_.write_rows([&](impl::Session& sql) -> Result<std::optional<Lease>> {
        impl::Parameters values{worker, milliseconds_of(now), milliseconds_of(now + duration), milliseconds_of(now)};
        auto const conditions = within(capabilities, values);
        return take(sql,
                    fmt::format("id = (SELECT id FROM jobs WHERE state = 'ready' AND ready_at <= :p4{} ORDER BY priority DESC, id LIMIT 1{})",
                                conditions, impl::of_free_rows(sql.dialect())),
                    values, now);
    });
}

Result<std::optional<Lease>> SqlQueue::lease_announced(JobId id, std::int64_t token, std::string const& worker,
                                                       std::chrono::milliseconds duration) {
    auto const now = clock_.now();
    return database_.write_rows([&](impl::Session& sql) {
        return take(sql, "id = :p4 AND token = :p5 AND state = 'ready'",
                    {worker, milliseconds_of(now), milliseconds_of(now + duration), to_string(id), token}, now);
    });
}

Result<void> SqlQueue::take_expired() {
    auto const now = clock_.now();
    auto const is_expired = TRY(database_.read([&](impl::Session& sql) -> Result<bool> { return has_expired(sql, now); }));
    if (!is_expired) return {};
    return database_.write([&](impl::Session& sql) { return lose_expired(sql, now); });
}

Result<void> SqlQueue::renew(Lease const& lease, std::chrono::milliseconds duration) {
    return database_.write_rows([&](impl::Session& sql) -> Result<void> {
        auto const values = with_lease({milliseconds_of(clock_.now() + duration)}, lease);
        if (change(sql, fmt::format(update_leased, "lease_until = :a"), values) == 0) return lost(lease);
        return {};
    });
}

Result<void> SqlQueue::progress(Lease const& lease, double fraction, std::string const& message) {
    auto const millionths = std::isfinite(fraction) ? std::llround(std::clamp(fraction, 0.0, 1.0) * 1e6) : 0;
    return database_.write_rows([&](impl::Session& sql) {
        return change_leased(sql, lease, "progress = :a, message = :b", {std::int64_t{millionths}, message}, clock_.now());
    });
}

Result<void> SqlQueue::complete(Lease const& lease, json::Value const& output) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const now = clock_.now();
        TRY(change_leased(sql, lease,
                          "state = 'done', output = :a, progress = 1000000, finished = :b, worker = '', lease_until = NULL, error = NULL",
                          {json::print(output), milliseconds_of(now)}, now));
        impl::wake_dependents(sql, lease.job.id, now);
        return {};
    });
}

Result<Job> SqlQueue::fail_attempt(Lease const& lease, Error const& error, std::optional<TimePoint> retry_at) {
    return database_.write([&](impl::Session& sql) -> Result<Job> {
        auto const now = clock_.now();
        auto const reason = json::print(jobs::JobError{error.code, error.message});
        if (retry_at && lease.job.attempts < lease.job.max_attempts) {
            TRY(change_leased(sql, lease, "state = 'ready', error = :a, ready_at = :b, worker = '', lease_until = NULL",
                              {reason, milliseconds_of(*retry_at)}, now));
            return impl::find_job(sql, lease.job.id);
        }
        TRY(change_leased(sql, lease, "state = 'failed', error = :a, finished = :b, worker = '', lease_until = NULL",
                          {reason, milliseconds_of(now)}, now));
        auto job = TRY(impl::find_job(sql, lease.job.id));
        TRY(impl::end_dependents(sql, job, now));
        return job;
    });
}

Result<void> SqlQueue::give_back(Lease const& lease) {
    return database_.write([&](impl::Session& sql) {
        return change_leased(sql, lease, "state = 'ready', worker = '', lease_until = NULL, attempts = attempts - 1", {}, clock_.now());
    });
}

Result<Job> SqlQueue::cancel(JobId id) {
    return database_.write([&](impl::Session& sql) -> Result<Job> {
        auto const job = TRY(impl::find_job(sql, id));
        if (is_finished(job.state)) return job;
        auto const now = clock_.now();
        impl::change_jobs(sql, "UPDATE jobs SET state = 'cancelled', finished = :a, worker = '', lease_until = NULL WHERE id = :b",
                          {milliseconds_of(now), to_string(id)}, now);
        auto cancelled = TRY(impl::find_job(sql, id));
        TRY(impl::end_dependents(sql, cancelled, now));
        return cancelled;
    });
}

Result<Job> SqlQueue::retry(JobId id) {
    return database_.write([&](impl::Session& sql) -> Result<Job> {
        auto const job = TRY(impl::find_job(sql, id));
        if (!is_finished(job.state) || job.state == JobState::done) return job;
        if (auto const dead = TRY(impl::dead_dependency(sql, job)))
            return fail(ErrorCode::conflict, fmt::format("job {} ended because of job {} ({}): retry that one", to_string(id),
                                                         to_string(dead->because_of.value_or(dead->id)), dead->kind));
        auto const state = impl::open_dependencies(sql, id) == 0 ? JobState::ready : JobState::waiting;
        auto const now = clock_.now();
        impl::change_jobs(sql,
                          "UPDATE jobs SET state = :a, token = token + 1, attempts = 0, losses = 0, progress = 0, message = '', error = NULL,"
                          " because_of = NULL, finished = NULL, ready_at = :b WHERE id = :c",
                          {json::enum_name(state), milliseconds_of(now), to_string(id)}, now);
        TRY(impl::revive_dependents(sql, id, now));
        return impl::find_job(sql, id);
    });
}

Result<int> SqlQueue::recover(std::function<bool(std::string const&)> const& is_dead) {
    auto const running = fmt::format("SELECT {} FROM jobs WHERE state = 'running'", impl::job_columns);
    return database_.write([&](impl::Session& sql) -> Result<int> {
        int count = 0;
        for (auto const& row : select(sql, running, impl::job_column_count)) {
            auto const job = TRY(impl::read_job(row));
            if (!is_dead(job.worker)) continue;
            TRY(impl::lose_lease(sql, job, clock_.now()));
            ++count;
        }
        return count;
    });
}

Result<Job> SqlQueue::find(JobId id) {
    return database_.read([&](impl::Session& sql) { return impl::find_job(sql, id); });
}

Result<std::optional<Job>> SqlQueue::find_by_key(std::string const& key) {
    return database_.read([&](impl::Session& sql) -> Result<std::optional<Job>> {
        auto const rows = select(sql, fmt::format("SELECT {} FROM jobs WHERE job_key = :a", impl::job_columns), impl::job_column_count, {key});
        if (rows.empty()) return std::nullopt;
        return TRY(impl::read_job(rows[0]));
    });
}

Result<jobs::JobPage> SqlQueue::list(jobs::JobQuery const& query) {
    impl::PageQuery page(fmt::format("SELECT {} FROM jobs", impl::job_columns), "id", impl::job_column_count);
    if (query.state) page.where("state", json::enum_name(*query.state));
    if (query.kind) page.where("kind", *query.kind);
    if (query.group) page.where("job_group", *query.group);
    if (query.after) page.below(to_string(*query.after));
    auto const rows = TRY(page.run(database_, query.limit));
    jobs::JobPage found;
    for (auto const& row : rows.rows) found.jobs.push_back(TRY(impl::read_job(row)));
    if (rows.has_more) found.next = found.jobs.back().id;
    return found;
}

Result<std::vector<jobs::JobCount>> SqlQueue::counts() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<jobs::JobCount>> {
        std::vector<jobs::JobCount> all;
        for (auto const& row : select(sql,
                                      "SELECT job_class, state, COUNT(*), MIN(ready_at) FROM jobs WHERE state IN ('waiting', 'ready', 'running', 'failed')"
                                      " GROUP BY job_class, state ORDER BY job_class, state",
                                      4))
            all.push_back({row.text(0), TRY(json::enum_from<jobs::JobState>(row.text(1))), row.number(2), row.time(3)});
        return all;
    });
}

}  // namespace troupe::storage
