#pragma once

#include <cstdint>
#include <vector>

#include "visual/motion/choreography.hpp"
#include "visual/motion/stage.hpp"
#include "visual/motion/yuv.hpp"
#include "visual/video_style.hpp"

/// What a style and its effects do to a whole picture after the world has been drawn and before words are set.
namespace troupe::visual::motion {

/// Everything a pass needs to know of a frame.
struct Finish {
    VideoStyle const& now;   ///< the numbers at this frame
    VideoStyle const& base;  ///< those the worlds' own colours were made with
    float clock = 0;         ///< turns; whole ones in a loop
    int pattern = 0;         ///< changes with the song's beats: what is torn and scratched stays for a beat
    Point centre;            ///< pixels
    float unit = 1080;       ///< short side
    Yuv light, dark, warm;   ///< of the artist's ramp: lightest, darkest; the accent's light
};

/// Light that is thrown on the picture: blinds, leaks, speed lines, dust.
void lay_overlays(Finish const& finish, Stage& stage);

/// The glass and the film: diffusion and glow, colours, printed dots.
void develop(Finish const& finish, Stage& stage);

/// The machine that plays it: tiles, torn strips, tape.
void play_back(Finish const& finish, Stage& stage);

/// Dark outlines where tones change quickly.
void ink_edges(float strength, Stage& stage);

}  // namespace troupe::visual::motion
