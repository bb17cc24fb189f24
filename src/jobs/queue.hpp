#pragma once

#include <boost/describe.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

/// Long work as rows. See README.md for the states.
namespace troupe::jobs {

using JobId = Id<struct JobTag>;

/// waiting: for other jobs; ready: to be leased (from `ready_at` on); running: leased; the other three are ends.
BOOST_DEFINE_ENUM_CLASS(JobState, waiting, ready, running, done, failed, cancelled)

[[nodiscard]] constexpr bool is_finished(JobState state) {
    return state == JobState::done || state == JobState::failed || state == JobState::cancelled;
}

/// A job to be done.
struct JobSpec {
    std::string kind;               ///< names the handler: "track.generate"
    std::string job_class = "cpu";  ///< "cpu" computes, "io" waits for others; workers lease by class
    json::Value input;
    std::string key;           ///< the same key again gives the existing job; empty: always a new one
    std::string group;         ///< whatever belongs together: "debut:018f.."
    std::vector<JobId> after;  ///< jobs that must be done before
    int priority = 0;          ///< higher first
    int max_attempts = 3;      ///< 1 to 100: failures until it is dead
};

struct JobError {
    ErrorCode code = ErrorCode::internal;
    std::string message;
};
BOOST_DESCRIBE_STRUCT(JobError, (), (code, message))

struct Job {
    JobId id;
    std::string kind;
    std::string job_class = "cpu";
    JobState state = JobState::waiting;
    std::string key;
    std::string group;
    std::vector<JobId> after;
    int priority = 0;
    int attempts = 0;  ///< begun, those given back on a stop not counted
    int max_attempts = 3;
    int losses = 0;         ///< leases lost because the worker died or stood still
    double progress = 0;    ///< 0..1
    std::string message;    ///< what it is doing, for people
    json::Value input;
    json::Value output;             ///< null until done
    std::optional<JobError> error;  ///< of the last attempt
    std::optional<JobId> because_of;  ///< the job whose end ended this one
    std::string worker;      ///< who holds the lease
    TimePoint created{};
    TimePoint ready_at{};    ///< not leased before
    std::optional<TimePoint> started;   ///< of the last attempt
    std::optional<TimePoint> finished;
    std::optional<TimePoint> lease_until;
};
BOOST_DESCRIBE_STRUCT(Job, (),
                      (id, kind, job_class, state, key, group, after, priority, attempts, max_attempts, losses, progress,
                       message, input, output, error, because_of, worker, created, ready_at, started, finished,
                       lease_until))

/// The right to do a job until it expires or is renewed. The token grows with every lease of the job; what carries an
/// older one is refused.
struct Lease {
    Job job;
    std::int64_t token = 0;
};

/// A lease whose work is done, and what came of it.
struct Completion {
    Lease lease;
    json::Value output;
};

/// What a worker takes. An empty list takes all.
struct Capabilities {
    std::vector<std::string> classes;
    std::vector<std::string> kinds;   ///< those it has handlers for
    std::vector<std::string> groups;  ///< those it was started for
};

/// Which jobs, newest first. A page begins below `after`.
struct JobQuery {
    std::optional<JobState> state;
    std::optional<std::string> kind;
    std::optional<std::string> group;
    std::optional<JobId> after;
    int limit = 50;  ///< 1 to 500
};

/// How many jobs of a class are in a state that is not an end, and since when the oldest is.
struct JobCount {
    std::string job_class;
    JobState state = JobState::ready;
    std::int64_t jobs = 0;
    TimePoint oldest{};
};
BOOST_DESCRIBE_STRUCT(JobCount, (), (job_class, state, jobs, oldest))

struct JobPage {
    std::vector<Job> jobs;
    std::optional<JobId> next;
};

/// A lease that was lost this often ends the job: whoever takes it dies of it.
constexpr int most_losses = 100;

/// Port: carries jobs to workers. At least once, with every recorded effect exactly once: `complete` refuses a lease that
/// was lost, and stands in one unit of work with the effect. Adapter: storage. Calls may be made from any thread and
/// take part in the unit of work of their thread. Every call may fail with unavailable.
class Queue {
public:
    virtual ~Queue() = default;

