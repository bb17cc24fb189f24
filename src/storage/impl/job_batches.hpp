#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "jobs/queue.hpp"
#include "storage/impl/sql.hpp"

/// Many jobs in one statement, each with its event: PostgreSQL's way (ADR 34). Within a transaction of the caller. Throws
/// soci::postgresql_soci_error.
namespace troupe::storage::impl {

/// Inserts ready jobs that wait for nothing. The ids of those whose key was free.
[[nodiscard]] std::set<std::string> insert_ready_jobs(Session& sql, std::vector<jobs::Job> const& jobs, TimePoint now);

struct TakeRequest {
    std::string worker;
    TimePoint now;
    TimePoint until;
    int most = 1;
    std::string conditions;  ///< " AND kind IN (..)", whose values follow
    Parameters values;
};
/// Leases the first `most` ready jobs that nobody else has in hand, in the order of `Queue::lease`. Rows of `job_columns`.
[[nodiscard]] std::vector<Row> take_ready_jobs(Session& sql, TakeRequest const& request);

/// Marks those as done whose lease is still held, and wakes what waited for them. The ids of those that it was.
[[nodiscard]] std::set<std::string> finish_jobs(Session& sql, std::vector<jobs::Completion> const& completions, TimePoint now);

}  // namespace troupe::storage::impl
