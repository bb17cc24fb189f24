#pragma once

#include <string>

#include "jobs/queue.hpp"
#include "storage/impl/sql.hpp"

/// The rows of `jobs` and how the end of one moves others. All within a transaction of the caller.
///
/// A row that is found by its id is asked for its state as `state || '' = 'running'`. Said plainly, PostgreSQL may go through all that run for
/// each id: when its statistics were made, few did.
namespace troupe::storage::impl {

/// The columns `read_job` wants, in its order.
extern std::string const job_columns;
constexpr std::size_t job_column_count = 24;
constexpr std::size_t job_token_column = 23;

[[nodiscard]] Result<jobs::Job> read_job(Row const& row);
/// Error: not_found.
[[nodiscard]] Result<jobs::Job> find_job(Session& sql, jobs::JobId id);
/// As `find_job`, for one that decides the state of another job: it stays as it is until this unit ends. Error: not_found.
[[nodiscard]] Result<jobs::Job> hold_job(Session& sql, jobs::JobId id);
void insert_job(Session& sql, jobs::Job const& job);

/// What `record_job` reads of a row of `jobs`: for RETURNING.
extern std::string const job_event_columns;
constexpr std::size_t job_event_column_count = 6;
[[nodiscard]] Row event_columns_of(jobs::Job const& job);
/// The event of a job that changed, in the change's transaction.
void record_job(Session& sql, Row const& event_columns, TimePoint at);
/// Changes the rows that `text`, an UPDATE without RETURNING, is about, and records each. How many.
std::size_t change_jobs(Session& sql, std::string const& text, Parameters const& values, TimePoint at);

/// Those of its dependencies that ended without being done; the first in the order of `after`, or nothing.
[[nodiscard]] Result<std::optional<jobs::Job>> dead_dependency(Session& sql, jobs::Job const& job);

/// Jobs that waited for `id` alone become ready.
void wake_dependents(Session& sql, jobs::JobId id, TimePoint now);
/// Ends all that wait for the ended job `root`, directly or not, in its state.
[[nodiscard]] Result<void> end_dependents(Session& sql, jobs::Job const& root, TimePoint now);
/// Lets all that ended because of others, after `id`, wait again, unless another of their dependencies is dead.
[[nodiscard]] Result<void> revive_dependents(Session& sql, jobs::JobId id, TimePoint now);

/// What is said of a job that ended because of another.
[[nodiscard]] jobs::JobError because_of(jobs::Job const& root);

/// The number of dependencies of a job that are not done.
[[nodiscard]] std::int64_t open_dependencies(Session& sql, jobs::JobId id);

/// For who comes with it.
[[nodiscard]] tl::unexpected<Error> lost_lease(jobs::Lease const& lease);

/// Takes the lease of a running job away: ready again, or failed when that happened too often.
[[nodiscard]] Result<void> lose_lease(Session& sql, jobs::Job const& job, TimePoint now);

}  // namespace troupe::storage::impl
