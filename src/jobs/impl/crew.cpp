#include "jobs/impl/crew.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/log.hpp"
#include "base/random.hpp"
#include "jobs/worker_name.hpp"

namespace troupe::jobs::impl {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::chrono::milliseconds progress_every{500};
constexpr std::chrono::milliseconds look_after_leases_every{1'000};
constexpr int most_queue_errors = 3;  ///< in a row, until the run is given up

}  // namespace

Crew::Crew(CrewParts parts, std::vector<std::string> groups, std::stop_token stop) : parts_(parts) {
    for (auto const& [kind, handler] : parts_.handlers) capabilities_.kinds.push_back(kind);
    capabilities_.groups = std::move(groups);
    int thread = 0;
    for (int i = 0; i < parts_.settings.cpu_threads; ++i) threads_.emplace_back([this, n = thread++] { work(n, "cpu"); });
    for (int i = 0; i < parts_.settings.io_threads; ++i) threads_.emplace_back([this, n = thread++] { work(n, "io"); });
    threads_.emplace_back([this] { keep_leases(); });
    on_stop_.emplace(std::move(stop), [this] { this->stop(); });
}

Crew::~Crew() {
    on_stop_.reset();
    stop();
    threads_.clear();
}

void Crew::stop() {
    stopping_ = true;
    waits_.request_stop();
    std::vector<std::shared_ptr<Active>> active;
    {
        std::lock_guard const lock(guard_);
        for (auto const& [id, each] : active_) active.push_back(each);
    }
    for (auto const& each : active) each->stop.request_stop();
    event();
}

std::optional<Error> Crew::trouble() {
    std::lock_guard const lock(guard_);
    return trouble_;
}

std::uint64_t Crew::events() {
    std::lock_guard const lock(guard_);
    return events_;
}

void Crew::wait_for_event(std::uint64_t seen, std::chrono::milliseconds longest) {
    std::unique_lock lock(guard_);
    happened_.wait_for(lock, longest, [&] { return events_ != seen; });
}

void Crew::event() {
    {
        std::lock_guard const lock(guard_);
        ++events_;
    }
    happened_.notify_all();
}

void Crew::note_trouble(Error const& error) {
    {
        std::lock_guard const lock(guard_);
        if (!trouble_) trouble_ = error;
    }
    stop();
}

template <class Tell>
void Crew::tell(Tell const& tell) {
    std::lock_guard const lock(observers_guard_);
    for (auto* observer : parts_.observers) tell(*observer);
}

void Crew::announce_finished(Job const& job) {
    std::lock_guard const lock(observers_guard_);
    if (!announced_.insert(job.id).second) return;
    for (auto* observer : parts_.observers) observer->job_finished(job);
}

void Crew::work(int thread, std::string const& job_class) {
    auto capabilities = capabilities_;
    capabilities.classes = {job_class};
    auto const name = WorkerName::of_this_process(thread).text();
    int errors = 0;
    while (!stopping_) {
        auto const seen = events();
        auto const lease = parts_.queue.lease(name, capabilities, parts_.settings.lease);
        if (!lease) {
            log::warning("jobs.queue_failed", {{"reason", lease.error().message}});
            if (++errors >= most_queue_errors) return note_trouble(lease.error());
        } else {
            errors = 0;
        }
        if (!lease) wait_for_event(seen, parts_.settings.poll_every);
        else if (!*lease) rest(seen, name, capabilities);
        else if (stopping_) give_back(**lease);  // the stop came between the look and the lease
        else do_job(**lease);
    }
}

/// Until there may be work, or what happened in this process may have made some.
void Crew::rest(std::uint64_t seen, std::string const& name, Capabilities const& capabilities) {
    if (!parts_.queue.wait_for_work(name, capabilities, parts_.settings.longest_wait, waits_.get_token()))
        wait_for_event(seen, parts_.settings.poll_every);
}

void Crew::keep_leases() {
    auto const tick = std::min(look_after_leases_every, parts_.settings.renew_every);
    for (;;) {
        std::vector<std::shared_ptr<Active>> active;
        {
            // Leases are kept to the end of the work, also while it is being stopped.
            std::unique_lock lock(guard_);
            happened_.wait_for(lock, tick, [&] { return stopping_ && active_.empty(); });
            if (stopping_ && active_.empty()) return;
            for (auto const& [id, each] : active_) active.push_back(each);
        }
        for (auto const& each : active) check_lease(each);
    }
}

void Crew::check_lease(std::shared_ptr<Active> const& active) {
    auto const is_due = Steady::now() - active->renewed >= parts_.settings.renew_every;
    if (is_due) {
        auto const renewed = parts_.queue.renew(active->lease, parts_.settings.lease);
        if (renewed) active->renewed = Steady::now();
        else if (renewed.error().code == ErrorCode::conflict) active->stop.request_stop();
        else log::warning("jobs.renew_failed", {{"job_id", to_string(active->lease.job.id)}, {"reason", renewed.error().message}});
        return;
    }
    // Between renewals, look whether somebody cancelled it.
    auto const job = parts_.queue.find(active->lease.job.id);
    if (job && job->state != JobState::running) active->stop.request_stop();
}

void Crew::do_job(Lease const& lease) {
    auto const active = std::make_shared<Active>(Active{lease, std::stop_source{}, Steady::now()});
    {
        std::lock_guard const lock(guard_);
        active_[lease.job.id] = active;
    }
    if (stopping_) active->stop.request_stop();
    tell([&](JobObserver& observer) { observer.job_started(lease.job); });
    auto const begun = Steady::now();
    auto const result = attempt(*active);
    if (result) {
        auto const seconds = std::chrono::duration<double>(Steady::now() - begun).count();
        log::info("job.done", {{"job_id", to_string(lease.job.id)}, {"kind", lease.job.kind}, {"seconds", seconds}});
        if (auto const job = parts_.queue.find(lease.job.id)) announce_finished(*job);
    } else {
        settle_failure(*active, result.error());
    }
    {
        std::lock_guard const lock(guard_);
        active_.erase(lease.job.id);
    }
    event();
}

Result<void> Crew::attempt(Active& active) {
    try {
        auto const effect = TRY(handle(active));
        if (!effect) return fail(ErrorCode::internal, fmt::format("the handler of {} gave no effect", active.lease.job.kind));
        return record(active, effect);
    } catch (std::exception const& error) {
        log::error("job.threw", {{"job_id", to_string(active.lease.job.id)}, {"reason", error.what()}});
        return fail(ErrorCode::internal, fmt::format("{}: {}", active.lease.job.kind, error.what()));
    } catch (...) {
        return fail(ErrorCode::internal, fmt::format("{}: threw what is no exception", active.lease.job.kind));
    }
}

Result<Effect> Crew::handle(Active& active) {
    std::vector<Job> dependencies;
    for (auto const& id : active.lease.job.after) dependencies.push_back(TRY(parts_.queue.find(id)));
    // A handler may report from several threads.
    std::mutex reporting;
    auto last_written = Steady::time_point{};
    JobContext context(active.lease.job, std::move(dependencies), active.stop.get_token(),
                       [&](double fraction, std::string const& message) {
                           std::lock_guard const lock(reporting);
                           report_progress(active, fraction, message, last_written);
                       });
    return parts_.handlers.at(active.lease.job.kind)(context);
}

Result<void> Crew::record(Active& active, Effect const& effect) {
    return parts_.unit.run([&]() -> Result<void> {
        auto const output = TRY(effect());
        return parts_.queue.complete(active.lease, output);
    });
}

void Crew::report_progress(Active& active, double fraction, std::string const& message, Steady::time_point& last_written) {
    auto job = active.lease.job;
    job.progress = std::isfinite(fraction) ? std::clamp(fraction, 0.0, 1.0) : 0;
    job.message = message;
    tell([&](JobObserver& observer) { observer.job_progressed(job); });
    if (Steady::now() - last_written < progress_every) return;
    last_written = Steady::now();
    auto const written = parts_.queue.progress(active.lease, job.progress, message);
    if (!written && written.error().code == ErrorCode::conflict) active.stop.request_stop();
}

void Crew::give_back(Lease const& lease) {
    auto const given = parts_.queue.give_back(lease);
    if (!given) log::warning("job.not_given_back", {{"job_id", to_string(lease.job.id)}, {"reason", given.error().message}});
}

std::optional<TimePoint> Crew::retry_time(Job const& job, Error const& error) const {
    if (error.code != ErrorCode::unavailable && error.code != ErrorCode::rate_limited) return std::nullopt;
    auto const& settings = parts_.settings;
    auto const doubled = static_cast<double>(settings.first_backoff.count()) * std::pow(2.0, std::min(job.attempts - 1, 30));
    auto const wait = std::min(doubled, static_cast<double>(settings.longest_backoff.count()));
    // Many jobs that failed together must not all come back together.
    auto jitter = Random(stable_hash(to_string(job.id))).stream("retry", static_cast<std::uint64_t>(job.attempts));
    return parts_.clock.now() + std::chrono::milliseconds{std::llround(wait * jitter.uniform(0.75, 1.25))};
}

void Crew::settle_failure(Active& active, Error const& error) {
    auto const& job = active.lease.job;
    auto const log_it = [&](std::string_view event, Error const& what) {
        log::warning(event, {{"job_id", to_string(job.id)}, {"kind", job.kind}, {"reason", what.message}});
    };
    // Whatever a handler says once the runner stops, it says because it was stopped.
    if (stopping_) return give_back(active.lease);
    auto const current = parts_.queue.find(job.id);
    auto const ended = parts_.queue.fail_attempt(active.lease, error, retry_time(job, error));
    if (ended) {
        log_it(ended->state == JobState::failed ? "job.failed" : "job.retried", error);
        if (ended->state == JobState::failed) return announce_finished(*ended);
        return tell([&](JobObserver& observer) { observer.job_retried(*ended); });
    }
    // Cancelled, or taken over by somebody else: their word counts.
    if (ended.error().code == ErrorCode::conflict) {
        log_it("job.lease_lost", error);
        if (current && is_finished(current->state)) announce_finished(*current);
        return;
    }
    log_it("job.failure_not_recorded", ended.error());
    note_trouble(ended.error());
}

}  // namespace troupe::jobs::impl
