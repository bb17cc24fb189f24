#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "base/time.hpp"

/// What was ordered from makers elsewhere that take money for it, so that nothing is paid twice: not after a timeout,
/// not after a kill.
namespace troupe::catalog {

BOOST_DEFINE_ENUM_CLASS(OrderState,
                        open,     // not there (never sent, surely not received, or it came to nothing): may be sent
                        sending,  // about to be sent, or sent and never answered: nobody knows whether it is there
                        placed,   // there; `task` is its name
                        done,     // fetched once; can be fetched again as long as they keep it
                        refused)  // will never be made as it is: `reason`

struct Order {
    std::string key;    ///< hash of what was asked, and of whom
    std::string maker;  ///< "suno/sunoapi"
    OrderState state = OrderState::open;
    int revision = 0;                         ///< of this record; counts every `update`
    std::string title;                        ///< for people
    std::string task;                         ///< how the maker calls it; empty: not known
    std::string take;                         ///< the one of its songs or pictures that was fetched
    std::string sha256;                       ///< of the file that was fetched
    std::string reason;                       ///< why it was refused or came to nothing; while sending: why nobody waits for an answer
    TimePoint sent{};                         ///< the last time
    int sendings = 0;                         ///< that may have been taken; each may have been paid
    std::optional<std::int64_t> cost_micros;  ///< of one sending, in millionths of `cost_unit`; nothing: not known
    std::string cost_unit;                    ///< "USD", "credits"; empty: the installation's currency
    bool cost_is_told = false;                ///< by the maker itself; otherwise it is what was expected
};
BOOST_DESCRIBE_STRUCT(Order, (),
                      (key, maker, state, revision, title, task, take, sha256, reason, sent, sendings, cost_micros, cost_unit, cost_is_told))

/// Port: the orders. Adapters: storage (SQL), testing (memory). What was written is durable when a call returns,
/// whatever becomes of the process. Every call may fail with unavailable. Safe to call from several threads and
/// processes.
class OrderBook {
public:
    virtual ~OrderBook() = default;
    /// The order of that key; nothing: there is none.
    [[nodiscard]] virtual Result<std::optional<Order>> find(std::string const& key) = 0;
    /// Writes a new order down. Error: conflict (there is one of that key).
    [[nodiscard]] virtual Result<void> add(Order const& order) = 0;
    /// Writes over the order of that key and gives it back with its next revision. Errors: not_found; conflict
    /// (somebody has changed it since `order.revision`).
    [[nodiscard]] virtual Result<Order> update(Order order) = 0;
    /// Runs `work`, whose looks and changes nobody else's come between, of whatever process; it may be run several times. What it changed is
    /// kept only if it gives no error. Errors: its own.
    [[nodiscard]] virtual Result<void> alone(std::function<Result<void>()> const& work) = 0;
    /// How often anything was sent to that maker since then.
    [[nodiscard]] virtual Result<int> sendings(std::string const& maker, TimePoint since) = 0;
    /// What all of them cost since then as far as it is known, in millionths by unit: every sending of an order counts.
    [[nodiscard]] virtual Result<std::map<std::string, std::int64_t>> spent(std::string const& maker,
                                                                            TimePoint since) = 0;
};

}  // namespace troupe::catalog
