#pragma once

#include <string>
#include <vector>

#include "media/timeline.hpp"
#include "visual/motion/choreography.hpp"

/// What is sung when, as frames of a video.
namespace troupe::visual::motion {

struct SungWord {
    std::string text;
    int from = 0, to = 0;  ///< frames: while it is sung
};

struct SungLine {
    std::vector<SungWord> words;  ///< never empty
    int from = 0, to = 0;         ///< frames: while it is seen
};

/// The lines of the stretch. A line is seen from `lead` frames before it is sung until the next one comes or `rest` frames
/// after its end. Words without times of their own share their line's by their length.
[[nodiscard]] std::vector<SungLine> sung_lines(std::vector<media::LyricMoment> const& lyrics, Choreography const& dance, int lead, int rest);

/// Frames between the lines, before the first and after the last, that last at least `least` frames.
struct Gap {
    int from = 0, to = 0;
};
[[nodiscard]] std::vector<Gap> gaps_between(std::vector<SungLine> const& lines, int frames, int least);

}  // namespace troupe::visual::motion
