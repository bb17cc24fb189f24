#include "storage/impl/job_batches.hpp"

#include <fmt/format.h>

#include "storage/impl/job_rows.hpp"
#include "storage/impl/postgres_list.hpp"
#include "storage/impl/session.hpp"

namespace troupe::storage::impl {
namespace {

/// `change`, an UPDATE or INSERT that returns its rows as `changed`, and what is told of them, which is that they are in `state` now; then
/// `columns` of these rows. The time of that is the last value.
std::string with_events(std::string const& change, char const* state, std::string const& columns) {
    return fmt::format("WITH changed AS ({}), told AS (INSERT INTO job_event_batches (at, state, jobs) SELECT CAST(:at AS bigint), '{}',"
                       " string_agg(id, ',' ORDER BY id) FROM changed HAVING COUNT(*) > 0) SELECT {} FROM changed", change, state, columns);
}

std::set<std::string> ids_of(std::vector<Row> const& rows) {
    std::set<std::string> ids;
    for (auto const& row : rows) ids.insert(row.text(0));
    return ids;
}

/// Read behind the change, so that whoever put a job behind one of these a moment before has been seen.
std::vector<Row> dependents_of_all(Session& sql, std::string const& ids) {
    return select(sql, "SELECT DISTINCT needs FROM job_dependencies WHERE needs = ANY(CAST(:a AS text[])) ORDER BY needs", 1, {ids});
}

}  // namespace

std::set<std::string> insert_ready_jobs(Session& sql, std::vector<jobs::Job> const& jobs, TimePoint now) {
    static auto const statement = with_events(
        std::string("INSERT INTO jobs (id, kind, job_class, state, job_key, job_group, after_jobs, priority, attempts, max_attempts, losses, progress,"
                    " message, input, output, worker, token, created, ready_at)"
                    " SELECT id, kind, job_class, 'ready', NULLIF(job_key, ''), job_group, '[]', priority, 0, max_attempts, 0, 0, '', input, 'null', '', 0,"
                    " created, created FROM unnest(CAST(:a AS text[]), CAST(:b AS text[]), CAST(:c AS text[]), CAST(:d AS text[]), CAST(:e AS text[]),"
                    " CAST(:f AS bigint[]), CAST(:g AS bigint[]), CAST(:h AS text[]), CAST(:i AS bigint[]))"
                    " AS wanted (id, kind, job_class, job_key, job_group, priority, max_attempts, input, created)"
                    " ON CONFLICT (job_key) WHERE job_key IS NOT NULL DO NOTHING RETURNING id"),
        "ready", "id");
    PostgresList ids, kinds, classes, keys, groups, priorities, attempts, inputs, created;
    for (auto const& job : jobs) {
        ids.add(to_string(job.id));
        kinds.add(job.kind);
        classes.add(job.job_class);
        keys.add(job.key);
        groups.add(job.group);
        priorities.add(std::int64_t{job.priority});
        attempts.add(std::int64_t{job.max_attempts});
        inputs.add(json::print(job.input));
        created.add(milliseconds_of(job.created));
    }
    return ids_of(select(sql, statement, 1,
                         {ids.text(), kinds.text(), classes.text(), keys.text(), groups.text(), priorities.text(), attempts.text(), inputs.text(),
                          created.text(), milliseconds_of(now)}));
}

std::vector<Row> take_ready_jobs(Session& sql, TakeRequest const& request) {
    // A number in the text, so that the plan is made for as many; few of them, so that few statements stay prepared.
    int size = 1;
    while (size < request.most) size *= 8;
    auto const change = fmt::format(
        "UPDATE jobs SET state = 'running', worker = :a, started = :b, lease_until = :c, attempts = attempts + 1, token = token + 1, progress = 0,"
        " message = '' WHERE ctid = ANY(ARRAY(SELECT ctid FROM jobs WHERE state = 'ready' AND ready_at <= :d{} ORDER BY priority DESC, id"
        " LIMIT LEAST({}, CAST(:m AS bigint)) FOR UPDATE SKIP LOCKED)) RETURNING {}", request.conditions, size, job_columns);
    Parameters values{request.worker, milliseconds_of(request.now), milliseconds_of(request.until), milliseconds_of(request.now)};
    values.insert(values.end(), request.values.begin(), request.values.end());
    values.emplace_back(std::int64_t{request.most});
    values.emplace_back(milliseconds_of(request.now));
    return select(sql, with_events(change, "running", job_columns) + " ORDER BY priority DESC, id", job_column_count, values);
}

std::set<std::string> finish_jobs(Session& sql, std::vector<jobs::Completion> const& completions, TimePoint now) {
    static auto const statement = with_events(
        "UPDATE jobs SET state = 'done', output = held.output, progress = 1000000, finished = :a, worker = '', lease_until = NULL, error = NULL"
        " FROM unnest(CAST(:b AS text[]), CAST(:c AS bigint[]), CAST(:d AS text[]), CAST(:e AS text[])) AS held (id, token, worker, output)"
        " WHERE jobs.id = held.id AND jobs.token = held.token AND jobs.worker = held.worker AND jobs.state || '' = 'running'"
        " RETURNING jobs.id",
        "done", "id");
    PostgresList ids, tokens, workers, outputs;
    for (auto const& each : completions) {
        ids.add(to_string(each.lease.job.id));
        tokens.add(each.lease.token);
        workers.add(each.lease.job.worker);
        outputs.add(json::print(each.output));
    }
    auto done = ids_of(select(sql, statement, 1, {milliseconds_of(now), ids.text(), tokens.text(), workers.text(), outputs.text(), milliseconds_of(now)}));
    for (auto const& row : dependents_of_all(sql, ids.text()))
        if (done.contains(row.text(0)))
            if (auto const id = parse_id<jobs::JobTag>(row.text(0))) wake_dependents(sql, *id, now);
    return done;
}

}  // namespace troupe::storage::impl
