#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/json.hpp"

/// Reading what strangers wrote: a field that is missing, or of another kind than expected, is nothing, never an error.
namespace troupe::providers::impl {

/// The member of that name, or null. `in` may be null.
[[nodiscard]] json::Value const* member(json::Value const* in, std::string_view name);
/// The first element of a list, or null.
[[nodiscard]] json::Value const* first(json::Value const* in);
/// The elements of a list; none when it is no list.
[[nodiscard]] json::Array const& elements(json::Value const* in);
/// A string, or empty.
[[nodiscard]] std::string text(json::Value const* in);
/// A whole number from 0 to 10^12, or nothing.
[[nodiscard]] std::optional<std::int64_t> count(json::Value const* in);

/// The same as an `int`: 0 for nothing, the largest for more.
[[nodiscard]] int small_count(json::Value const* in);
/// The same text with U+FFFD for what is no UTF-8.
[[nodiscard]] std::string as_utf8(std::string_view text);
/// The JSON of a foreign body.
[[nodiscard]] std::optional<json::Value> parse_foreign(std::string_view text);

}  // namespace troupe::providers::impl
