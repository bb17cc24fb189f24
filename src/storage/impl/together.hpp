#pragma once

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
        Waiting mine{std::move(request), std::nullopt};
        line_.push_back(&mine);
        while (!mine.outcome) {
            if (at_work_ == most_at_work)
                done_.wait(lock);
            else
                lead(lock, all);
        }
        return *std::move(mine.outcome);
    }

private:
    struct Waiting {
        Request request;
        std::optional<Outcome> outcome;
    };

    /// One waits for the disk while the next goes through the tables.
    static constexpr int most_at_work = 2;
    static constexpr std::size_t most_at_once = 200;

    template <class All>
    void lead(std::unique_lock<std::mutex>& lock, All const& all) {
        auto const count = std::min(line_.size(), most_at_once);
        std::vector<Waiting*> const taken(line_.begin(), line_.begin() + static_cast<std::ptrdiff_t>(count));
        line_.erase(line_.begin(), line_.begin() + static_cast<std::ptrdiff_t>(count));
        if (taken.empty()) return done_.wait(lock);  // mine is in the hands of another
        ++at_work_;
        lock.unlock();
        std::vector<Request> requests;
        for (auto* each : taken) requests.push_back(each->request);
        auto outcomes = all(requests);
        lock.lock();
        --at_work_;
        for (std::size_t i = 0; i < taken.size(); ++i) taken[i]->outcome = std::move(outcomes[i]);
        done_.notify_all();
    }

    std::mutex guard_;
    std::condition_variable done_;
    std::vector<Waiting*> line_;
    int at_work_ = 0;
};

}  // namespace troupe::storage::impl
