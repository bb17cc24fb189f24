#pragma once

#include <string>
#include <vector>

#include "providers/impl/order_desk.hpp"
#include "providers/leonardo/impl/service.hpp"

namespace troupe::providers::leonardo::impl {

/// What is ordered, however often it is asked for.
struct Wanted {
    std::string key;
    std::string title;
    std::string path;  ///< "/generations"
    json::Value body;
    std::optional<Price> price;
};

/// How often somebody looks.
struct Pace {
    Seconds first;
    Seconds then;
    Seconds deadline;
};

/// Generations and what becomes of them: nothing is paid twice.
class Jobs {
public:
    Jobs(Settings const& settings, Service& service, catalog::OrderBook& book, Clock const& clock, providers::impl::Doorbell& bell);

    /// As OrderDesk::place.
    [[nodiscard]] Result<catalog::Order> place(Wanted const& wanted, std::stop_token const& stop);
    /// What was made of an order, as soon as it is: at least one image or clip that may be shown. Errors: unavailable, cancelled.
    [[nodiscard]] Result<std::vector<MadeImage>> made(catalog::Order const& order, Pace const& pace, std::stop_token const& stop);
    /// As OrderDesk::fetched.
    void fetched(catalog::Order const& order, std::string const& image, std::string const& sha256) { desk_.fetched(order, image, sha256); }

private:
    [[nodiscard]] Result<std::vector<MadeImage>> usable(catalog::Order const& order, std::vector<MadeImage> images);
    [[nodiscard]] tl::unexpected<Error> kept(catalog::Order const& order, std::string const& why) const;

    Service& service_;
    Clock const& clock_;
    providers::impl::Doorbell& bell_;
    providers::impl::OrderDesk desk_;
};

}  // namespace troupe::providers::leonardo::impl
