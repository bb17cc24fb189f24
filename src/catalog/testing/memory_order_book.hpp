#pragma once

#include <map>
#include <mutex>

#include "catalog/order_book.hpp"

namespace troupe::catalog::testing {

class MemoryOrderBook : public OrderBook {
public:
    Result<std::optional<Order>> find(std::string const& key) override {
        std::lock_guard const lock(guard_);
        auto const found = orders_.find(key);
        return found == orders_.end() ? std::optional<Order>{} : std::optional(found->second);
    }
    Result<void> add(Order const& order) override {
        std::lock_guard const lock(guard_);
        if (!orders_.emplace(order.key, order).second)
            return fail(ErrorCode::conflict, "order " + order.key + ": is there already");
        return {};
    }
    Result<Order> update(Order order) override {
        std::lock_guard const lock(guard_);
        auto const found = orders_.find(order.key);
        if (found == orders_.end()) return fail(ErrorCode::not_found, "order " + order.key + " does not exist");
        if (found->second.revision != order.revision)
            return fail(ErrorCode::conflict, "order " + order.key + ": was changed meanwhile");
        ++order.revision;
        return found->second = order;
    }
    Result<void> alone(std::function<Result<void>()> const& work) override {
        std::lock_guard const lock(guard_);
        auto const before = orders_;
        auto done = work();
        if (!done) orders_ = before;
        return done;
    }
    Result<int> sendings(std::string const& maker, TimePoint since) override {
        std::lock_guard const lock(guard_);
        int count = 0;
        for (auto const& [key, order] : orders_)
            if (order.maker == maker && order.sent >= since) count += order.sendings;
        return count;
    }
    Result<std::map<std::string, std::int64_t>> spent(std::string const& maker, TimePoint since) override {
        std::lock_guard const lock(guard_);
        std::map<std::string, std::int64_t> sums;
        for (auto const& [key, order] : orders_)
            if (order.maker == maker && order.sent >= since && order.cost_micros)
                sums[order.cost_unit] += *order.cost_micros * order.sendings;
        return sums;
    }

private:
    std::recursive_mutex guard_;  // whoever works alone looks and changes
    std::map<std::string, Order> orders_;
};

}  // namespace troupe::catalog::testing
