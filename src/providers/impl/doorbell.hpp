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

    /// Error: cancelled.
    [[nodiscard]] Result<void> wait(Seconds longest, std::stop_token const& stop) {
        std::unique_lock lock(guard_);
        auto const heard = rings_;
        rung_.wait_for(lock, stop, longest, [&] { return rings_ != heard; });
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while waiting for an answer");
        return {};
    }

private:
    std::mutex guard_;
    std::condition_variable_any rung_;
    std::uint64_t rings_ = 0;
};

}  // namespace troupe::providers::impl
