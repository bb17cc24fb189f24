#include "storage/sql_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "storage/impl/connections.hpp"
#include "storage/impl/job_batches.hpp"
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

/// Only while this lease holds the job; the values of the assignments come first. Of the state: see impl/job_rows.hpp.
constexpr auto update_leased = "UPDATE jobs SET {} WHERE id = :id AND token = :token AND worker = :holder AND state || '' = 'running'";

impl::Parameters with_lease(impl::Parameters values, Lease const& lease) {
    values.emplace_back(to_string(lease.job.id));
    values.emplace_back(lease.token);
    values.emplace_back(lease.job.worker);
    return values;
}

/// Changes what others see of it.
Result<void> change_leased(impl::Session& sql, Lease const& lease, std::string const& assignments, impl::Parameters values, TimePoint now) {
    if (impl::change_jobs(sql, fmt::format(update_leased, assignments), with_lease(std::move(values), lease), now) == 0) return impl::lost_lease(lease);
    return {};
}

Result<void> complete_leased(impl::Session& sql, Lease const& lease, json::Value const& output, TimePoint now) {
    TRY(change_leased(sql, lease,
                      "state = 'done', output = :a, progress = 1000000, finished = :b, worker = '', lease_until = NULL, error = NULL",
                      {json::print(output), milliseconds_of(now)}, now));
    impl::wake_dependents(sql, lease.job.id, now);
    return {};
}

}  // namespace

Result<void> SqlQueue::renew(Lease const& lease, std::chrono::milliseconds duration) {
    return database_.write_soon([&](impl::Session& sql) -> Result<void> {
        auto const values = with_lease({milliseconds_of(clock_.now() + duration)}, lease);
        if (change(sql, fmt::format(update_leased, "lease_until = :a"), values) == 0) return impl::lost_lease(lease);
        return {};
    });
}

Result<void> SqlQueue::progress(Lease const& lease, double fraction, std::string const& message) {
    auto const millionths = std::isfinite(fraction) ? std::llround(std::clamp(fraction, 0.0, 1.0) * 1e6) : 0;
    return database_.write_soon([&](impl::Session& sql) {
        return change_leased(sql, lease, "progress = :a, message = :b", {std::int64_t{millionths}, message}, clock_.now());
    });
}

Result<void> SqlQueue::complete(Lease const& lease, json::Value const& output) {
    auto const now = clock_.now();
    if (database_.dialect() == impl::Dialect::sqlite)
        return database_.write([&](impl::Session& sql) { return complete_leased(sql, lease, output, now); });
    auto const finish = [&](impl::Session& sql) -> Result<void> {
        if (impl::finish_jobs(sql, {{lease, output}}, now).empty()) return impl::lost_lease(lease);
        return {};
    };
    // By itself it rests on the rows that it writes alone (ADR 34); as the end of a unit it is part of that.
    return database_.is_within_unit() ? database_.write(finish) : database_.write_rows(finish);
}

std::vector<Result<void>> SqlQueue::complete_all(std::vector<jobs::Completion> const& completions) {
    auto const now = clock_.now();
    std::vector<Result<void>> results;
    auto const kept = database_.write_rows([&](impl::Session& sql) -> Result<void> {
        results.clear();
        if (sql.dialect() == impl::Dialect::postgres) {
            auto const done = impl::finish_jobs(sql, completions, now);
            for (auto const& each : completions)
                if (done.contains(to_string(each.lease.job.id))) results.emplace_back();
                else results.emplace_back(impl::lost_lease(each.lease));
        } else {
            for (auto const& each : completions) results.push_back(complete(each.lease, each.output));
        }
        return {};
    });
    if (!kept) results.assign(completions.size(), tl::unexpected(kept.error()));
    return results;
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

Result<void> SqlQueue::give_back_all(std::vector<Lease> const& leases) {
    return database_.write([&](impl::Session&) -> Result<void> {
        for (auto const& each : leases)
            if (auto const given = give_back(each); !given && given.error().code != ErrorCode::conflict) return given;
        return {};
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
    // As it is written in the indexes, which are about some states, and some groups, alone.
    if (query.state) page.where_it_says(fmt::format("state = '{}'", json::enum_name(*query.state)));
    if (query.kind) page.where("kind", *query.kind);
    if (query.group) page.where("job_group", *query.group);
    if (query.group && !query.group->empty()) page.where_it_says("job_group <> ''");
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
                                      "SELECT job_class, state, COUNT(*), MIN(ready_at) FROM jobs"
                                      " WHERE state = 'ready' OR state = 'running' OR state IN ('waiting', 'failed')"
                                      " GROUP BY job_class, state ORDER BY job_class, state",
                                      4)) {
            auto const state = TRY(json::enum_from<jobs::JobState>(row.text(1)));
            all.push_back({row.text(0), state, row.number(2), row.time(3)});
        }
        return all;
    });
}

}  // namespace troupe::storage
