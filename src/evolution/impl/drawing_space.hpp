#pragma once

#include "evolution/style_draw.hpp"

namespace troupe::evolution::impl {

/// The factors of an artist that can be drawn, with what is needed to read a piece in their terms.
struct DrawingSpace {
    StyleSpace space;  ///< one context; all factors are bounded
    PersonaLean lean;
    std::vector<std::vector<double>> weights;  ///< of the style, by factor and level; without the level "other"

    /// How a piece was made, in this space; a level that the style does not name is "other".
    [[nodiscard]] StyleChoice choice_of(json::Object const& factors, artist::Style const& style) const;
};

inline constexpr auto other_level = "other";  ///< last of every factor: never drawn

/// Factors with two levels or more of which one may move (plasticity above 0); of an instrumental no lyric themes.
/// Lean: so much that a draw of `settings`' boldness, before anything was seen, takes a level about as often as its
/// weight says. Nothing when there is no such factor.
[[nodiscard]] std::optional<DrawingSpace> drawing_space(artist::Style const& style, artist::Style const& anchor,
                                                        double identity_limit, LearnerSettings const& settings);

}  // namespace troupe::evolution::impl
