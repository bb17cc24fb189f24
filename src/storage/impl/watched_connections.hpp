#pragma once

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <limits>

#include "base/figure.hpp"

namespace troupe::storage::impl {

/// How long the database takes to keep what was written. From any thread; costs two additions.
class CommitTimes {
public:
    void add(std::chrono::nanoseconds took) {
        auto const seconds = std::chrono::duration<double>(took).count();
        auto const step = std::ranges::lower_bound(upper_bounds, seconds) - upper_bounds.begin();
        ++times_.at(static_cast<std::size_t>(step));
        nanoseconds_ += took.count();
    }

    [[nodiscard]] Figure figure() const {
        Figure all{"troupe_database_commit_duration_seconds",
                   "Commits of this process that were tried; several units of work may share one",
                   static_cast<double>(nanoseconds_.load()) / 1e9,
                   {},
                   Figure::Kind::histogram};
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < times_.size(); ++i)
            all.steps.push_back({i < upper_bounds.size() ? upper_bounds.at(i) : std::numeric_limits<double>::infinity(),
                                 below += times_.at(i).load()});
        return all;
    }

private:
    static constexpr std::array upper_bounds = {0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05,
                                                0.1,    0.25,  0.5,    1.0,   2.5,  5.0,   10.0};
    std::array<std::atomic<std::uint64_t>, upper_bounds.size() + 1> times_{};
    std::atomic<std::int64_t> nanoseconds_ = 0;
};

/// What both kinds of connections tell of themselves, beside what stores see of them.
class WatchedConnections {
public:
    virtual ~WatchedConnections() = default;

    /// Of this process. `most` is 0 where there is no limit.
    struct Usage {
        int in_use = 0;
        int idle = 0;
        int most = 0;
    };
    [[nodiscard]] virtual Usage usage() = 0;
    [[nodiscard]] CommitTimes const& commit_times() const { return commit_times_; }

protected:
    /// Adapters say how long each commit took.
    void note_commit(std::chrono::nanoseconds took) const { commit_times_.add(took); }

private:
    mutable CommitTimes commit_times_;
};

}  // namespace troupe::storage::impl
