#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/key.hpp"
#include "access/rates.hpp"
#include "net/http_server.hpp"

namespace troupe::api {

struct GateSettings {
    bool is_open_to_this_machine =
        true;  ///< requests from it need no key: only where the server listens on loopback alone
    std::vector<std::string> origins;  ///< web pages of others that may ask from a browser: "https://label.example"
};

/// Where a browser keeps the key that its user gave our page: HttpOnly, so that no script reads it, and SameSite=Strict, so
/// that no page of others uses it.
inline constexpr std::string_view session_cookie = "troupe_key";

/// Why somebody does not come in.
struct Refused {
    int status = 401;
    std::string why;
    std::optional<int> retry_after_s;
};

/// Who comes in: keys, their rates, and browsers that other people's pages send.
class Gate {
public:
    /// Without `shared` the rates are those of this process.
    Gate(access::Keys& keys, Clock const& clock, GateSettings settings, access::Rates* shared = nullptr)
        : keys_(keys), clock_(clock), settings_(std::move(settings)), rates_(shared != nullptr ? *shared : own_rates_) {}

    /// Who asks; takes one from their rate. Reads alone: `note` writes.
    [[nodiscard]] tl::expected<access::Caller, Refused> let_in(net::ServerRequest const& request);
    /// That the caller's key was used, where that is due.
    void note(access::Caller const& caller);
    /// The header that lets a page of that origin read the answer, if it may.
    [[nodiscard]] std::optional<std::string> allowed_origin(net::ServerRequest const& request) const;

private:
    [[nodiscard]] tl::expected<void, Refused> check_page(net::ServerRequest const& request) const;
    [[nodiscard]] tl::expected<access::Caller, Refused> by_key(net::ServerRequest const& request,
                                                               std::string const& authorization);
    [[nodiscard]] tl::expected<access::Caller, Refused> by_secret(net::ServerRequest const& request,
                                                                  std::string const& secret);

    access::Keys& keys_;
    Clock const& clock_;
    GateSettings settings_;
    access::OwnRates own_rates_;
    access::Rates& rates_;
};

}  // namespace troupe::api
