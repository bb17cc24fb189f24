#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/unit_of_work.hpp"
#include "jobs/queue.hpp"

namespace troupe::jobs {

/// What a handler sees of its job. Lives as long as the handler's call; `progress` may be called from any thread.
class JobContext {
public:
    JobContext(Job const& job, std::vector<Job> dependencies, std::stop_token stop,
               std::function<void(double, std::string const&)> report)
        : job_(job), dependencies_(std::move(dependencies)), stop_(std::move(stop)), report_(std::move(report)) {}

    [[nodiscard]] Job const& job() const { return job_; }
    [[nodiscard]] json::Value const& input() const { return job_.input; }
    /// The input as a described type. Error: invalid_input with the field path.
    template <class T>
    [[nodiscard]] Result<T> input_as() const {
        return json::from_value<T>(job_.input);
    }

    /// The jobs this one came after, all done, in the order of `after`.
    [[nodiscard]] std::vector<Job> const& dependencies() const { return dependencies_; }
    /// The output of the first dependency of that kind. Error: not_found.
    [[nodiscard]] Result<json::Value> output_of(std::string_view kind) const;

    /// Says how far it is, 0..1. Cheap: shown at once, written to the queue at most twice a second.
    void progress(double fraction, std::string const& message = {}) { report_(fraction, message); }

    /// Asked to stop when the runner stops, the job is cancelled or its lease was lost. Check it at least once a second,
    /// and return ErrorCode::cancelled.
    [[nodiscard]] std::stop_token const& stop() const { return stop_; }

private:
    Job const& job_;
    std::vector<Job> dependencies_;
    std::stop_token stop_;
    std::function<void(double, std::string const&)> report_;
};

/// What a job changes, and its output: run once, in one unit of work with the job's completion, so it is recorded with
/// it or not at all. Short: the database waits for it.
using Effect = std::function<Result<json::Value>()>;
/// Does the long work and changes nothing but files under names of their own.
using Handler = std::function<Result<Effect>(JobContext&)>;

/// Changes nothing: it needs no unit of work, and many such ends are recorded together.
struct OnlyOutput {
    json::Value output;
    Result<json::Value> operator()() const { return output; }
};
[[nodiscard]] Effect only_output(json::Value output);

/// Sees the jobs of a runner pass. Called from its threads, one call at a time; must be quick.
class JobObserver {
public:
    virtual ~JobObserver() = default;
    virtual void job_started(Job const&) {}
    virtual void job_progressed(Job const&) {}  ///< its `progress` and `message`
    virtual void job_retried(Job const&) {}     ///< failed, to be tried again at `ready_at`
    /// Done, failed or cancelled, once for each job that `run` was given, also those that were finished before.
    virtual void job_finished(Job const&) {}
};

struct RunnerSettings {
    int cpu_threads = 2;  ///< jobs of class "cpu" at a time
    int io_threads = 2;   ///< jobs of class "io" at a time
    std::chrono::milliseconds lease{30'000};
    std::chrono::milliseconds renew_every{10'000};
    std::chrono::milliseconds poll_every{250};      ///< for what other processes enqueue, where the queue is not told of it
    std::chrono::milliseconds longest_wait{5'000};  ///< for work, where it is
    std::chrono::milliseconds first_backoff{1'000};  ///< doubles with each attempt, with jitter of a quarter
    std::chrono::milliseconds longest_backoff{60'000};
};

/// Leases jobs and runs their handlers on threads of its own. Errors of code unavailable and rate_limited are tried
/// again, all others end the job; an exception is an `internal` error.
class Runner {
public:
    Runner(Queue& queue, UnitOfWork& unit, Clock const& clock, RunnerSettings settings = {});
    Runner(Runner const&) = delete;
    Runner& operator=(Runner const&) = delete;

    /// All before `run`. Jobs of kinds without a handler are left to others.
    void handle(std::string kind, Handler handler);
    void observe(JobObserver& observer);

    /// Works until all these jobs are finished; gives them as they are then, in their order: whether they succeeded is for
    /// the caller to see. First takes over the jobs of dead processes of this host. Takes jobs of the groups of these
    /// alone (of any, if one has no group). When `stop` is asked for, unfinished jobs go back to the queue.
    /// Errors: cancelled, not_found (no such job), unavailable (the queue cannot be read or written).
    [[nodiscard]] Result<std::vector<Job>> run(std::vector<JobId> const& jobs, std::stop_token stop = {});

    /// Works until `stop` is asked for. Error: unavailable.
    [[nodiscard]] Result<void> run_until_stopped(std::stop_token stop);

private:
    Queue& queue_;
    UnitOfWork& unit_;
    Clock const& clock_;
    RunnerSettings settings_;
    std::map<std::string, Handler> handlers_;
    std::vector<JobObserver*> observers_;
};

}  // namespace troupe::jobs
