#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

#include "base/result.hpp"
#include "base/units.hpp"

namespace troupe::providers::impl {

/// A wait that ends early when somebody rings or asks to stop.
class Doorbell {
public:
    /// Everybody who waits now goes on at once.
    void ring() {
        {
            std::lock_guard const lock(guard_);
            ++rings_;
        }
        rung_.notify_all();
    }

    /// How often it has rung. Taken before one looks, so that a ring between the look and the wait is not missed.
    [[nodiscard]] std::uint64_t rings() const {
        std::lock_guard const lock(guard_);
        return rings_;
    }

    /// Ends at once when it has rung since `heard`. Error: cancelled.
    [[nodiscard]] Result<void> wait(std::uint64_t heard, Seconds longest, std::stop_token const& stop) {
        std::unique_lock lock(guard_);
        rung_.wait_for(lock, stop, longest, [&] { return rings_ != heard; });
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while waiting for an answer");
        return {};
    }
    [[nodiscard]] Result<void> wait(Seconds longest, std::stop_token const& stop) { return wait(rings(), longest, stop); }

private:
    mutable std::mutex guard_;
    std::condition_variable_any rung_;
    std::uint64_t rings_ = 0;
};

}  // namespace troupe::providers::impl
