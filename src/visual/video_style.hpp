#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

namespace troupe::visual {

/// A way of making videos. Every number is read by the renderer.
struct VideoStyle {
    std::string id;            ///< "vhs_retro"
    std::string name;          ///< "VHS retro"
    double speed = 1;          ///< of movement, 0.2..3
    double grain = 0.02;       ///< deviation in display values, 0..0.1
    double glow = 0.4;         ///< 0..1: light that spreads around bright parts
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
    double softness = 0.2;     ///< 0..1: blur of the field
    double posterize = 0;      ///< tones a channel; 0: continuous
    double line = 0;           ///< 0..1: inked edges
    double spectrum = 0.6;     ///< size of the spectrum or form driven by the sound, 0..1
    std::string type_motion = "fade";  ///< fade, slide, typewriter, pop, glitch, none
    std::vector<std::string> effects;  ///< ids of the effects table, most typical first
};
BOOST_DESCRIBE_STRUCT(VideoStyle, (),
                      (id, name, speed, grain, glow, cut_rate, flash, scanlines, chroma_shift, vignette, letterbox, saturation,
                       contrast, warmth, shake, zoom, softness, posterize, line, spectrum, type_motion, effects))

}  // namespace troupe::visual
