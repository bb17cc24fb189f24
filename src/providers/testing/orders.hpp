#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "catalog/testing/memory_order_book.hpp"

namespace troupe::providers::testing {

/// A second passes whenever somebody looks.
class HurriedClock final : public Clock {
public:
    TimePoint now() const override { return TimePoint{std::chrono::seconds{1'795'000'000 + seconds_++}}; }

private:
    mutable std::atomic<int> seconds_ = 0;
};

/// Knows in which order its orders came.
struct OpenBook : catalog::testing::MemoryOrderBook {
    Result<void> add(catalog::Order const& order) override {
        keys.push_back(order.key);
        return MemoryOrderBook::add(order);
    }
    Result<std::optional<catalog::Order>> find(std::string const& key) override {
        if (at_find) at_find(key);
        return MemoryOrderBook::find(key);
    }
    std::vector<std::string> keys;
    std::function<void(std::string const& key)> at_find;  ///< what somebody else does meanwhile
};

}  // namespace troupe::providers::testing
