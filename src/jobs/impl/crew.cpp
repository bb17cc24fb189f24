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

Crew::Crew(CrewParts parts, std::vector<std::string> groups, std::set<JobId> awaited, std::stop_token stop)
    : parts_(parts), awaited_(std::move(awaited)) {
    for (auto const& [kind, handler] : parts_.handlers) capabilities_.kinds.push_back(kind);
    capabilities_.groups = std::move(groups);
    recorder_.emplace(parts_.queue);
    start("cpu", parts_.settings.cpu_threads);
    start("io", parts_.settings.io_threads);
    keeper_ = std::jthread([this] { keep_leases(); });
    on_stop_.emplace(std::move(stop), [this] { this->stop(); });
}

void Crew::start(std::string const& job_class, int threads) {
    if (threads == 0) return;
    auto capabilities = capabilities_;
    capabilities.classes = {job_class};
    auto& intake = *intakes_.emplace_back(std::make_unique<Intake>(parts_.queue, std::move(capabilities), parts_.settings.lease, threads));
    for (int i = 0; i < threads; ++i)
        workers_.emplace_back([this, &intake, n = static_cast<int>(workers_.size())] { work(n, intake); });
}

Crew::~Crew() {
    on_stop_.reset();
    stop();
    workers_.clear();
    give_back_waiting(std::chrono::milliseconds(0));
    recorder_.reset();
    // The keeper goes last: leases are kept until all is recorded.
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
    if (awaited_.erase(job.id) > 0) announced_.insert(job.id);
    else if (announced_.contains(job.id)) return;
    for (auto* observer : parts_.observers) observer->job_finished(job);
}

void Crew::work(int thread, Intake& intake) {
    auto const name = WorkerName::of_this_process(thread).text();
    int errors = 0;
    while (!stopping_) {
        auto const seen = events();
        auto lease = intake.next(name);
        if (!lease) {
            log::warning("jobs.queue_failed", {{"reason", lease.error().message}});
            if (++errors >= most_queue_errors) return note_trouble(lease.error());
        } else {
            errors = 0;
        }
        if (!lease) wait_for_event(seen, parts_.settings.poll_every);
        else if (!*lease) rest(seen, name, intake.capabilities());
        else if (stopping_) give_back(**lease);  // the stop came between the look and the lease
        else do_job(**std::move(lease), intake);
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
        give_back_waiting(tick);
    }
}

/// The jobs in hand last longer than those before: others may have time for what was taken along.
void Crew::give_back_waiting(std::chrono::milliseconds age) {
    for (auto const& intake : intakes_) {
        auto const leases = intake->waiting_for(age);
        if (leases.empty()) continue;
        auto const given = parts_.queue.give_back_all(leases);
        if (!given) log::warning("jobs.not_given_back", {{"count", leases.size()}, {"reason", given.error().message}});
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
    if (!active->is_worked_on) return;
    // Between renewals, look whether somebody cancelled it.
    auto const job = parts_.queue.find(active->lease.job.id);
    if (job && job->state != JobState::running) active->stop.request_stop();
}

void Crew::do_job(Lease lease, Intake& intake) {
    auto const now = Steady::now();
    auto const active = std::make_shared<Active>(std::move(lease), now);
    {
        std::lock_guard const lock(guard_);
        active_[active->lease.job.id] = active;
    }
    if (stopping_) active->stop.request_stop();
    tell([&](JobObserver& observer) { observer.job_started(active->lease.job); });
    auto const effect = attempt(*active);
    intake.note_pace(Steady::now() - now);
    if (!effect) return finish(*active, tl::unexpected(effect.error()), {});
    if (auto const* plain = effect->target<OnlyOutput>()) return record_later(active, plain->output);
    auto const recorded = guarded(*active, [&] { return record(*active, *effect); });
    auto const done = recorded ? parts_.queue.find(active->lease.job.id) : Result<Job>(tl::unexpected(recorded.error()));
    finish(*active, recorded, done ? std::optional(*done) : std::nullopt);
}

void Crew::record_later(std::shared_ptr<Active> active, json::Value const& output) {
    active->is_worked_on = false;
    Completion completion{active->lease, output};
    recorder_->add(std::move(completion), [this, active = std::move(active), output](Result<void> const& result) {
        auto done = active->lease.job;
        done.state = JobState::done;
        done.output = output;
        done.progress = 1;
        done.message = active->message;
        done.error.reset();
        done.worker.clear();
        done.lease_until.reset();
        done.finished = parts_.clock.now();
        finish(*active, result, done);
    });
}

void Crew::finish(Active& active, Result<void> const& result, std::optional<Job> const& done) {
    auto const& job = active.lease.job;
    if (result) {
        auto const seconds = std::chrono::duration<double>(Steady::now() - active.begun).count();
        log::info("job.done", {{"job_id", to_string(job.id)}, {"kind", job.kind}, {"seconds", seconds}});
        if (done) announce_finished(*done);
    } else {
        settle_failure(active, result.error());
    }
    {
        std::lock_guard const lock(guard_);
        active_.erase(job.id);
    }
    event();
}

template <class Work>
auto Crew::guarded(Active const& active, Work const& work) -> decltype(work()) {
    auto const& job = active.lease.job;
    try {
        return work();
    } catch (std::exception const& error) {
        log::error("job.threw", {{"job_id", to_string(job.id)}, {"reason", error.what()}});
        return fail(ErrorCode::internal, fmt::format("{}: {}", job.kind, error.what()));
    } catch (...) {
        return fail(ErrorCode::internal, fmt::format("{}: threw what is no exception", job.kind));
    }
}

Result<Effect> Crew::attempt(Active& active) {
    return guarded(active, [&]() -> Result<Effect> {
        auto effect = TRY(handle(active));
        if (!effect) return fail(ErrorCode::internal, fmt::format("the handler of {} gave no effect", active.lease.job.kind));
        return effect;
    });
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
    if (written) active.message = message;
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
        // Who finished it has told of that; who cancelled it works on nothing.
        if (current && current->state == JobState::cancelled) announce_finished(*current);
        return;
    }
    log_it("job.failure_not_recorded", ended.error());
    note_trouble(ended.error());
}

}  // namespace troupe::jobs::impl
