#include "net/reach.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace troupe::net {
namespace {

struct Range {
    char const* address;
    int bits;  ///< of the 128, or of the 32 of IPv4
};

// The IANA registries of special-purpose addresses, as of 2025: whatever is not globally reachable, and multicast.
constexpr Range closed_v4[] = {{"0.0.0.0", 8},       {"10.0.0.0", 8},     {"100.64.0.0", 10},  {"127.0.0.0", 8},   {"169.254.0.0", 16},
                               {"172.16.0.0", 12},   {"192.0.0.0", 24},   {"192.0.2.0", 24},   {"192.88.99.0", 24}, {"192.168.0.0", 16},
                               {"198.18.0.0", 15},   {"198.51.100.0", 24}, {"203.0.113.0", 24}, {"224.0.0.0", 4},   {"240.0.0.0", 4}};
constexpr Range open_v6 = {"2000::", 3};  // all that is given out
constexpr Range closed_v6[] = {{"2001::", 23}, {"2001:db8::", 32}, {"3fff::", 20}};
/// Where an address of IPv4 hides in one of IPv6, and from which byte on.
struct Hiding {
    Range range;
    std::size_t first_byte;
};
constexpr Hiding hidings[] = {{{"2002::", 16}, 2}, {{"64:ff9b::", 96}, 12}};

IpAddress known(char const* text) { return IpAddress::parse(text).value_or(IpAddress{}); }

bool is_within(IpAddress const& address, Range const& range) {
    auto const network = known(range.address);
    return address.shares(network, range.bits + (network.is_v4() ? 96 : 0));
}

template <std::size_t Count>
bool is_within_one(IpAddress const& address, Range const (&ranges)[Count]) {
    return std::any_of(std::begin(ranges), std::end(ranges), [&](Range const& range) { return is_within(address, range); });
}

IpAddress v4_at(IpAddress const& address, std::size_t first_byte) {
    auto found = known("0.0.0.0");
    std::copy_n(address.bytes.begin() + static_cast<std::ptrdiff_t>(first_byte), 4, found.bytes.begin() + 12);
    return found;
}

std::optional<int> number_within(std::string_view text, int low, int high) {
    int value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < low || value > high) return std::nullopt;
    return value;
}

tl::unexpected<Error> no_entry(std::string_view entry) {
    return fail(ErrorCode::invalid_input, fmt::format("'{}': expected a host, host:port or a network such as 10.1.0.0/16", text::excerpt(entry)));
}

}  // namespace

std::optional<IpAddress> IpAddress::parse(std::string const& text) {
    IpAddress address;
    if (::inet_pton(AF_INET6, text.c_str(), address.bytes.data()) == 1) return address;
    if (::inet_pton(AF_INET, text.c_str(), address.bytes.data() + 12) != 1) return std::nullopt;
    address.bytes[10] = address.bytes[11] = 0xFF;
    return address;
}

std::optional<IpAddress> IpAddress::of(sockaddr const& address) {
    IpAddress found;
    if (address.sa_family == AF_INET6) {
        auto const& v6 = reinterpret_cast<sockaddr_in6 const&>(address).sin6_addr;
        std::copy_n(v6.s6_addr, 16, found.bytes.begin());
        return found;
    }
    if (address.sa_family != AF_INET) return std::nullopt;
    auto const& v4 = reinterpret_cast<sockaddr_in const&>(address).sin_addr;
    std::copy_n(reinterpret_cast<std::uint8_t const*>(&v4), 4, found.bytes.begin() + 12);
    found.bytes[10] = found.bytes[11] = 0xFF;
    return found;
}

bool IpAddress::is_v4() const {
    return std::all_of(bytes.begin(), bytes.begin() + 10, [](auto byte) { return byte == 0; }) && bytes[10] == 0xFF && bytes[11] == 0xFF;
}

bool IpAddress::shares(IpAddress const& other, int bits) const {
    for (std::size_t i = 0; i < bytes.size() && bits > 0; ++i, bits -= 8) {
        auto const mask = bits >= 8 ? 0xFF : 0xFF << (8 - bits) & 0xFF;
        if (((bytes[i] ^ other.bytes[i]) & mask) != 0) return false;
    }
    return true;
}

bool is_on_the_internet(IpAddress const& address) {
    if (address.is_v4()) return !is_within_one(address, closed_v4);
    for (auto const& hiding : hidings)
        if (is_within(address, hiding.range)) return is_on_the_internet(v4_at(address, hiding.first_byte));
    return is_within(address, open_v6) && !is_within_one(address, closed_v6);
}

Result<AllowedHosts> AllowedHosts::parse(std::string_view text) {
    AllowedHosts allowed;
    if (text::trim(text).empty()) return allowed;
    for (auto const& entry : text::split(std::string(text), ',')) TRY(allowed.add(text::trim(entry)));
    return allowed;
}

Result<void> AllowedHosts::add(std::string_view entry) {
    if (entry.find('/') != entry.npos) return add_network(entry);
    auto name = entry;
    std::optional<int> port;
    auto const is_bare_v6 = std::count(entry.begin(), entry.end(), ':') > 1 && !entry.starts_with('[');
    if (auto const colon = entry.rfind(':'); colon != entry.npos && !is_bare_v6 && !entry.ends_with(']')) {
        port = number_within(entry.substr(colon + 1), 1, 65535);
        if (!port) return no_entry(entry);
        name = entry.substr(0, colon);
    }
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    auto const is_odd = [](char c) { return c <= ' ' || c >= 127; };
    if (name.empty() || name.find_first_of("[]@?#*") != name.npos || std::any_of(name.begin(), name.end(), is_odd)) return no_entry(entry);
    hosts_.push_back({text::lower(std::string(name)), port});
    return {};
}

Result<void> AllowedHosts::add_network(std::string_view entry) {
    auto const slash = entry.find('/');
    auto const address = IpAddress::parse(std::string(entry.substr(0, slash)));
    if (!address) return no_entry(entry);
    auto const before = address->is_v4() ? 96 : 0;
    auto const bits = number_within(entry.substr(slash + 1), 0, 128 - before);
    if (!bits) return no_entry(entry);
    networks_.push_back({*address, before + *bits});
    return {};
}

bool AllowedHosts::allows(std::string_view host, int port, IpAddress const& address) const {
    auto const name = text::lower(std::string(host));
    auto const is_host = std::any_of(hosts_.begin(), hosts_.end(), [&](Host const& each) { return each.name == name && each.port.value_or(port) == port; });
    return is_host || std::any_of(networks_.begin(), networks_.end(), [&](Network const& each) { return address.shares(each.address, each.bits); });
}

}  // namespace troupe::net
