#pragma once

#include <string>
#include <vector>

#include "jobs/queue.hpp"
#include "storage/impl/connections.hpp"

/// Which ready jobs whoever carries them has not been told of. A job's row is its own outbox: whatever makes it ready, in whichever
/// transaction and process, leaves `announced` behind `token`, which grows with every lease and retry.
namespace troupe::storage::impl {

struct Announcement {
    jobs::JobId job;
    std::int64_t token = 0;  ///< with `job`: one time of being ready
    std::string job_class;
    int priority = 0;
    std::string kind;
    TimePoint ready_at{};
};

/// Those not announced yet, the first to be due first, also those that are due later. Error: unavailable.
[[nodiscard]] Result<std::vector<Announcement>> not_announced(Connections& database, int limit);
/// Notes that they were, those alone that are still ready with that token. Error: unavailable.
[[nodiscard]] Result<void> note_announced(Connections& database, std::vector<Announcement> const& announced);
/// Jobs that are ready and due, announced or not, by id from above `after`. Error: unavailable.
[[nodiscard]] Result<std::vector<Announcement>> due_above(Connections& database, std::string const& after, TimePoint now, int limit);

}  // namespace troupe::storage::impl
