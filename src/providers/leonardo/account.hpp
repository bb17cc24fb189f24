#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "base/time.hpp"
#include "catalog/order_book.hpp"
#include "net/http_client.hpp"
#include "providers/leonardo/settings.hpp"

namespace troupe::providers::leonardo {

namespace impl {
struct Desk;
}

/// One account at Leonardo: what its makers of pictures and clips share, so that a month's limit and a refused key hold for
/// both. An order is in the order book before it is sent: the same brief asked again, after a kill too, finds its order and
/// pays nothing. Whether an order that got no answer was taken nobody knows; it is never sent again unless the settings
/// allow that. Safe to use from several threads.
class Account {
public:
    /// All outlive it.
    struct Parts {
        net::HttpClient& http;
        catalog::OrderBook& orders;
        Clock const& clock;
        std::filesystem::path work;  ///< a folder for files on their way
    };
    Account(Settings settings, Parts const& parts);
    ~Account();

    /// What came to the webhook: the value of its Authorization header and its body. A hint, no more: whoever waits looks at
    /// once; what was made, and whether, the service itself is asked. Error: invalid_input (the key is not the one of the
    /// settings, or none is set; the body names no generation).
    [[nodiscard]] Result<void> hear(std::string_view authorization, std::string_view body);

    [[nodiscard]] impl::Desk& desk() { return *desk_; }

private:
    std::unique_ptr<impl::Desk> desk_;
};

}  // namespace troupe::providers::leonardo