    /// Adds a job, or gives the one with the same key, whatever its state. A job after a failed or cancelled one ends
    /// like it at once. Errors: invalid_input (kind, class, max_attempts), not_found (`after`).
    virtual Result<Job> enqueue(JobSpec const& spec) = 0;
    /// The same for each of them in their order, all or none.
    virtual Result<std::vector<Job>> enqueue_all(std::vector<JobSpec> const& specs) = 0;

    /// The ready job within these capabilities with the highest priority, the oldest of those; also one whose lease has
    /// expired. Nothing: there is none now. `worker` is a `WorkerName`'s text.
    virtual Result<std::optional<Lease>> lease(std::string const& worker, Capabilities const& capabilities,
                                               std::chrono::milliseconds duration) = 0;

    /// As many as are there and as one call may give, in the order of `lease`, up to `most`: for one who has work for several at once.
    virtual Result<std::vector<Lease>> lease_some(std::string const& worker, Capabilities const& capabilities, std::chrono::milliseconds duration,
                                                  int /*most*/) {
        auto lease = TRY(this->lease(worker, capabilities, duration));
        if (!lease) return std::vector<Lease>{};
        return std::vector<Lease>{*std::move(lease)};
    }

    /// How many `lease_some` may give. Above 1: a call costs little more for many than for one.
    [[nodiscard]] virtual int most_leases() const { return 1; }

    /// The next six refuse a lease that is no longer held, or whose job was cancelled, with conflict: stop working on it.
    virtual Result<void> renew(Lease const& lease, std::chrono::milliseconds duration) = 0;
    /// `fraction` is cut to 0..1.
    virtual Result<void> progress(Lease const& lease, double fraction, std::string const& message) = 0;
    /// Done: dependents that waited for nothing else become ready.
    virtual Result<void> complete(Lease const& lease, json::Value const& output) = 0;
    /// The same for each of them, whatever comes of the others; one result each, in their order.
    virtual std::vector<Result<void>> complete_all(std::vector<Completion> const& completions) {
        std::vector<Result<void>> results;
        for (auto const& each : completions) results.push_back(complete(each.lease, each.output));
        return results;
    }
    /// With `retry_at`, and attempts left: ready again then. Otherwise failed for good, and all that wait for it, too.
    /// Gives the job as it is then.
    virtual Result<Job> fail_attempt(Lease const& lease, Error const& error, std::optional<TimePoint> retry_at) = 0;
    /// Gives the job back, ready at once, the attempt not counted: the worker was told to stop.
    virtual Result<void> give_back(Lease const& lease) = 0;
    /// The same for each of them; those that are no longer held are left out.
    virtual Result<void> give_back_all(std::vector<Lease> const& leases) {
        for (auto const& each : leases)
            if (auto const given = give_back(each); !given && given.error().code != ErrorCode::conflict) return given;
        return {};
    }

    /// Ends an unfinished job and all that wait for it. A finished one stays what it is. Error: not_found.
    virtual Result<Job> cancel(JobId id) = 0;
    /// A failed or cancelled job becomes ready with all its attempts, and what ended because of it waits again. Any other
    /// stays what it is. Errors: not_found; conflict (it ended because of another job: names the one to retry).
    virtual Result<Job> retry(JobId id) = 0;

    /// Gives back all leases whose worker is dead by that judgement. The number of them.
    virtual Result<int> recover(std::function<bool(std::string const& worker)> const& is_dead) = 0;

    /// Error: not_found.
    virtual Result<Job> find(JobId id) = 0;
    virtual Result<std::optional<Job>> find_by_key(std::string const& key) = 0;
    /// Error: invalid_input (limit).
    virtual Result<JobPage> list(JobQuery const& query) = 0;
    /// Of all unfinished jobs and those that failed, by class and state.
    virtual Result<std::vector<JobCount>> counts() = 0;

    /// Waits until there may be something to lease, `stop` is asked for, or `longest` is over, and says true. False, at once: nobody
    /// tells this queue of it; look again after a while.
    virtual bool wait_for_work(std::string const& /*worker*/, Capabilities const& /*capabilities*/, std::chrono::milliseconds /*longest*/,
                               std::stop_token /*stop*/) {
        return false;
    }
};

}  // namespace troupe::jobs
