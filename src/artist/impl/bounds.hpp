#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

/// What each field of a profile may hold: the one source of `validate` and of the published schema. Rules that tie fields
/// to each other (sums, order, known time zones) are code in profile_validation.cpp; no schema can say them.
namespace troupe::artist::impl {

enum class BoundKind {
    text,    ///< a string of 1 to `high` characters that is not blank
    line,    ///< likewise, on one line and without blanks at its ends
    list,    ///< `low` to `high` entries
    number,  ///< `low` to `high`
    choice,  ///< one of `names`
    keys,    ///< a map whose keys are among `names`
    colour,  ///< "#1a2b3c"
    country  ///< "DE"
};

struct Bound {
    std::string_view path;  ///< "core.values[]", "style.production.*.low"
    BoundKind kind = BoundKind::text;
    double low = 0;
    double high = 0;
    std::span<std::string_view const> names = {};
};

/// In the order of the document.
[[nodiscard]] std::span<Bound const> profile_bounds();

/// Calls `visit` with each value that a bound's path leads to, and with its own path: "core.values[1]".
void for_each_at(json::Value& profile, Bound const& bound, std::function<void(std::string const&, json::Value&)> const& visit);

/// The first field of the profile's JSON that breaks its bound. Error: invalid_input naming its path.
[[nodiscard]] Result<void> check_bounds(json::Value const& profile);

}  // namespace troupe::artist::impl
