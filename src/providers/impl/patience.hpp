#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "base/units.hpp"

namespace troupe::providers::impl {

/// Waits, unless somebody asks to stop. False: somebody did.
[[nodiscard]] inline bool wait(Seconds longest, std::stop_token const& stop) {
    std::mutex guard;
    std::condition_variable_any never;
    std::unique_lock lock(guard);
    never.wait_for(lock, stop, longest, [] { return false; });
    return !stop.stop_requested();
}

}  // namespace troupe::providers::impl
