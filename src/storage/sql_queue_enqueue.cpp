#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/job_batches.hpp"
#include "storage/impl/job_rows.hpp"
#include "storage/sql_queue.hpp"

/// How jobs come into the queue.
namespace troupe::storage {
namespace {

using impl::select;
using jobs::Job;
using jobs::JobId;
using jobs::JobSpec;
using jobs::JobState;

Result<void> check(JobSpec const& spec) {
    if (spec.kind.empty()) return fail(ErrorCode::invalid_input, "kind: must not be empty");
    if (spec.job_class.empty()) return fail(ErrorCode::invalid_input, "job_class: must not be empty, use cpu or io");
    if (spec.max_attempts < 1 || spec.max_attempts > 100)
        return fail(ErrorCode::invalid_input, fmt::format("max_attempts: {} is not within 1 and 100", spec.max_attempts));
    return {};
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

Result<std::optional<Job>> find_by_key(impl::Session& sql, std::string const& key) {
    if (key.empty()) return std::nullopt;
    auto const rows = select(sql, fmt::format("SELECT {} FROM jobs WHERE job_key = :a", impl::job_columns), impl::job_column_count, {key});
    if (rows.empty()) return std::nullopt;
    return TRY(impl::read_job(rows[0]));
}

Job ready_job(JobId id, JobSpec const& spec, TimePoint now) {
    return {.id = id, .kind = spec.kind, .job_class = spec.job_class, .state = JobState::ready, .key = spec.key, .group = spec.group,
            .after = spec.after, .priority = spec.priority, .max_attempts = spec.max_attempts, .input = spec.input, .created = now,
            .ready_at = now};
}

Result<Job> enqueue_one(impl::Session& sql, Job job) {
    if (auto const present = TRY(find_by_key(sql, job.key))) return *present;
    TRY(settle(sql, job));
    impl::insert_job(sql, job);
    return job;
}

/// Without looking first: the statement leaves out those whose key is taken.
Result<std::vector<Job>> enqueue_ready(impl::Session& sql, std::vector<Job> jobs, TimePoint now) {
    auto const made = impl::insert_ready_jobs(sql, jobs, now);
    for (auto& job : jobs) {
        if (made.contains(to_string(job.id))) continue;
        auto present = TRY(find_by_key(sql, job.key));
        if (!present) return fail(ErrorCode::unavailable, fmt::format("the job with the key {} went away meanwhile, try again", job.key));
        job = *std::move(present);
    }
    return jobs;
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

/// On PostgreSQL a job that waits for nothing depends on no row but its own: it goes in without an order among units (ADR 34).
bool SqlQueue::stands_alone(JobSpec const& spec) const {
    return database_.dialect() == impl::Dialect::postgres && spec.after.empty() && !database_.is_within_unit();
}

Result<std::vector<Job>> SqlQueue::enqueue_ready_jobs(std::span<JobSpec const* const> specs) {
    auto const now = clock_.now();
    std::vector<Job> jobs;
    for (auto const* spec : specs) jobs.push_back(ready_job(next_id(), *spec, now));
    return database_.write_rows([&](impl::Session& sql) { return enqueue_ready(sql, jobs, now); });
}

/// What came of each. One that PostgreSQL refuses takes none of the others with it.
std::vector<Result<Job>> SqlQueue::enqueue_each(std::span<JobSpec const* const> specs) {
    std::vector<Result<Job>> results;
    auto made = enqueue_ready_jobs(specs);
    if (made)
        for (auto& job : *made) results.emplace_back(std::move(job));
    else if (specs.size() == 1)
        results.emplace_back(tl::unexpected(made.error()));
    else
        for (auto const* const& spec : specs) results.push_back(std::move(enqueue_each({&spec, 1}).front()));
    return results;
}

Result<Job> SqlQueue::enqueue(JobSpec const& spec) {
    TRY(check(spec));
    if (stands_alone(spec))
        return enqueueing_.run(&spec, [&](std::span<JobSpec const* const> specs) { return enqueue_each(specs); });
    return database_.write([&](impl::Session& sql) { return enqueue_one(sql, ready_job(next_id(), spec, clock_.now())); });
}

Result<std::vector<Job>> SqlQueue::enqueue_all(std::vector<JobSpec> const& specs) {
    bool all_stand_alone = true;
    std::vector<JobSpec const*> places;
    for (auto const& spec : specs) {
        TRY(check(spec));
        all_stand_alone = all_stand_alone && stands_alone(spec);
        places.push_back(&spec);
    }
    if (specs.empty()) return std::vector<Job>{};
    if (all_stand_alone) return enqueue_ready_jobs(places);
    return database_.write([&](impl::Session& sql) -> Result<std::vector<Job>> {
        std::vector<Job> jobs;
        for (auto const& spec : specs) jobs.push_back(TRY(enqueue_one(sql, ready_job(next_id(), spec, clock_.now()))));
        return jobs;
    });
}

}  // namespace troupe::storage
