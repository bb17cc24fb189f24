#include "storage/impl/job_pump.hpp"

#include <algorithm>

#include "base/log.hpp"
#include "jobs/worker_name.hpp"

namespace troupe::storage::impl {
namespace {

constexpr int most_at_once = 512;
constexpr int page_of_sweep = 1000;
constexpr int sweeps_between_tidyings = 100;

}  // namespace

JobPump::~JobPump() {
    {
        std::lock_guard const lock(guard_);
        if (!thread_.joinable()) return;
    }
    thread_.request_stop();
    thread_.join();
    if (auto const carried = carry(); !carried) note(tl::unexpected(carried.error()));
}

void JobPump::ring() {
    {
        std::lock_guard const lock(guard_);
        is_rung_ = true;
        if (!thread_.joinable()) thread_ = std::jthread([this](std::stop_token const& stop) { run(stop); });
    }
    bell_.notify_one();
}

void JobPump::finished(JobEntry entry) {
    {
        std::lock_guard const lock(guard_);
        finished_.push_back(std::move(entry));
    }
    ring();
}

void JobPump::run(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        round();
        std::unique_lock lock(guard_);
        auto longest = settings_.look_every;
        if (next_due_) longest = std::clamp(*next_due_ - parts_.clock.now(), std::chrono::milliseconds{1}, longest);
        bell_.wait_for(lock, stop, longest, [&] { return is_rung_; });
        is_rung_ = false;
    }
}

void JobPump::round() {
    try {
        auto const carried = carry();
        note(carried ? watch() : tl::unexpected(carried.error()));
    } catch (std::exception const& error) {
        note(fail(ErrorCode::internal, error.what()));
    }
}

Result<int> JobPump::carry() {
    std::lock_guard const lock(carrying_);
    TRY(flush_finished());
    int put_in = 0;
    for (bool is_all = false; !is_all;) {
        auto waiting = TRY(not_announced(parts_.database, most_at_once));
        auto const now = parts_.clock.now();
        auto const later = std::find_if(waiting.begin(), waiting.end(), [&](auto const& each) { return each.ready_at > now; });
        {
            std::lock_guard const guard(guard_);
            next_due_ = later == waiting.end() ? std::nullopt : std::optional(later->ready_at);
        }
        is_all = later != waiting.end() || waiting.size() < most_at_once;
        waiting.erase(later, waiting.end());
        std::stable_sort(waiting.begin(), waiting.end(), [](auto const& a, auto const& b) { return a.priority > b.priority; });
        put_in += TRY(parts_.streams.put(waiting));
        // Said after it was done: who dies between the two has it done again, and it is there already.
        TRY(note_announced(parts_.database, waiting));
    }
    return put_in;
}

Result<void> JobPump::flush_finished() {
    std::vector<JobEntry> entries;
    {
        std::lock_guard const lock(guard_);
        entries.swap(finished_);
    }
    // Those that cannot be taken out now are found by others, who see that they are over.
    return parts_.streams.finish(entries);
}

Result<void> JobPump::watch() {
    std::lock_guard const lock(carrying_);
    if (Steady::now() - watched_ < settings_.look_every) return {};
    watched_ = Steady::now();
    if (process_.empty()) process_ = jobs::WorkerName::of_this_process(0).text();
    auto const watch = TRY(parts_.streams.watch(process_));
    if (!watch.is_mine) return {};
    TRY(parts_.queue.take_expired());
    if (!watch.is_whole) return refill();
    if (Steady::now() - swept_at_ < settings_.sweep_every) return {};
    TRY(sweep_page());
    if (++sweeps_ % sweeps_between_tidyings == 0) TRY(parts_.streams.forget_consumers());
    return {};
}

Result<void> JobPump::refill() {
    TRY(parts_.streams.begin_refill(process_));
    sweep_from_.clear();
    while (!TRY(sweep_page())) {}
    return parts_.streams.end_refill(process_);
}

Result<bool> JobPump::sweep_page() {
    swept_at_ = Steady::now();
    auto const page = TRY(due_above(parts_.database, sweep_from_, parts_.clock.now(), page_of_sweep));
    auto const put_in = TRY(parts_.streams.put(page));
    swept_ += put_in;
    if (put_in > 0) log::info("jobs.swept", {{"count", put_in}});
    auto const is_last = page.size() < page_of_sweep;
    sweep_from_ = is_last ? "" : to_string(page.back().job);
    return is_last;
}

void JobPump::note(Result<void> const& outcome) {
    std::lock_guard const lock(carrying_);
    auto const was_failing = std::exchange(is_known_failing_, !outcome);
    if (!outcome && !was_failing) log::warning("jobs.not_announced", {{"reason", outcome.error().message}});
    if (outcome && was_failing) log::info("jobs.announced_again");
}

}  // namespace troupe::storage::impl
