#pragma once

#include <atomic>
#include <mutex>
#include <span>
#include <vector>

#include "jobs/queue.hpp"
#include "storage/database.hpp"
#include "storage/impl/together.hpp"

namespace troupe::storage {

/// Jobs as rows; workers poll for them. On PostgreSQL what several threads enqueue at once is one transaction (ADR 34).
class SqlQueue final : public jobs::Queue {
public:
    SqlQueue(Database& database, Clock const& clock, IdBits bits = system_id_bits)
        : database_(database.connections()), clock_(clock), bits_(std::move(bits)) {}

    Result<jobs::Job> enqueue(jobs::JobSpec const& spec) override;
    Result<std::vector<jobs::Job>> enqueue_all(std::vector<jobs::JobSpec> const& specs) override;
    Result<std::optional<jobs::Lease>> lease(std::string const& worker, jobs::Capabilities const& capabilities,
                                             std::chrono::milliseconds duration) override;
    Result<std::vector<jobs::Lease>> lease_some(std::string const& worker, jobs::Capabilities const& capabilities, std::chrono::milliseconds duration,
                                                int most) override;
    [[nodiscard]] int most_leases() const override { return 500; }
    Result<void> renew(jobs::Lease const& lease, std::chrono::milliseconds duration) override;
    Result<void> progress(jobs::Lease const& lease, double fraction, std::string const& message) override;
    Result<void> complete(jobs::Lease const& lease, json::Value const& output) override;
    std::vector<Result<void>> complete_all(std::vector<jobs::Completion> const& completions) override;
    Result<jobs::Job> fail_attempt(jobs::Lease const& lease, Error const& error, std::optional<TimePoint> retry_at) override;
    Result<void> give_back(jobs::Lease const& lease) override;
    Result<void> give_back_all(std::vector<jobs::Lease> const& leases) override;
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
    struct Wanted {
        std::string const& worker;
        jobs::Capabilities const& capabilities;
        TimePoint now;
        TimePoint until;
        int most = 1;
    };

    [[nodiscard]] jobs::JobId next_id();
    [[nodiscard]] bool stands_alone(jobs::JobSpec const& spec) const;
    [[nodiscard]] Result<std::vector<jobs::Job>> enqueue_ready_jobs(std::span<jobs::JobSpec const* const> specs);
    [[nodiscard]] std::vector<Result<jobs::Job>> enqueue_each(std::span<jobs::JobSpec const* const> specs);
    [[nodiscard]] Result<std::vector<jobs::Lease>> take_some(Wanted const& wanted);

    impl::Connections& database_;
    Clock const& clock_;
    IdBits bits_;
    std::mutex last_id_guard_;
    jobs::JobId last_id_;
    impl::Together<jobs::JobSpec const*, Result<jobs::Job>> enqueueing_;
    std::atomic<bool> is_busy_{false};  ///< the last look for work found some
    std::atomic<TimePoint> looked_for_expired_{};
};

}  // namespace troupe::storage
