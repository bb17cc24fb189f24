#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "jobs/queue.hpp"

namespace troupe::jobs::impl {

/// Where the threads of one class get their leases. While jobs are short it takes some along for a moment, so that the queue is asked
/// once for many; jobs that last are leased one by one, since others may be free for them. Calls from any thread.
class Intake {
public:
    Intake(Queue& queue, Capabilities capabilities, std::chrono::milliseconds lease, int threads)
        : queue_(queue), capabilities_(std::move(capabilities)), lease_(lease), threads_(threads) {}

    [[nodiscard]] Capabilities const& capabilities() const { return capabilities_; }

    /// Errors: as of `Queue::lease`.
    [[nodiscard]] Result<std::optional<Lease>> next(std::string const& worker);
    /// How long a job took its thread.
    void note_pace(std::chrono::nanoseconds each);
    /// What was taken along at least so long ago and nobody has begun: to be given back.
    [[nodiscard]] std::vector<Lease> waiting_for(std::chrono::milliseconds age);

private:
    struct Waiting {
        Lease lease;
        std::chrono::steady_clock::time_point since;
    };
    /// How many to take along beside those that are asked for.
    [[nodiscard]] int ahead() const;
    /// Without `takes_first` all of them wait, and there is nothing to give.
    [[nodiscard]] Result<std::optional<Lease>> fetch(std::string const& worker, int most, bool takes_first);

    Queue& queue_;
    Capabilities capabilities_;
    std::chrono::milliseconds lease_;
    int threads_;

    std::mutex guard_;  ///< of what follows
    std::condition_variable fetched_;
    std::deque<Waiting> waiting_;
    std::optional<std::chrono::nanoseconds> pace_;
    int asking_ = 0;
    bool is_fetching_ = false;
};

}  // namespace troupe::jobs::impl
