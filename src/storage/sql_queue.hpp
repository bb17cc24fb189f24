#pragma once

#include <mutex>

#include "jobs/queue.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

/// Jobs as rows; workers poll for them.
class SqlQueue final : public jobs::Queue {
public:
    SqlQueue(Database& database, Clock const& clock, IdBits bits = system_id_bits)
        : database_(database.connections()), clock_(clock), bits_(std::move(bits)) {}

    Result<jobs::Job> enqueue(jobs::JobSpec const& spec) override;
    Result<std::optional<jobs::Lease>> lease(std::string const& worker, jobs::Capabilities const& capabilities,
                                             std::chrono::milliseconds duration) override;
    Result<void> renew(jobs::Lease const& lease, std::chrono::milliseconds duration) override;
    Result<void> progress(jobs::Lease const& lease, double fraction, std::string const& message) override;
    Result<void> complete(jobs::Lease const& lease, json::Value const& output) override;
    Result<jobs::Job> fail_attempt(jobs::Lease const& lease, Error const& error, std::optional<TimePoint> retry_at) override;
    Result<void> give_back(jobs::Lease const& lease) override;
    Result<jobs::Job> cancel(jobs::JobId id) override;
    Result<jobs::Job> retry(jobs::JobId id) override;
    Result<int> recover(std::function<bool(std::string const& worker)> const& is_dead) override;
    Result<jobs::Job> find(jobs::JobId id) override;
    Result<std::optional<jobs::Job>> find_by_key(std::string const& key) override;
    Result<jobs::JobPage> list(jobs::JobQuery const& query) override;
    Result<std::vector<jobs::JobCount>> counts() override;

    /// Leases this job, if it is ready with that token still. For what carries jobs to workers: it says when they are due.
    Result<std::optional<jobs::Lease>> lease_announced(jobs::JobId id, std::int64_t token, std::string const& worker,
                                                       std::chrono::milliseconds duration);
    /// Takes back all leases that have expired, as `lease` does.
    Result<void> take_expired();

private:
    [[nodiscard]] jobs::JobId next_id();

    impl::Connections& database_;
    Clock const& clock_;
    IdBits bits_;
    std::mutex last_id_guard_;
    jobs::JobId last_id_;
};

}  // namespace troupe::storage
