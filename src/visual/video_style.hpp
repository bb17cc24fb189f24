#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

namespace troupe::visual {

/// Something that happens to the picture in time: what it adds to the numbers of a style, when, and for how long.
struct VideoEffect {
    std::string id;         ///< "rgb_split"
    std::string group;      ///< retro, glitch, cinematic, motion, overlay, transition, colour
    double strength = 0.5;  ///< 0..1
    double duration = 0.2;  ///< seconds until it has faded; of a transition, from the old scene to the new one
    std::string on = "beat";  ///< beat, bar, section (where a scene begins), hit (of the drums), always
    std::map<std::string, double> changes;  ///< number of VideoStyle -> what is added to it at full strength
    std::string transition;  ///< of the group transition: cut, dissolve, black, wipe, whip, flash, roll
};
BOOST_DESCRIBE_STRUCT(VideoEffect, (), (id, group, strength, duration, on, changes, transition))

/// A way of making videos. Every number is read by the renderer.
struct VideoStyle {
    std::string id;            ///< "vhs_retro"
    std::string name;          ///< "VHS retro"
    double speed = 1;          ///< of movement, 0.2..3
    double grain = 0.02;       ///< deviation in display values, 0..0.1
    double glow = 0.4;         ///< 0..1: light that spreads around bright parts; from 0.5 on it veils the whole picture
    double cut_rate = 0.5;     ///< cuts a bar, 0..4; 0: one shot
    double flash = 0.2;        ///< strength of accents on beats, 0..1 (their number is capped elsewhere)
    double scanlines = 0;      ///< 0..1
    double chroma_shift = 0;   ///< red against blue, in thousandths of the short side, 0..12
    double vignette = 0.3;     ///< 0..1
    double letterbox = 0;      ///< share of the height that is black, 0..0.3
    double saturation = 1;     ///< 0..1.6
    double contrast = 1;       ///< 0.6..1.6
    double warmth = 0;         ///< -1..1
    double shake = 0;          ///< 0..1: movement of the camera on beats
    double zoom = 0.1;         ///< slow approach over a scene, 0..0.5
    double softness = 0.2;     ///< 0..1: blur of the field; from 0.3 on of the whole picture
    double posterize = 0;      ///< tones a channel; 0: continuous
    double line = 0;           ///< 0..1: inked edges
    double spectrum = 0.6;     ///< size of the spectrum or form driven by the sound, 0..1
    double tear = 0;           ///< 0..1: strips of the picture pulled sideways
    double tape = 0;           ///< 0..1: colours that bleed to the right, a ragged lower edge, a rolling noise bar
    double dust = 0;           ///< 0..1: specks, hairs and scratches
    double leak = 0;           ///< 0..1: light that wanders in from an edge
    double burst = 0;          ///< 0..1: speed lines towards the centre
    double slats = 0;          ///< 0..1: light that falls through blinds
    double halftone = 0;       ///< 0..1: printed dots
    double hue = 0;            ///< degrees that colours are turned by, -180..180
    double tiles = 0;          ///< pictures side by side, 0..4; below 2: one
    double inset = 0;          ///< plain margin around the picture as a share of the short side, 0..0.2
    std::string type_motion = "fade";  ///< fade, slide, typewriter, pop, glitch, none
    std::vector<std::string> effects;  ///< ids of the effects table, most typical first
    std::vector<VideoEffect> timed;    ///< those of them that come and go, in full: with_effects() fills them in
};
BOOST_DESCRIBE_STRUCT(VideoStyle, (),
                      (id, name, speed, grain, glow, cut_rate, flash, scanlines, chroma_shift, vignette, letterbox, saturation,
                       contrast, warmth, shake, zoom, softness, posterize, line, spectrum, tear, tape, dust, leak, burst, slats,
                       halftone, hue, tiles, inset, type_motion, effects, timed))

/// A number of a style by its name, with the range it may have.
struct StyleNumber {
    char const* name;
    double VideoStyle::*member;
    double low, high;
};
[[nodiscard]] std::vector<StyleNumber> const& style_numbers();
/// Null for a name that is none of them.
[[nodiscard]] StyleNumber const* style_number(std::string const& name);

/// Adds `share` of an effect's changes to the numbers, within their ranges.
void add_effect(VideoStyle& style, VideoEffect const& effect, double share);

}  // namespace troupe::visual
