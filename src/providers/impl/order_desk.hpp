#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "catalog/order_book.hpp"
#include "llm/circuit_breaker.hpp"
#include "providers/impl/doorbell.hpp"
#include "providers/impl/verdict.hpp"

/// Orders at services that take money: nothing is paid twice.
namespace troupe::providers::impl {

struct Price {
    std::int64_t micros = 0;  ///< millionths of the unit, at least 0
    std::string unit;         ///< "USD", "credits"; empty: the installation's currency
};

/// What became of an order that was sent.
struct Sent {
    Verdict verdict = Verdict::unclear;
    std::string task;           ///< with ok
    std::string message;        ///< one line for a person, without the key
    bool is_cancelled = false;  ///< then `verdict` says whether it may have been taken: unclear or busy
    bool is_unreached = false;  ///< with busy: it was not the service that said so
    std::optional<Price> price; ///< with ok: what it cost, where the service says
};

/// What is ordered, however often it is asked for.
struct WantedOrder {
    std::string key;  ///< of the order
    std::string title;
    std::optional<Price> price;                          ///< as far as it is known before
    std::function<Sent(std::stop_token const&)> send;    ///< asks the service
};

struct DeskRules {
    std::string maker;    ///< in the order book: "suno/sunoapi"
    std::string service;  ///< in the log: "suno"
    std::string name;     ///< in messages: "suno (sunoapi.org)"
    std::string thing;    ///< "song"
    bool resubmits = false;        ///< what may have been lost is sent, and perhaps paid, again
    bool hears_callbacks = false;  ///< the service reports an order's task by itself
    Seconds poll{15};
    Seconds deadline{900};
    int most_a_month = 0;  ///< sendings; 0: any number
    std::string most_setting;
    std::optional<Price> most_paid_a_month;
    std::string cap_setting;
    std::function<std::string(Verdict, std::string const&)> words;  ///< what a verdict means, with what the service said
};

/// One service's orders. Safe to call from several threads and processes.
class OrderDesk {
public:
    OrderDesk(DeskRules rules, catalog::OrderBook& book, Clock const& clock, Doorbell& bell)
        : rules_(std::move(rules)), book_(book), clock_(clock), bell_(bell), breaker_(clock) {}

    /// The order as it stands there: an earlier one, or a new one that is sent now. Errors: unavailable (also: the
    /// month's number or money is used up), cancelled.
    [[nodiscard]] Result<catalog::Order> place(WantedOrder const& wanted, std::stop_token const& stop);
    /// It came to nothing (open), or will never be made (refused).
    void close(catalog::Order order, catalog::OrderState state, std::string const& reason);
    /// It was fetched. That this cannot be written down is no reason to fail: the thing is here.
    void fetched(catalog::Order order, std::string const& take, std::string const& sha256);
    /// A task was reported for an order. Errors: not_found, unavailable.
    [[nodiscard]] Result<void> reported(std::string const& key, std::string const& task);

private:
    [[nodiscard]] Result<catalog::Order> begin(WantedOrder const& wanted);
    [[nodiscard]] Result<catalog::Order> begin_again(catalog::Order order, WantedOrder const& wanted);
    [[nodiscard]] Result<catalog::Order> send(catalog::Order order, WantedOrder const& wanted, std::stop_token const& stop);
    [[nodiscard]] Result<catalog::Order> settle(catalog::Order order, Sent const& sent);
    [[nodiscard]] Result<bool> is_answered_meanwhile(catalog::Order const& order, std::stop_token const& stop);
    [[nodiscard]] Result<catalog::Order> lost(catalog::Order order, WantedOrder const& wanted, std::stop_token const& stop);
    [[nodiscard]] Result<catalog::Order> wait_for_report(std::string const& key, std::stop_token const& stop);
    [[nodiscard]] Result<void> may_send(WantedOrder const& wanted) const;
    [[nodiscard]] Result<void> may_pay(std::optional<Price> const& price) const;
    void tell_breaker(Sent const& sent);

    DeskRules rules_;
    catalog::OrderBook& book_;
    Clock const& clock_;
    Doorbell& bell_;
    llm::CircuitBreaker breaker_;
};

/// "0.05 USD", "40 credits", "0.12".
[[nodiscard]] std::string words_of(Price const& price);

}  // namespace troupe::providers::impl
