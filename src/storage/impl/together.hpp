#pragma once

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace troupe::storage::impl {

/// What threads ask for at the same time, done in one go by one of them: while it is at it, those that come stand in line for the next.
template <class Request, class Outcome>
class Together {
public:
    /// Waits until somebody has done it. `all` is a function `(std::span<Request const>) -> std::vector<Outcome>` that does not throw.
    template <class All>
    Outcome run(Request request, All const& all) {
        std::unique_lock lock(guard_);
        Waiting mine{.request = std::move(request)};
        line_.push_back(&mine);
        // Whoever comes while somebody is free for it leads at once; the others are called, to lead or to go.
        if (at_work_ < most_at_work) {
            ++at_work_;
            mine.is_to_lead = true;
        }
        mine.called.wait(lock, [&] { return mine.outcome || mine.is_to_lead; });
        if (mine.is_to_lead) lead(lock, all);
        return *std::move(mine.outcome);
    }

private:
    struct Waiting {
        Request request;
        std::optional<Outcome> outcome = std::nullopt;
        bool is_to_lead = false;
        std::condition_variable called{};
    };

    /// One waits for the disk while the next goes through the tables.
    static constexpr int most_at_work = 2;
    static constexpr std::size_t most_at_once = 200;

    /// The leader's own is among the first in the line: behind those at most who were called, too.
    template <class All>
    void lead(std::unique_lock<std::mutex>& lock, All const& all) {
        auto const count = static_cast<std::ptrdiff_t>(std::min(line_.size(), most_at_once));
        std::vector<Waiting*> const taken(line_.begin(), line_.begin() + count);
        line_.erase(line_.begin(), line_.begin() + count);
        std::vector<Request> requests;
        std::ptrdiff_t leaders = 0;
        for (auto* each : taken) {
            requests.push_back(each->request);
            leaders += std::exchange(each->is_to_lead, false) ? 1 : 0;
        }
        // Others who were called and have not come yet have nothing to lead for any more.
        for (; leaders > 1; --leaders) pass_on();
        lock.unlock();
        auto outcomes = all(requests);
        lock.lock();
        for (std::size_t i = 0; i < taken.size(); ++i) {
            taken[i]->outcome = std::move(outcomes[i]);
            taken[i]->called.notify_one();
        }
        pass_on();
    }

    void pass_on() {
        auto const next = std::ranges::find(line_, false, &Waiting::is_to_lead);
        if (next == line_.end()) {
            --at_work_;
            return;
        }
        (*next)->is_to_lead = true;
        (*next)->called.notify_one();
    }

    std::mutex guard_;
    std::vector<Waiting*> line_;
    int at_work_ = 0;
};

}  // namespace troupe::storage::impl
