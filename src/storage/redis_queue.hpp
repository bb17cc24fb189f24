#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "storage/impl/job_entry.hpp"
#include "storage/redis.hpp"
#include "storage/sql_queue.hpp"

namespace troupe::storage {

namespace impl {
class JobPump;
class JobStreams;
}  // namespace impl

struct RedisQueueSettings {
    std::chrono::milliseconds claim_after{12'000};  ///< renewals come every 10 s: whoever is silent for longer is dead or stands still
    std::chrono::milliseconds claim_every{3'000};   ///< how often this process looks for what the dead left of some classes
    std::chrono::milliseconds look_every{1'000};    ///< for jobs that are due by now, and for those of processes without Redis
    std::chrono::milliseconds sweep_every{5'000};   ///< a page of all that is ready
};

/// The jobs of the database, carried to workers by Redis: a waiting worker starts at once and asks the database for nothing. The
/// database alone says what a job is, who has it, and what is over; what Redis says is a hint where to look (ADR 30). While Redis is
/// away workers poll the database, as `SqlQueue` does. Workers for some groups alone always do.
class RedisQueue final : public jobs::Queue {
public:
    struct Parts {
        SqlQueue& queue;
        Database& database;
        Redis& redis;
        Clock const& clock;
    };
    struct Counts {
        std::int64_t carried = 0;  ///< jobs that workers of this process had from Redis
        std::int64_t claimed = 0;  ///< of those the ones that another worker had left
        std::int64_t swept = 0;    ///< jobs put in again because Redis had forgotten them
    };

    explicit RedisQueue(Parts parts, RedisQueueSettings settings = {});
    ~RedisQueue() override;

    /// The database's, which carries what a unit made ready as soon as it is kept.
    [[nodiscard]] UnitOfWork& unit_of_work() { return unit_; }
    [[nodiscard]] Counts counts_of_this_process() const;

    Result<jobs::Job> enqueue(jobs::JobSpec const& spec) override;
    Result<std::vector<jobs::Job>> enqueue_all(std::vector<jobs::JobSpec> const& specs) override { return announcing(queue_.enqueue_all(specs)); }
    Result<std::optional<jobs::Lease>> lease(std::string const& worker, jobs::Capabilities const& capabilities,
                                             std::chrono::milliseconds duration) override;
    bool wait_for_work(std::string const& worker, jobs::Capabilities const& capabilities, std::chrono::milliseconds longest,
                       std::stop_token stop) override;
    Result<void> renew(jobs::Lease const& lease, std::chrono::milliseconds duration) override;
    Result<void> progress(jobs::Lease const& lease, double fraction, std::string const& message) override;
    Result<void> complete(jobs::Lease const& lease, json::Value const& output) override;
    std::vector<Result<void>> complete_all(std::vector<jobs::Completion> const& completions) override;
    Result<jobs::Job> fail_attempt(jobs::Lease const& lease, Error const& error, std::optional<TimePoint> retry_at) override;
    Result<void> give_back(jobs::Lease const& lease) override;
    Result<jobs::Job> cancel(jobs::JobId id) override;
    Result<jobs::Job> retry(jobs::JobId id) override;
    Result<int> recover(std::function<bool(std::string const& worker)> const& is_dead) override;
    Result<jobs::Job> find(jobs::JobId id) override { return queue_.find(id); }
    Result<std::optional<jobs::Job>> find_by_key(std::string const& key) override { return queue_.find_by_key(key); }
    Result<jobs::JobPage> list(jobs::JobQuery const& query) override { return queue_.list(query); }
    Result<std::vector<jobs::JobCount>> counts() override { return queue_.counts(); }

private:
    using Entry = impl::JobEntry;
    using Steady = std::chrono::steady_clock;

    /// Rings the pump when a unit is over in which jobs may have become ready.
    class RingingUnit final : public UnitOfWork {
    public:
        RingingUnit(UnitOfWork& unit, RedisQueue& owner) : unit_(unit), owner_(owner) {}
        Result<void> run(std::function<Result<void>()> const& work) override;

    private:
        UnitOfWork& unit_;
        RedisQueue& owner_;
    };

    [[nodiscard]] Result<std::optional<Entry>> next_entry(std::string const& worker, jobs::Capabilities const& capabilities);
    /// From Redis alone. `trouble` is set where it is not to be had from there.
    [[nodiscard]] Result<std::optional<jobs::Lease>> lease_carried(std::string const& worker, jobs::Capabilities const& capabilities,
                                                                   std::chrono::milliseconds duration, std::optional<Error>& trouble);
    [[nodiscard]] Result<std::optional<jobs::Lease>> lease_entry(Entry const& entry, std::string const& worker, std::chrono::milliseconds duration);
    /// Whether it is time to look for what the dead left of these classes.
    [[nodiscard]] bool claims_now(std::vector<std::string> const& classes);
    /// The dead leave more than one: the next look is for theirs, too.
    void claim_again(std::vector<std::string> const& classes);
    void hold(jobs::Lease const& lease, Entry entry);
    [[nodiscard]] std::optional<Entry> held(jobs::Lease const& lease);
    void let_go(jobs::Lease const& lease);
    void changed();
    void note(std::optional<Error> const& trouble);

    /// What came of a change of the queue, after which jobs may be ready.
    template <class Outcome>
    Outcome announcing(Outcome outcome) {
        if (outcome) is_behind_ = true;
        if (outcome) changed();
        return outcome;
    }
    /// What came of the end of a lease.
    template <class Outcome>
    Outcome ending(jobs::Lease const& lease, Outcome outcome) {
        if (outcome || outcome.error().code == ErrorCode::conflict) let_go(lease);
        return announcing(std::move(outcome));
    }

    SqlQueue& queue_;
    std::unique_ptr<impl::JobStreams> streams_;
    std::unique_ptr<impl::JobPump> pump_;
    RingingUnit unit_;
    RedisQueueSettings settings_;
    std::atomic<std::int64_t> carried_{0};
    std::atomic<std::int64_t> claimed_{0};
    std::atomic<Steady::rep> changed_at_{0};
    std::atomic<bool> is_doing_without_{false};
    std::atomic<bool> is_behind_{false};  ///< something may be ready that was not carried yet

    std::mutex guard_;                     ///< of what follows
    std::map<std::string, Entry> handed_;  ///< to workers that waited, by their names
    std::map<jobs::JobId, Entry> held_;    ///< being worked on here
    std::map<std::vector<std::string>, Steady::time_point> claimed_at_;  ///< of classes: those who look do not look for others'
};

}  // namespace troupe::storage
