#pragma once

#include <array>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "base/result.hpp"
#include "visual/brief.hpp"
#include "visual/color.hpp"
#include "visual/typeface.hpp"

/// The visual system of an artist: what every picture and video of theirs has in common.
namespace troupe::visual {

/// A continuous scale of colour through the five stops, as linear light. 0: darkest, 1: lightest.
class Ramp {
public:
    Ramp() = default;
    explicit Ramp(std::array<Oklab, 5> const& stops);

    /// `t` is clamped to 0..1. A table of 1024 colours: cheap enough for every pixel.
    [[nodiscard]] Rgb operator()(float t) const {
        auto const place = clamp01(t) * (size - 1);
        auto const index = static_cast<std::size_t>(place);
        return index + 1 < size ? mix(table_[index], table_[index + 1], place - static_cast<float>(index)) : table_[size - 1];
    }

private:
    static constexpr std::size_t size = 1024;
    std::vector<Rgb> table_ = std::vector<Rgb>(size);
};

/// What an artist's pictures stand on: the one choice that tells two artists of like hues apart from across a room.
enum class GroundKind {
    night,  ///< nearly black, with a breath of the hue
    deep,   ///< the darkest colour that is still a colour
    field,  ///< a flat colour of middle lightness; dark type
    paper   ///< white or tinted; dark type
};

struct VisualSystem {
    std::string artist;
    std::uint64_t seed = 0;
    std::array<Oklab, 5> stops;  ///< dark to light, lightness about .13 to .93, inside sRGB, hues that agree
    Ramp ramp;                   ///< the same five as a scale
    Oklab accent;                ///< inside sRGB, away from the ramp; for at most 8 % of a picture
    std::array<Oklab, 4> inks;   ///< the artist's own colours, dark to light, for flat areas: hues as given, made printable
    Typeface display;            ///< of titles
    Typeface text;               ///< of the artist's name and everything small
    Typeface mark;               ///< of the name where it is a mark: wordmark, logo, banner
    float grain = 0.025F;        ///< deviation of the film grain in display values, 0..0.05
    GroundKind ground_kind = GroundKind::night;
    Oklab ground;                ///< its colour, inside sRGB
    Oklab mount;                 ///< a step of lightness from the ground: what a print is mounted on
    std::array<Oklab, 3> forms;  ///< inks that stand out on the ground, the main one first
    Ramp glow;                   ///< light on the ground: 0 is the ground itself, 1 the strongest; ink rather than light on a light one
    bool light_ground = false;   ///< field or paper: dark type is at home
    std::vector<FamilyWeight> families;  ///< heaviest first, weights above 0, never empty, only families that exist

    float darkness = 0, contrast = 0, abstraction = 0, motion = 0, ornament = 0;  ///< -1..1

    std::vector<std::string> notes;  ///< what had to be replaced: "display face X is not installed: Y instead"

    [[nodiscard]] Rgb stop(std::size_t index) const { return to_rgb(stops[index]); }  ///< 0 darkest .. 4 lightest
    [[nodiscard]] Rgb ink(std::size_t index) const { return to_rgb(inks[index]); }    ///< 0 darkest .. 3 lightest
    [[nodiscard]] Rgb form(std::size_t index) const { return to_rgb(forms[index]); }  ///< 0 main .. 2
    [[nodiscard]] Rgb ground_rgb() const { return to_rgb(ground); }
    [[nodiscard]] Rgb accent_rgb() const { return to_rgb(accent); }
    /// The random numbers of one release of this artist.
    [[nodiscard]] Random random(std::uint64_t release_seed) const;
};

/// The system as one release shows it: within bounds that keep it the artist's, and never quite the same twice.
[[nodiscard]] VisualSystem for_release(VisualSystem const& system, std::uint64_t release_seed);

/// The names that Look::families may use.
[[nodiscard]] std::vector<std::string> const& family_names();

/// Turns a look into a system. Any five colours become a scale that works: lightness is spread, hues that fight are
/// drawn together, chroma is kept inside sRGB. Fewer than five colours are completed from those there are; none is an
/// error. Errors: invalid_input (look.palette[2], look.families[0].name.., look.traits.x, look.character),
/// unavailable (no font at all).
[[nodiscard]] Result<VisualSystem> make_system(Look const& look);

}  // namespace troupe::visual
