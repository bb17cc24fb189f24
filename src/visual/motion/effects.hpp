#pragma once

#include <cstddef>
#include <vector>

#include "visual/motion/hits.hpp"
#include "visual/video_style.hpp"

/// The effects of a style in time: which acts when, and what the style's numbers are at every frame.
namespace troupe::visual::motion {

struct Scene;

/// One time that an effect acts.
struct Cue {
    int from = 0, frames = 1;
    float strength = 1;
    std::size_t effect = 0;  ///< index into EffectTrack::effects
    bool is_held = false;    ///< as strong until its end, which is on a beat, instead of falling
};

/// What the song offers to act on, as frames.
struct Marks {
    std::vector<Hit> beats;    ///< downbeats among them are heavier than 2
    std::vector<Hit> hits;
    std::vector<Hit> scenes;   ///< where scenes begin, the first not counted
    std::vector<Hit> flashes;  ///< the only frames where the whole picture may become brighter or darker at once
};

class EffectTrack {
public:
    EffectTrack() = default;
    /// `style.timed` says what acts; a doubtful mark is answered later, longer and weaker.
    EffectTrack(VideoStyle style, Marks const& marks);

    /// The numbers at a frame: the style's own and what acts then. Without the lists of effects.
    [[nodiscard]] VideoStyle at(int frame) const;
    [[nodiscard]] std::vector<Cue> const& cues() const { return cues_; }
    [[nodiscard]] VideoStyle const& base() const { return base_; }

private:
    VideoStyle base_;
    std::vector<VideoEffect> effects_;
    std::vector<Cue> cues_;  ///< in order
    int longest_ = 0;        ///< frames of a cue
};

}  // namespace troupe::visual::motion
