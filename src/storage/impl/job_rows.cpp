#include "storage/impl/job_rows.hpp"

#include <fmt/format.h>

#include <cmath>

#include "storage/impl/events.hpp"

namespace troupe::storage::impl {

using jobs::Job;
using jobs::JobId;
using jobs::JobState;

std::string const job_columns =
    "id, kind, job_class, state, job_key, job_group, after_jobs, priority, attempts, max_attempts, losses, progress, message,"
    " input, output, error, because_of, worker, created, ready_at, started, finished, lease_until, token";

std::string const job_event_columns = "id, kind, state, progress, message, job_group";

namespace {

constexpr double millionths = 1e6;

std::string optional_json(std::optional<jobs::JobError> const& error) { return error ? json::print(*error) : ""; }

Result<std::vector<Job>> read_jobs(std::vector<Row> const& rows) {
    std::vector<Job> found;
    for (auto const& row : rows) found.push_back(TRY(read_job(row)));
    return found;
}

Result<std::vector<Job>> dependents_of(Session& sql, JobId id) {
    return read_jobs(select(sql, fmt::format("SELECT {} FROM jobs WHERE id IN (SELECT job FROM job_dependencies WHERE needs = :a) ORDER BY id",
                                             job_columns),
                            job_column_count, {to_string(id)}));
}

Result<Job> find_job(Session& sql, JobId id, char const* held) {
    auto const rows = select(sql, fmt::format("SELECT {} FROM jobs WHERE id = :a{}", job_columns, held), job_column_count, {to_string(id)});
    if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("job {} does not exist (troupe jobs list shows those that do)", to_string(id)));
    return read_job(rows[0]);
}

/// Of two that end side by side neither sees that the other is done. Both write what waits for them, and the later one runs again.
void meet_at_dependents(Session& sql, JobId id) {
    if (sql.dialect() == Dialect::sqlite) return;
    // One after the other in one order, so that none waits for what another holds.
    for (auto const& row : select(sql, "SELECT job FROM job_dependencies WHERE needs = :a ORDER BY job", 1, {to_string(id)}))
        change(sql, "UPDATE jobs SET state = state WHERE id = :a", {row.text(0)});
}

}  // namespace

Result<Job> read_job(Row const& row) {
    Job job;
    job.id = TRY(parse_id<jobs::JobTag>(row.text(0)));
    job.kind = row.text(1);
    job.job_class = row.text(2);
    job.state = TRY(json::enum_from<JobState>(row.text(3)));
    job.key = row.text(4);
    job.group = row.text(5);
    job.after = TRY(read_document<std::vector<JobId>>(row.text(6), "a job"));
    job.priority = static_cast<int>(row.number(7));
    job.attempts = static_cast<int>(row.number(8));
    job.max_attempts = static_cast<int>(row.number(9));
    job.losses = static_cast<int>(row.number(10));
    job.progress = static_cast<double>(row.number(11)) / millionths;
    job.message = row.text(12);
    job.input = TRY(json::parse_value(row.text(13)));
    job.output = TRY(json::parse_value(row.text(14)));
    if (!row.is_null(15)) job.error = TRY(read_document<jobs::JobError>(row.text(15), "a job's error"));
    if (!row.is_null(16)) job.because_of = TRY(parse_id<jobs::JobTag>(row.text(16)));
    job.worker = row.text(17);
    job.created = row.time(18);
    job.ready_at = row.time(19);
    job.started = row.time_or_nothing(20);
    job.finished = row.time_or_nothing(21);
    job.lease_until = row.time_or_nothing(22);
    return job;
}

Result<Job> find_job(Session& sql, JobId id) { return find_job(sql, id, ""); }
Result<Job> hold_job(Session& sql, JobId id) { return find_job(sql, id, of_held_rows(sql.dialect())); }

void insert_job(Session& sql, Job const& job) {
    change(sql,
           fmt::format("INSERT INTO jobs ({}) VALUES (:a, :b, :c, :d, :e, :f, :g, :h, 0, :i, 0, 0, '', :j, 'null', :k, :l, '', :m, :n, NULL,"
                       " :o, NULL, 0)", job_columns),
           {to_string(job.id), job.kind, job.job_class, json::enum_name(job.state), text_or_null(job.key), job.group,
            json::print(job.after), std::int64_t{job.priority}, std::int64_t{job.max_attempts}, json::print(job.input),
            text_or_null(optional_json(job.error)), text_or_null(job.because_of ? to_string(*job.because_of) : ""),
            milliseconds_of(job.created), milliseconds_of(job.ready_at), time_or_null(job.finished)});
    for (auto const& needed : job.after)
        change(sql, "INSERT INTO job_dependencies (job, needs) VALUES (:a, :b) ON CONFLICT (job, needs) DO NOTHING",
               {to_string(job.id), to_string(needed)});
    record_job(sql, event_columns_of(job), job.created);
}

Row event_columns_of(Job const& job) {
    return Row({to_string(job.id), job.kind, json::enum_name(job.state), std::to_string(std::llround(job.progress * millionths)), job.message,
                job.group});
}

