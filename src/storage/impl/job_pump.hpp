#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "storage/impl/job_streams.hpp"
#include "storage/sql_queue.hpp"

namespace troupe::storage::impl {

/// Carries what became ready from the database into the streams, and takes out what has ended: a thread that begins when it is first
/// rung for. One process at a time also looks for leases that have expired, fills the streams again when Redis has forgotten them,
/// and sweeps, a page at a time, for what went lost in any other way.
class JobPump {
public:
    struct Parts {
        SqlQueue& queue;
        Connections& database;
        JobStreams& streams;
        Clock const& clock;
    };
    struct Settings {
        std::chrono::milliseconds look_every;   ///< for what nobody rang for: retries that are due, processes without Redis
        std::chrono::milliseconds sweep_every;  ///< a page of all that is ready
    };

    JobPump(Parts parts, Settings settings) : parts_(parts), settings_(settings) {}
    ~JobPump();  ///< carries what is there once more
    JobPump(JobPump const&) = delete;
    JobPump& operator=(JobPump const&) = delete;

    /// Something may have become ready.
    void ring();
    /// These have ended, or are not ours to do.
    void finished(JobEntry entry);
    /// Carries what is due now. How many were put in. Errors: unavailable (the database, Redis), bad_response.
    [[nodiscard]] Result<int> carry();
    /// Jobs put in because they had been forgotten.
    [[nodiscard]] std::int64_t swept() const { return swept_; }

private:
    using Steady = std::chrono::steady_clock;

    void run(std::stop_token const& stop);
    void round();
    [[nodiscard]] Result<void> flush_finished();
    [[nodiscard]] Result<void> watch();
    [[nodiscard]] Result<void> refill();
    /// The next page of what is ready; true when it was the last.
    [[nodiscard]] Result<bool> sweep_page();
    void note(Result<void> const& outcome);

    Parts parts_;
    Settings settings_;
    std::string process_;
    std::atomic<std::int64_t> swept_{0};

    std::mutex carrying_;  ///< one at a time; of what follows, up to the blank line
    std::string sweep_from_;
    Steady::time_point watched_{};
    Steady::time_point swept_at_{};
    int sweeps_ = 0;
    bool is_known_failing_ = false;

    std::mutex guard_;  ///< of what follows
    std::condition_variable_any bell_;
    bool is_rung_ = false;
    std::optional<TimePoint> next_due_;
    std::vector<JobEntry> finished_;
    std::jthread thread_;
};

}  // namespace troupe::storage::impl
