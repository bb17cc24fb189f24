#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct sockaddr;

/// Which machines a request may be sent to. Somebody else's URL must not make us talk to what only we can reach.
namespace troupe::net {

enum class Reach {
    anywhere,
    internet_only,  ///< never this machine, its network or its cloud's services, whatever the name resolves to
};

/// An address of IPv6; one of IPv4 as ::ffff:a.b.c.d. Network byte order.
struct IpAddress {
    std::array<std::uint8_t, 16> bytes{};

    /// "192.0.2.1" or "2001:db8::1". Nothing when it is neither.
    [[nodiscard]] static std::optional<IpAddress> parse(std::string const& text);
    /// Nothing for other families.
    [[nodiscard]] static std::optional<IpAddress> of(sockaddr const& address);
    [[nodiscard]] bool is_v4() const;
    /// Whether the first `bits` (0 to 128) are those of `other`.
    [[nodiscard]] bool shares(IpAddress const& other, int bits) const;
};

/// Whether it belongs to the open internet: not loopback, private, link-local, shared (CGNAT), multicast, unspecified, reserved
/// or for documentation, and not an IPv6 form (mapped, 6to4, NAT64, Teredo, compatible) of such an address of IPv4.
[[nodiscard]] bool is_on_the_internet(IpAddress const& address);

/// Exceptions, for receivers within a label's own network.
class AllowedHosts {
public:
    /// Entries with commas between: "hooks.local", "hooks.local:8080", "[fd00::5]:8080", "10.1.0.0/16". Blank: none.
    /// Error: invalid_input that names the entry.
    [[nodiscard]] static Result<AllowedHosts> parse(std::string_view text);

    /// `host` as the URL has it, without brackets.
    [[nodiscard]] bool allows(std::string_view host, int port, IpAddress const& address) const;

private:
    struct Host {
        std::string name;
        std::optional<int> port;
    };
    struct Network {
        IpAddress address;
        int bits = 128;
    };
    [[nodiscard]] Result<void> add(std::string_view entry);
    [[nodiscard]] Result<void> add_network(std::string_view entry);

    std::vector<Host> hosts_;
    std::vector<Network> networks_;
};

}  // namespace troupe::net
