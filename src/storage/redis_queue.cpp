#include "storage/redis_queue.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "storage/impl/job_pump.hpp"

namespace troupe::storage {
namespace {

/// A unit in which a job was enqueued is over by then, or the pump's own look finds it.
constexpr std::chrono::seconds units_ring_for{2};

}  // namespace

RedisQueue::RedisQueue(Parts parts, RedisQueueSettings settings)
    : queue_(parts.queue),
      streams_(std::make_unique<impl::JobStreams>(parts.redis, settings.claim_after)),
      pump_(std::make_unique<impl::JobPump>(
          impl::JobPump::Parts{parts.queue, parts.database.connections(), *streams_, parts.clock},
          impl::JobPump::Settings{settings.look_every, settings.sweep_every})),
      unit_(parts.database.unit_of_work(), *this),
      settings_(settings) {}

RedisQueue::~RedisQueue() {
    // Whoever waited and was told to stop: others shall not wait until it counts as dead.
    std::vector<Entry> entries;
    for (auto& [worker, entry] : handed_) entries.push_back(std::move(entry));
    (void)streams_->put_back(entries);
}

RedisQueue::Counts RedisQueue::counts_of_this_process() const { return {carried_, claimed_, pump_->swept()}; }

Result<void> RedisQueue::RingingUnit::run(std::function<Result<void>()> const& work) {
    auto done = unit_.run(work);
    auto const since = Steady::now().time_since_epoch().count() - owner_.changed_at_.load();
    if (Steady::duration(since) < units_ring_for) owner_.pump_->ring();
    return done;
}

void RedisQueue::changed() {
    changed_at_ = Steady::now().time_since_epoch().count();
    pump_->ring();
}

void RedisQueue::note(std::optional<Error> const& trouble) {
    auto const was_without = is_doing_without_.exchange(trouble.has_value());
    if (trouble && !was_without) log::warning("jobs.polled", {{"reason", trouble->message}, {"meanwhile", "workers poll the database"}});
    if (!trouble && was_without) log::info("jobs.carried_again");
}

bool RedisQueue::claims_now(std::vector<std::string> const& classes) {
    std::lock_guard const lock(guard_);
    auto const now = Steady::now();
    auto const [last, is_first] = claimed_at_.try_emplace(classes, now);
    if (!is_first && now - last->second < settings_.claim_every) return false;
    last->second = now;
    return true;
}

void RedisQueue::claim_again(std::vector<std::string> const& classes) {
    std::lock_guard const lock(guard_);
    claimed_at_.erase(classes);
}

void RedisQueue::hold(jobs::Lease const& lease, Entry entry) {
    std::lock_guard const lock(guard_);
    held_.insert_or_assign(lease.job.id, std::move(entry));
}

std::optional<RedisQueue::Entry> RedisQueue::held(jobs::Lease const& lease) {
    std::lock_guard const lock(guard_);
    auto const found = held_.find(lease.job.id);
    // Another worker of this process may have the job by now: its entry has a later token.
    if (found == held_.end() || found->second.token + 1 != lease.token) return std::nullopt;
    return found->second;
}

void RedisQueue::let_go(jobs::Lease const& lease) {
    auto entry = held(lease);
    if (!entry) return;
    {
        std::lock_guard const lock(guard_);
        held_.erase(lease.job.id);
    }
    pump_->finished(*std::move(entry));
}

Result<std::optional<RedisQueue::Entry>> RedisQueue::next_entry(std::string const& worker, jobs::Capabilities const& capabilities) {
    {
        std::lock_guard const lock(guard_);
        if (auto const found = handed_.find(worker); found != handed_.end()) {
            auto entry = std::move(found->second);
            handed_.erase(found);
            return entry;
        }
    }
    return streams_->take(worker, capabilities.classes, claims_now(capabilities.classes));
}

Result<std::optional<jobs::Lease>> RedisQueue::lease_entry(Entry const& entry, std::string const& worker, std::chrono::milliseconds duration) {
    auto lease = TRY(queue_.lease_announced(entry.job, entry.token, worker, duration));
    if (lease) {
        hold(*lease, entry);
        ++carried_;
        if (entry.deliveries > 1) {
            ++claimed_;
            log::info("job.claimed", {{"job_id", to_string(entry.job)}, {"deliveries", entry.deliveries}});
        }
        return lease;
    }
    // Somebody may be at it who has not been heard of for a while: the database knows until when to wait.
    auto const job = queue_.find(entry.job);
    if (entry.deliveries > 1 && job && job->state == jobs::JobState::running) return std::nullopt;
    pump_->finished(entry);
    return std::nullopt;
}

Result<std::optional<jobs::Lease>> RedisQueue::lease_carried(std::string const& worker, jobs::Capabilities const& capabilities,
                                                             std::chrono::milliseconds duration, std::optional<Error>& trouble) {
    // What this process has just put in the queue takes its place before any is chosen.
    if (is_behind_.exchange(false)) (void)pump_->carry();
    bool has_looked = false;
    for (;;) {
        auto entry = next_entry(worker, capabilities);
        if (!entry) {
            trouble = entry.error();
            return std::nullopt;
        }
        if (*entry) {
            if ((*entry)->deliveries > 1) claim_again(capabilities.classes);
            auto const& kinds = capabilities.kinds;
            // A kind that only newer workers know: they find it in the database, or when the sweep offers it again.
            if (!kinds.empty() && std::find(kinds.begin(), kinds.end(), (*entry)->kind) == kinds.end()) pump_->finished(**entry);
            else if (auto lease = TRY(lease_entry(**entry, worker, duration))) return lease;
            continue;
        }
        if (std::exchange(has_looked, true)) return std::nullopt;
        // Nothing there: the pump may be behind.
        if (auto const carried = pump_->carry(); !carried) {
            trouble = carried.error();
            return std::nullopt;
        }
    }
}

Result<std::optional<jobs::Lease>> RedisQueue::lease(std::string const& worker, jobs::Capabilities const& capabilities,
                                                     std::chrono::milliseconds duration) {
    if (!capabilities.groups.empty()) return queue_.lease(worker, capabilities, duration);
    std::optional<Error> trouble;
    auto lease = TRY(lease_carried(worker, capabilities, duration, trouble));
    note(trouble);
    if (lease) return lease;
    // Whoever has nothing to do looks for what Redis may have lost, for expired leases, and for all of it while Redis is away.
    return queue_.lease(worker, capabilities, duration);
}

bool RedisQueue::wait_for_work(std::string const& worker, jobs::Capabilities const& capabilities, std::chrono::milliseconds longest,
                               std::stop_token stop) {
    if (!capabilities.groups.empty() || is_doing_without_) return false;
    auto entry = streams_->wait(worker, capabilities.classes, longest, std::move(stop));
    if (!entry) return entry.error().code == ErrorCode::cancelled;
    if (!*entry) return true;
    std::lock_guard const lock(guard_);
    handed_.insert_or_assign(worker, **std::move(entry));
    return true;
}

Result<jobs::Job> RedisQueue::enqueue(jobs::JobSpec const& spec) { return announcing(queue_.enqueue(spec)); }

Result<void> RedisQueue::renew(jobs::Lease const& lease, std::chrono::milliseconds duration) {
    auto const renewed = queue_.renew(lease, duration);
    if (!renewed && renewed.error().code == ErrorCode::conflict) let_go(lease);
    if (!renewed) return renewed;
    // Late is no harm: who claims it asks the database.
    if (auto const entry = held(lease)) (void)streams_->keep(lease.job.worker, {*entry});
    return {};
}

Result<void> RedisQueue::progress(jobs::Lease const& lease, double fraction, std::string const& message) {
    return queue_.progress(lease, fraction, message);
}

Result<void> RedisQueue::complete(jobs::Lease const& lease, json::Value const& output) {
    auto done = queue_.complete(lease, output);
    if (done || done.error().code == ErrorCode::conflict) let_go(lease);
    if (done) changed();
    return done;
}

std::vector<Result<void>> RedisQueue::complete_all(std::vector<jobs::Completion> const& completions) {
    auto results = queue_.complete_all(completions);
    for (std::size_t i = 0; i < results.size(); ++i)
        if (results[i] || results[i].error().code == ErrorCode::conflict) let_go(completions[i].lease);
    changed();
    return results;
}

Result<jobs::Job> RedisQueue::fail_attempt(jobs::Lease const& lease, Error const& error, std::optional<TimePoint> retry_at) {
    return ending(lease, queue_.fail_attempt(lease, error, retry_at));
}

Result<void> RedisQueue::give_back(jobs::Lease const& lease) { return ending(lease, queue_.give_back(lease)); }
Result<jobs::Job> RedisQueue::cancel(jobs::JobId id) { return announcing(queue_.cancel(id)); }
Result<jobs::Job> RedisQueue::retry(jobs::JobId id) { return announcing(queue_.retry(id)); }

Result<int> RedisQueue::recover(std::function<bool(std::string const& worker)> const& is_dead) {
    return announcing(queue_.recover(is_dead));
}

}  // namespace troupe::storage
