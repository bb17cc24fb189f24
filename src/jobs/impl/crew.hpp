#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <thread>
#include <vector>

#include "jobs/impl/intake.hpp"
#include "jobs/impl/recorder.hpp"
#include "jobs/runner.hpp"

namespace troupe::jobs::impl {

/// What a runner was made with.
struct CrewParts {
    Queue& queue;
    UnitOfWork& unit;
    Clock const& clock;
    RunnerSettings settings;
    std::map<std::string, Handler> const& handlers;
    std::vector<JobObserver*> const& observers;
};

/// The threads of one run. The constructor starts them; `stop` asks them to end, the destructor waits for it.
class Crew {
public:
    /// `awaited`: jobs whose end the caller announces as well, when it was another process that did them.
    Crew(CrewParts parts, std::vector<std::string> groups, std::set<JobId> awaited, std::stop_token stop);
    ~Crew();
    Crew(Crew const&) = delete;
    Crew& operator=(Crew const&) = delete;

    void stop();
    [[nodiscard]] bool is_stopping() const { return stopping_; }
    /// Why the queue cannot be worked with, once it cannot.
    [[nodiscard]] std::optional<Error> trouble();

    /// Counts what happened; a wait that begins with an old count ends at once.
    [[nodiscard]] std::uint64_t events();
    void wait_for_event(std::uint64_t seen, std::chrono::milliseconds longest);

    /// Tells the observers of a finished job, each awaited job once.
    void announce_finished(Job const& job);

private:
    /// A lease being worked on.
    struct Active {
        Active(Lease taken, std::chrono::steady_clock::time_point now) : lease(std::move(taken)), begun(now), renewed(now) {}

        Lease lease;
        std::stop_source stop{};
        std::chrono::steady_clock::time_point begun;
        std::chrono::steady_clock::time_point renewed;
        std::atomic<bool> is_worked_on{true};  ///< else it is done and being recorded
        std::string message{};                 ///< as last written to the queue
    };

    void start(std::string const& job_class, int threads);
    void work(int thread, Intake& intake);
    void rest(std::uint64_t seen, std::string const& name, Capabilities const& capabilities);
    void keep_leases();
    void give_back_waiting(std::chrono::milliseconds age);
    void check_lease(std::shared_ptr<Active> const& active);

    void do_job(Lease lease, Intake& intake);
    [[nodiscard]] Result<Effect> attempt(Active& active);
    [[nodiscard]] Result<Effect> handle(Active& active);
    [[nodiscard]] Result<void> record(Active& active, Effect const& effect);
    void record_later(std::shared_ptr<Active> active, json::Value const& output);
    void finish(Active& active, Result<void> const& result, std::optional<Job> const& done);
    /// What `work` gives; an exception is an `internal` error.
    template <class Work>
    [[nodiscard]] auto guarded(Active const& active, Work const& work) -> decltype(work());
    void give_back(Lease const& lease);
    void settle_failure(Active& active, Error const& error);
    [[nodiscard]] std::optional<TimePoint> retry_time(Job const& job, Error const& error) const;
    void report_progress(Active& active, double fraction, std::string const& message,
                         std::chrono::steady_clock::time_point& last_written);

    void event();
    void note_trouble(Error const& error);
    template <class Tell>
    void tell(Tell const& tell);

    CrewParts parts_;
    Capabilities capabilities_;
    std::atomic<bool> stopping_{false};
    std::stop_source waits_;  ///< for work

    std::mutex guard_;  ///< of what follows, up to the blank line
    std::condition_variable happened_;
    std::uint64_t events_ = 0;
    std::map<JobId, std::shared_ptr<Active>> active_;
    std::optional<Error> trouble_;

    std::mutex observers_guard_;  ///< one call at a time; guards what follows, up to the blank line
    std::set<JobId> awaited_;    ///< and not announced yet
    std::set<JobId> announced_;  ///< of the awaited

    std::vector<std::unique_ptr<Intake>> intakes_;
    std::optional<Recorder> recorder_;
    std::optional<std::stop_callback<std::function<void()>>> on_stop_;
    std::vector<std::jthread> workers_;
    std::jthread keeper_;
};

}  // namespace troupe::jobs::impl
