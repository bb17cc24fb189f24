#pragma once

#include <functional>
#include <vector>

#include "catalog/order_book.hpp"
#include "providers/impl/order_desk.hpp"
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
    Orders(Settings const& settings, Service& service, catalog::OrderBook& book, Clock const& clock, Doorbell& bell);

    /// As OrderDesk::place.
    [[nodiscard]] Result<catalog::Order> place(Wanted const& wanted, std::stop_token const& stop);

    /// The takes of an order that is there, as soon as they are made. `waiting` hears the seconds that have passed.
    /// Errors: unavailable, cancelled.
    [[nodiscard]] Result<std::vector<Take>> takes(catalog::Order const& order,
                                                  std::function<void(Seconds)> const& waiting,
                                                  std::stop_token const& stop);

    /// As those of OrderDesk.
    void fetched(catalog::Order const& order, std::string const& take, std::string const& sha256) {
        desk_.fetched(order, take, sha256);
    }
    [[nodiscard]] Result<void> reported(std::string const& key, std::string const& task) {
        return desk_.reported(key, task);
    }

private:
    [[nodiscard]] tl::unexpected<Error> unavailable(Verdict verdict, std::string const& said) const;

    Settings const& settings_;
    Service& service_;
    Clock const& clock_;
    Doorbell& bell_;
    providers::impl::OrderDesk desk_;
};

}  // namespace troupe::providers::suno::impl
