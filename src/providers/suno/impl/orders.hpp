#pragma once

#include <functional>
#include <mutex>
#include <vector>

#include "llm/circuit_breaker.hpp"
#include "music/order_book.hpp"
#include "providers/suno/impl/service.hpp"

namespace troupe::providers::suno::impl {

/// What is ordered, however often it is asked for.
struct Wanted {
    std::string key;  ///< of the order
    std::string title;
    std::string path;
    json::Value body;
};

/// Orders and what becomes of them: nothing is paid twice.
class Orders {
public:
    Orders(Settings const& settings, Service& service, music::OrderBook& book, Clock const& clock, Doorbell& bell)
        : settings_(settings), service_(service), book_(book), clock_(clock), bell_(bell), breaker_(clock) {}

    /// The order as it stands there: an earlier one, or a new one that is sent now. Errors: unavailable, rate_limited
    /// (the month's number of songs), cancelled.
    [[nodiscard]] Result<music::Order> place(Wanted const& wanted, std::stop_token const& stop);

    /// The takes of an order that is there, as soon as they are made. `waiting` hears the seconds that have passed.
    /// Errors: unavailable, cancelled.
    [[nodiscard]] Result<std::vector<Take>> takes(music::Order const& order,
                                                  std::function<void(Seconds)> const& waiting,
                                                  std::stop_token const& stop);

    /// It was fetched. That this cannot be written down is no reason to fail: the song is here.
    void fetched(music::Order order, std::string const& take, std::string const& sha256);

    /// A task was reported for an order. Errors: not_found, unavailable.
    [[nodiscard]] Result<void> reported(std::string const& key, std::string const& task);

private:
    [[nodiscard]] Result<music::Order> begin(Wanted const& wanted);
    [[nodiscard]] Result<music::Order> begin_again(music::Order order);
    [[nodiscard]] Result<music::Order> send(music::Order order, Wanted const& wanted, std::stop_token const& stop);
    [[nodiscard]] Result<music::Order> settle(music::Order order, Sent const& sent);
    [[nodiscard]] Result<music::Order> lost(music::Order order, Wanted const& wanted, std::stop_token const& stop);
    [[nodiscard]] Result<music::Order> wait_for_report(std::string const& key, std::stop_token const& stop);
    [[nodiscard]] Result<void> may_send() const;
    void tell_breaker(Verdict verdict, bool is_unreached, std::string const& message);
    void close(music::Order order, music::OrderState state, std::string const& reason);
    [[nodiscard]] tl::unexpected<Error> unavailable(Verdict verdict, std::string const& said) const;

    Settings const& settings_;
    Service& service_;
    music::OrderBook& book_;
    Clock const& clock_;
    Doorbell& bell_;
    llm::CircuitBreaker breaker_;
    mutable std::mutex counting_;  ///< looking at the month's number and adding to it are one
};

}  // namespace troupe::providers::suno::impl
