#pragma once

#include <vector>

#include "media/timeline.hpp"
#include "visual/motion/choreography.hpp"

/// The scenes of a video: where they begin, how they are framed and how one becomes the next.
namespace troupe::visual::motion {

/// What is to be divided: `frames` of a song from `start`.
struct Stretch {
    Seconds start{0};
    int frames = 0;
};

/// Scenes begin with sections and, between them, on bars (on beats, for a style that cuts oftener than once a bar), as
/// often as the style cuts; doubtful beats are cut on seldom and never hard. The last scene is long enough to read what it
/// says. A lyric video changes with the sections and every fourth bar or so.
[[nodiscard]] std::vector<Scene> scenes_of(media::Timeline const& timeline, Stretch const& stretch, Direction const& direction);

/// 0..1; a half where the timeline has no section.
[[nodiscard]] float energy_at(media::Timeline const& timeline, Seconds at);

/// Where the camera of a scene looks, `share` of the scene's length from its beginning.
[[nodiscard]] Camera framing(Scene const& scene, float share, float zoom_in);

}  // namespace troupe::visual::motion
