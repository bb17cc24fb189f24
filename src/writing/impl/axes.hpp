#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace troupe::writing::impl {

inline constexpr std::array<std::string_view, 8> axis_names{"valence",  "energy",  "darkness", "warmth",
                                                            "intimacy", "rawness", "futurism", "publicness"};
enum Axis : std::size_t { valence, energy, darkness, warmth, intimacy, rawness, futurism, publicness };

/// Where something stands on the eight axes, -1..1 each. The banks write tenths: {"darkness": 7}.
using Axes = std::array<double, 8>;

[[nodiscard]] inline std::optional<std::size_t> axis_index(std::string_view name) {
    auto const* const found = std::find(axis_names.begin(), axis_names.end(), name);
    if (found == axis_names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - axis_names.begin());
}

[[nodiscard]] inline double dot(Axes const& a, Axes const& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += a[i] * b[i];
    return sum;
}

[[nodiscard]] inline double length(Axes const& a) { return std::sqrt(dot(a, a)); }

/// How well `item` suits `target`. The constant keeps items that stand for almost nothing from winning by direction.
[[nodiscard]] inline double suits(Axes const& item, Axes const& target) {
    auto const size = length(target);
    if (size < 1e-9) return 0;
    return dot(item, target) / size / (0.35 + length(item));
}

/// Unknown names are left out; the bank reader has refused them before.
[[nodiscard]] inline Axes from_tenths(std::map<std::string, double> const& tenths) {
    Axes axes{};
    for (auto const& [name, value] : tenths)
        if (auto const index = axis_index(name)) axes[*index] = value / 10;
    return axes;
}

}  // namespace troupe::writing::impl
