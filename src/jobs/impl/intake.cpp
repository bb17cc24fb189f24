#include "jobs/impl/intake.hpp"

#include <algorithm>

namespace troupe::jobs::impl {
namespace {

/// So much work is taken along: what comes meanwhile and is more urgent waits no longer than that.
constexpr std::chrono::nanoseconds horizon = std::chrono::milliseconds(50);
/// Jobs that take longer are leased one by one.
constexpr std::chrono::nanoseconds longest_to_take_along = std::chrono::milliseconds(20);
constexpr int weight_of_the_past = 8;

}  // namespace

int Intake::ahead() const {
    if (!pace_ || *pace_ > longest_to_take_along) return 0;
    auto const each = std::max<std::int64_t>(pace_->count(), 1'000);
    return static_cast<int>(std::min<std::int64_t>(horizon.count() * threads_ / each, queue_.most_leases()));
}

Result<std::optional<Lease>> Intake::next(std::string const& worker) {
    int most = 1;
    std::optional<Lease> mine;
    {
        std::unique_lock lock(guard_);
        ++asking_;
        // Who fetches, fetches for all; where one call gives one job, each thread fetches its own.
        if (queue_.most_leases() > 1) fetched_.wait(lock, [&] { return !waiting_.empty() || !is_fetching_; });
        if (waiting_.empty()) {
            is_fetching_ = true;
            most = std::min(asking_ + ahead(), queue_.most_leases());
        } else {
            --asking_;
            mine = std::move(waiting_.front().lease);
            waiting_.pop_front();
            // While the others work on the second half, one fetches the next lot.
            most = ahead();
            if (is_fetching_ || threads_ == 1 || waiting_.size() != static_cast<std::size_t>(most) / 2) return mine;
            is_fetching_ = true;
            ++asking_;
        }
    }
    auto fetched = fetch(worker, most, !mine);
    return mine ? std::move(mine) : std::move(fetched);
}

Result<std::optional<Lease>> Intake::fetch(std::string const& worker, int most, bool takes_first) {
    auto taken = queue_.lease_some(worker, capabilities_, lease_, most);
    std::optional<Lease> mine;
    {
        std::lock_guard const lock(guard_);
        is_fetching_ = false;
        --asking_;
        if (taken && !taken->empty()) {
            if (takes_first) mine = std::move(taken->front());
            auto const now = std::chrono::steady_clock::now();
            for (auto at = taken->begin() + (takes_first ? 1 : 0); at != taken->end(); ++at) waiting_.push_back({std::move(*at), now});
        }
    }
    fetched_.notify_all();
    if (!taken) return tl::unexpected(taken.error());
    return mine;
}

void Intake::note_pace(std::chrono::nanoseconds each) {
    std::lock_guard const lock(guard_);
    pace_ = pace_ ? (*pace_ * (weight_of_the_past - 1) + each) / weight_of_the_past : each;
}

std::vector<Lease> Intake::waiting_for(std::chrono::milliseconds age) {
    auto const latest = std::chrono::steady_clock::now() - age;
    std::vector<Lease> leases;
    std::lock_guard const lock(guard_);
    while (!waiting_.empty() && waiting_.front().since <= latest) {
        leases.push_back(std::move(waiting_.front().lease));
        waiting_.pop_front();
    }
    return leases;
}

}  // namespace troupe::jobs::impl
