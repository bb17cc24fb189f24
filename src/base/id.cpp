#include "base/id.hpp"

#include <fmt/format.h>

#include <unistd.h>

#include <array>
#include <cstdlib>
#include <utility>

namespace troupe {
namespace impl {
namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool dash_before(std::size_t byte) { return byte == 4 || byte == 6 || byte == 8 || byte == 10; }

}  // namespace

std::array<std::uint8_t, 16> uuid_v7(TimePoint now, std::uint64_t high, std::uint64_t low) {
    std::array<std::uint8_t, 16> bytes{};
    auto const ms = static_cast<std::uint64_t>(now.time_since_epoch().count());
    for (std::size_t i = 0; i < 6; ++i) bytes[i] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
    for (std::size_t i = 0; i < 2; ++i) bytes[6 + i] = static_cast<std::uint8_t>(high >> (8 * i));
    for (std::size_t i = 0; i < 8; ++i) bytes[8 + i] = static_cast<std::uint8_t>(low >> (8 * i));
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x70);
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
    return bytes;
}

std::string format_uuid(std::array<std::uint8_t, 16> const& bytes) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(36);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dash_before(i)) text += '-';
        text += digits[bytes[i] >> 4];
        text += digits[bytes[i] & 15];
    }
    return text;
}

Result<std::array<std::uint8_t, 16>> parse_uuid(std::string_view text) {
    auto const bad = [&] {
        return fail(ErrorCode::invalid_input,
                    fmt::format("'{}' is no id: an id looks like 018f3c1e-7b2a-7c3d-9e4f-0123456789ab", text.substr(0, 40)));
    };
    if (text.size() != 36) return bad();
    std::array<std::uint8_t, 16> bytes{};
    std::size_t at = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (dash_before(i) && text[at++] != '-') return bad();
        auto const high = hex_value(text[at]);
        auto const low = hex_value(text[at + 1]);
        if (high < 0 || low < 0) return bad();
        bytes[i] = static_cast<std::uint8_t>(high * 16 + low);
        at += 2;
    }
    return bytes;
}

}  // namespace impl

std::uint64_t system_id_bits() {
    // Asked for in a batch: the processor's own source, which std::random_device takes, costs more than all else of a request.
    thread_local std::array<std::uint64_t, 32> bits{};
    thread_local std::size_t left = 0;
    if (left == 0) {
        if (::getentropy(bits.data(), sizeof bits) != 0) std::abort();  // Linux has had it since 3.17
        left = bits.size();
    }
    return std::exchange(bits[--left], 0);
}

}  // namespace troupe
