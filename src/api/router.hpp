#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "calls/catalogue.hpp"
#include "net/http_client.hpp"

namespace troupe::api {

/// Which call an address and a method stand for.
struct Route {
    calls::Call const* call = nullptr;  ///< null: there is none
    std::vector<net::Header> fields;    ///< of the path, decoded
    std::vector<std::string> methods;   ///< that the address has; empty: there is no such address
};

class Router {
public:
    /// The catalogue must stay.
    explicit Router(calls::Catalogue const& catalogue);

    /// `path` as sent. HEAD is GET without a body. Error: invalid_input (broken escapes).
    [[nodiscard]] Result<Route> find(std::string_view method, std::string_view path) const;

private:
    struct Known {
        std::vector<std::string> parts;  ///< "{artist_id}" stands for any
        std::string method;
        calls::Call const* call;
    };
    std::vector<Known> known_;  ///< those with fewer fields first
};

}  // namespace troupe::api
