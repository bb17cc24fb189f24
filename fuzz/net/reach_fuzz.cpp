// No way to write an address of our own network makes it one of the internet's; a list of exceptions is refused with the
// entry that is wrong, or allows what it names and nothing else.
#include "net/reach.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "demand.hpp"

using namespace troupe::net;

namespace {

/// Another reading of RFC 6890 than the one under test, by plain comparison.
bool is_closed(std::array<std::uint8_t, 4> const& a) {
    return a[0] == 0 || a[0] == 10 || a[0] == 127 || a[0] >= 224 || (a[0] == 100 && a[1] >= 64 && a[1] < 128) ||
           (a[0] == 169 && a[1] == 254) || (a[0] == 172 && a[1] >= 16 && a[1] < 32) || (a[0] == 192 && a[1] == 168);
}

IpAddress with(std::array<std::uint8_t, 4> const& v4, std::size_t at, std::initializer_list<std::uint8_t> front) {
    IpAddress address;
    std::copy(front.begin(), front.end(), address.bytes.begin());
    std::copy(v4.begin(), v4.end(), address.bytes.begin() + static_cast<std::ptrdiff_t>(at));
    return address;
}

void check_disguises(std::array<std::uint8_t, 4> const& v4) {
    if (!is_closed(v4)) return;
    demand(!is_on_the_internet(with(v4, 12, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})));
    demand(!is_on_the_internet(with(v4, 12, {})));
    demand(!is_on_the_internet(with(v4, 2, {0x20, 0x02})));
    demand(!is_on_the_internet(with(v4, 12, {0x00, 0x64, 0xFF, 0x9B})));
    demand(!is_on_the_internet(with(v4, 12, {0x20, 0x01})));
}

void check_text(std::string const& text) {
    auto const address = IpAddress::parse(text);
    if (!address) return;
    std::array<char, INET6_ADDRSTRLEN> shown{};
    ::inet_ntop(AF_INET6, address->bytes.data(), shown.data(), shown.size());
    auto const again = IpAddress::parse(shown.data());
    demand(again && again->bytes == address->bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const text = text_of(data, size);
    if (size >= 4) check_disguises({data[0], data[1], data[2], data[3]});
    check_text(std::string(text));
    auto const allowed = AllowedHosts::parse(text);
    if (!allowed) {
        demand_refusal(allowed.error());
        return 0;
    }
    auto const nowhere = *IpAddress::parse("203.0.113.77");
    if (text.find('/') == text.npos) demand(!allowed->allows("a-host-that-nobody-named.example", 80, nowhere) || troupe::text::lower(text).find("nobody") != std::string::npos);
    return 0;
}
