#include "providers/suno/impl/places.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::suno::impl {
namespace {

using Values = std::vector<json::Value>;

/// A list or an object; one that came as a string is read first.
json::Value opened(json::Value value) {
    if (auto const* string = value.if_string())
        if (auto inside = providers::impl::parse_foreign(*string)) return *std::move(inside);
    return value;
}

Values step(json::Value const& from, std::string const& name) {
    auto const value = opened(from);
    if (auto const* list = value.if_array()) {
        if (name == "*") return {list->begin(), list->end()};
        std::size_t index = 0;
        auto const [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
        if (error == std::errc{} && end == name.data() + name.size() && index < list->size()) return {(*list)[index]};
        return {};
    }
    auto const* member = providers::impl::member(&value, name);
    return member == nullptr ? Values{} : Values{*member};
}

}  // namespace

Values at(json::Value const& answer, std::string_view place) {
    Values found{answer};
    if (place.empty()) return found;
    for (auto const& name : text::split(place, '.')) {
        Values next;
        for (auto const& value : found)
            for (auto& inner : step(value, name))
                if (!inner.is_null()) next.push_back(std::move(inner));
        found = std::move(next);
    }
    return found;
}

Values at(json::Value const& answer, Places const& places) {
    for (auto const& place : places)
        if (auto found = at(answer, place); !found.empty()) return found;
    return {};
}

std::string words_of(json::Value const& value) {
    if (auto const* string = value.if_string()) return std::string(*string);
    if (auto const* flag = value.if_bool()) return *flag ? "true" : "false";
    if (auto const* whole = value.if_int64()) return std::to_string(*whole);
    if (auto const* whole = value.if_uint64()) return std::to_string(*whole);
    if (auto const* number = value.if_double()) return fmt::format("{:g}", *number);
    return {};
}

std::string text_at(json::Value const& answer, Places const& places) {
    for (auto const& place : places)
        for (auto const& value : at(answer, place))
            if (auto words = words_of(value); !words.empty()) return words;
    return {};
}

std::optional<double> number_at(json::Value const& answer, Places const& places) {
    auto const words = text_at(answer, places);
    double number = 0;
    auto const [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
    if (error != std::errc{} || end != words.data() + words.size() || !std::isfinite(number)) return std::nullopt;
    return number;
}

}  // namespace troupe::providers::suno::impl
