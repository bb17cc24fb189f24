#pragma once

#include <array>
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "evolution/market_shock.hpp"

/// What the next piece of an artist tries: Thompson sampling over the named weights of the style, inside the identity
/// limit.
namespace troupe::evolution {

/// Names of factors, as observations record them; tempo is told by thirds of the artist's range.
inline constexpr auto tempo_third = "tempo_third";
inline constexpr std::array tempo_thirds{"lower", "middle", "upper"};

struct DrawRequest {
    artist::Style style;   ///< as it is: its weights are the lean, its names the levels
    artist::Style anchor;  ///< as the core was locked: what the limit speaks of
    double identity_limit = 0.2;
    Pieces own;
    std::vector<Pieces> roster;  ///< of the label's other artists
    std::optional<Shock> shock;
    std::string content_id;  ///< decides about the control arm
    std::uint64_t seed = 0;  ///< decides about the draw
};

/// What one piece tries. Levels are names of the style's lists: genre, mood, mode, lyric_theme, visual_family; and
/// tempo_third.
struct Draw {
    Arm arm = Arm::persona;
    std::map<std::string, std::string> levels;  ///< factors that were drawn; the others go by the style's weights
    std::string why;                            ///< one sentence for people
    int artist_version = 0;                     ///< of the document it was drawn for
};
BOOST_DESCRIBE_STRUCT(Draw, (), (arm, levels, why, artist_version))

/// Nothing as long as fewer than 500 have been heard to answer: then a piece is made by the style's weights, as ever.
/// One content in ten is of the control arm: without levels, for the maker to take the persona as people set it.
[[nodiscard]] std::optional<Draw> draw_piece(DrawRequest const& request);

[[nodiscard]] bool is_control(std::string const& content_id);

/// What is believed of one level, for `explain`.
struct LearnedLevel {
    std::string factor;
    std::string level;
    double weight = 0;  ///< in the style
    double effect = 1;  ///< times the odds of the mean of its factor
    double low = 1;     ///< 90 %
    double high = 1;
    int pieces = 0;  ///< own ones that tried it
};
BOOST_DESCRIBE_STRUCT(LearnedLevel, (), (factor, level, weight, effect, low, high, pieces))

/// All levels of the space, in its order; empty where nothing can be drawn.
[[nodiscard]] std::vector<LearnedLevel> learned_levels(DrawRequest const& request);

}  // namespace troupe::evolution