void record_job(Session& sql, Row const& event_columns, TimePoint at) {
    auto const group = event_columns.text(5);
    // A group that ends in an artist's id, "artist:018f..", says whom it is for.
    auto const artist = parse_id<struct ArtistTag>(std::string_view(group).substr(group.rfind(':') + 1));
    record(sql, {.at = at, .type = "job.changed", .artist = artist ? to_string(*artist) : "", .subject = event_columns.text(0),
                 .data = json::Object{{"kind", event_columns.text(1)}, {"state", event_columns.text(2)},
                                      {"progress", static_cast<double>(event_columns.number(3)) / millionths},
                                      {"message", event_columns.text(4)}, {"group", group}}});
}

std::size_t change_jobs(Session& sql, std::string const& text, Parameters const& values, TimePoint at) {
    auto const rows = select(sql, fmt::format("{} RETURNING {}", text, job_event_columns), job_event_column_count, values);
    for (auto const& row : rows) record_job(sql, row, at);
    return rows.size();
}

Result<std::optional<Job>> dead_dependency(Session& sql, Job const& job) {
    for (auto const& id : job.after) {
        auto needed = TRY(hold_job(sql, id));
        if (is_finished(needed.state) && needed.state != JobState::done) return needed;
    }
    return std::nullopt;
}

void wake_dependents(Session& sql, JobId id, TimePoint now) {
    meet_at_dependents(sql, id);
    change_jobs(sql,
                "UPDATE jobs SET state = 'ready', ready_at = :a WHERE state || '' = 'waiting'"
                " AND id IN (SELECT job FROM job_dependencies WHERE needs = :b)"
                " AND NOT EXISTS (SELECT 1 FROM job_dependencies d JOIN jobs n ON n.id = d.needs WHERE d.job = jobs.id AND n.state <> 'done')",
                {milliseconds_of(now), to_string(id)}, now);
}

jobs::JobError because_of(Job const& root) {
    if (root.state == JobState::cancelled) return {ErrorCode::cancelled, fmt::format("not done because of {}, which was cancelled", root.kind)};
    auto const error = root.error.value_or(jobs::JobError{});
    return {error.code, fmt::format("not done because of {}, which failed: {}", root.kind, error.message)};
}

Result<void> end_dependents(Session& sql, Job const& root, TimePoint now) {
    auto const error = json::print(because_of(root));
    std::vector<JobId> open{root.id};
    while (!open.empty()) {
        auto const id = open.back();
        open.pop_back();
        for (auto const& job : TRY(dependents_of(sql, id))) {
            if (job.state != JobState::waiting) continue;
            change_jobs(sql, "UPDATE jobs SET state = :a, error = :b, because_of = :c, finished = :d WHERE id = :e",
                        {json::enum_name(root.state), error, to_string(root.id), milliseconds_of(now), to_string(job.id)}, now);
            open.push_back(job.id);
        }
    }
    return {};
}

Result<void> revive_dependents(Session& sql, JobId id, TimePoint now) {
    std::vector<JobId> open{id};
    while (!open.empty()) {
        auto const at = open.back();
        open.pop_back();
        for (auto const& job : TRY(dependents_of(sql, at))) {
            if (!job.because_of || TRY(dead_dependency(sql, job))) continue;
            change_jobs(sql, "UPDATE jobs SET state = 'waiting', error = NULL, because_of = NULL, finished = NULL WHERE id = :a",
                        {to_string(job.id)}, now);
            open.push_back(job.id);
        }
    }
    return {};
}

std::int64_t open_dependencies(Session& sql, JobId id) {
    return select(sql, "SELECT COUNT(*) FROM job_dependencies d JOIN jobs n ON n.id = d.needs WHERE d.job = :a AND n.state <> 'done'", 1,
                  {to_string(id)}).at(0).number(0);
}

tl::unexpected<Error> lost_lease(jobs::Lease const& lease) {
    return fail(ErrorCode::conflict, fmt::format("job {} ({}): the lease is no longer held", to_string(lease.job.id), lease.job.kind));
}

Result<void> lose_lease(Session& sql, Job const& job, TimePoint now) {
    auto const is_last = job.losses + 1 >= jobs::most_losses;
    if (!is_last) {
        change_jobs(sql,
                    "UPDATE jobs SET state = 'ready', worker = '', lease_until = NULL, losses = losses + 1, attempts = attempts - 1"
                    " WHERE id = :a", {to_string(job.id)}, now);
        return {};
    }
    auto dead = job;
    dead.state = JobState::failed;
    dead.error = jobs::JobError{ErrorCode::internal, fmt::format("{} workers died at it or stood still, the last was {}", job.losses + 1, job.worker)};
    change_jobs(sql,
                "UPDATE jobs SET state = 'failed', worker = '', lease_until = NULL, losses = losses + 1, error = :a, finished = :b WHERE id = :c",
                {json::print(*dead.error), milliseconds_of(now), to_string(job.id)}, now);
    return end_dependents(sql, dead, now);
}

}  // namespace troupe::storage::impl
