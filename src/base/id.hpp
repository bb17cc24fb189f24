#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "base/time.hpp"

namespace troupe {

/// A UUIDv7 (RFC 9562 §5.7): sortable by time, native in PostgreSQL, and not interchangeable between kinds of things.
template <class Tag>
struct Id {
    std::array<std::uint8_t, 16> bytes{};
    auto operator<=>(Id const&) const = default;
};

namespace impl {
std::array<std::uint8_t, 16> uuid_v7(TimePoint now, std::uint64_t high, std::uint64_t low);
std::string format_uuid(std::array<std::uint8_t, 16> const& bytes);
Result<std::array<std::uint8_t, 16>> parse_uuid(std::string_view text);
}  // namespace impl

/// Source of random bits for ids alone: never for content, which must repeat.
using IdBits = std::function<std::uint64_t()>;

/// Bits from the operating system.
[[nodiscard]] std::uint64_t system_id_bits();

template <class Tag>
[[nodiscard]] Id<Tag> make_id(TimePoint now, IdBits const& bits) {
    auto const high = bits();
    return {impl::uuid_v7(now, high, bits())};
}

template <class Tag>
[[nodiscard]] std::string to_string(Id<Tag> const& id) {
    return impl::format_uuid(id.bytes);
}

/// Reads "018f3c1e-....". Error: invalid_input.
template <class Tag>
[[nodiscard]] Result<Id<Tag>> parse_id(std::string_view text) {
    return Id<Tag>{TRY(impl::parse_uuid(text))};
}

}  // namespace troupe
