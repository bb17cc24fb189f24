#include "providers/impl/foreign_json.hpp"

#include <algorithm>
#include <limits>

#include "base/text.hpp"

namespace troupe::providers::impl {

json::Value const* member(json::Value const* in, std::string_view name) {
    auto const* object = in == nullptr ? nullptr : in->if_object();
    return object == nullptr ? nullptr : object->if_contains(name);
}

json::Array const& elements(json::Value const* in) {
    static json::Array const none;
    auto const* array = in == nullptr ? nullptr : in->if_array();
    return array == nullptr ? none : *array;
}

json::Value const* first(json::Value const* in) {
    auto const& array = elements(in);
    return array.empty() ? nullptr : &array.front();
}

std::string text(json::Value const* in) {
    auto const* string = in == nullptr ? nullptr : in->if_string();
    return string == nullptr ? std::string() : std::string(*string);
}

std::optional<std::int64_t> count(json::Value const* in) {
    auto const* number = in == nullptr ? nullptr : in->if_int64();
    if (number == nullptr || *number < 0 || *number > 1'000'000'000'000) return std::nullopt;
    return *number;
}

int small_count(json::Value const* in) {
    return static_cast<int>(std::min<std::int64_t>(count(in).value_or(0), std::numeric_limits<int>::max()));
}

std::string as_utf8(std::string_view text) {
    return text::is_valid_utf8(text) ? std::string(text) : text::encode(text::decode(text));
}

std::optional<json::Value> parse_foreign(std::string_view text) {
    auto value = json::parse_value(as_utf8(text));
    return value ? std::optional(std::move(*value)) : std::nullopt;
}

}  // namespace troupe::providers::impl
