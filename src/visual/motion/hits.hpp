#pragma once

#include <optional>
#include <vector>

#include "media/timeline.hpp"

/// What of a song's beats and accents a picture answers to, and how surely.
namespace troupe::visual::motion {

/// Times that are less certain than this are met softly: nothing cuts, flashes or jumps on them.
constexpr float sure_enough = 0.5F;

struct Hit {
    int frame = 0;
    float strength = 1;
    bool is_kick = true;
    float weight = 1;  ///< for the choice of flashes: the heavier one wins
    float doubt = 0;   ///< 0: from a score .. 1: a guess

    [[nodiscard]] bool is_sure() const { return 1 - doubt >= sure_enough; }
};

[[nodiscard]] int frame_of(Seconds at, Seconds start);

/// Those of the timeline, or a regular row at its tempo, with their own certainty and the timeline's.
[[nodiscard]] std::vector<media::Beat> beats_of(media::Timeline const& timeline);

/// The accents of a stretch, in order; a song that names none is answered by its beats.
[[nodiscard]] std::vector<Hit> hits_of(media::Timeline const& timeline, Seconds start, int frames);

/// The heaviest sure hits, and the frames of sure cuts, that keep their distance from each other.
[[nodiscard]] std::vector<Hit> flashes_of(std::vector<Hit> hits, std::vector<int> const& cuts);

/// What is left of the strongest hit: at once there and falling to a third in `fall` frames where it is sure; a slow swell
/// about its time where it is not.
[[nodiscard]] float after(std::vector<Hit> const& hits, int frame, float fall, std::optional<bool> kicks = {});

}  // namespace troupe::visual::motion
