#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "media/timeline.hpp"
#include "visual/motion/effects.hpp"
#include "visual/motion/sound.hpp"
#include "visual/tables.hpp"

/// What moves when: a song's timeline and sound as numbers for every frame. No picture in it.
namespace troupe::visual::motion {

constexpr int frames_per_second = 30;
/// WCAG 2.3.1 allows three flashes a second: accents that brighten the whole picture are never nearer than this.
constexpr int least_frames_between_flashes = 11;

/// How a scene is framed. A world draws its emblem about (0, 0), half as wide as the frame's short side, at zoom 1.
BOOST_DEFINE_ENUM_CLASS(Shot, close, whole, low, far, tilted, last)

/// How a scene takes the place of the one before. All but the flash lie half before the cut and half after it.
BOOST_DEFINE_ENUM_CLASS(Transition, cut, dissolve, black, wipe, whip, flash, roll)

struct Scene {
    int from = 0, to = 0;  ///< frames
    Shot shot = Shot::whole;
    int variation = 0;    ///< a world's own choice among its states, 0 upwards, never the same twice in a row
    float energy = 0.5F;  ///< of the section, 0..1
    bool shows_title = false;
    bool shows_call = false;
    Transition entry = Transition::cut;
    int entry_frames = 0;
    bool is_sure = true;  ///< false: nobody is certain that something begins there
};

/// Where the camera looks: a place of the world, how near, and how it is turned (radians).
struct Camera {
    float x = 0, y = 0, zoom = 1, turn = 0;
};

/// One frame. Everything a world needs to draw it: frames are made in any order, on any thread.
struct Moment {
    int frame = 0;
    int scene = 0;
    float scene_share = 0;  ///< 0 at its first frame, 1 at its end
    int since_cut = 0;      ///< frames
    float phase = 0;        ///< turns of slow movement; a loop is exactly one
    float kick = 0, snare = 0;  ///< 1 at the hit, then falling: they move shapes
    float flash = 0;        ///< the same for light, thinned by the rule above
    float energy = 0.5F;    ///< of the section, smoothed
    float build = 0;        ///< rises from 0 to 1 before a stronger section
    float release = 0;      ///< 1 when it has begun, falling over two bars
    float beat = 0;         ///< 0..1 within the beat
    int beat_index = 0;     ///< beats since the first frame
    int bar = 0;            ///< counted from the first frame
    Camera knock;           ///< what hits do to any camera: a shift, a factor of the zoom
    Camera camera;          ///< of the scene, with the knock
    float clock = 0;        ///< turns of about three seconds, whole ones in a loop: for what repeats by itself
    SoundFrame sound;
};

/// A change of scene that is under way.
struct Change {
    Transition kind = Transition::cut;
    float share = 0;  ///< 0..1, a half at the cut; of a flash: 1 at the cut, falling
    int from = 0, to = 0;  ///< scenes
};

struct Choreography {
    Seconds start{0};  ///< in the song: a downbeat
    int frames = 0;
    std::vector<Scene> scenes;  ///< without a gap; the last one shows title and call
    std::vector<Moment> moments;
    std::vector<int> hits;  ///< frames of the accents that the picture answers to at once, in order: the sure ones
    EffectTrack effects;
    float zoom_in = 0;

    [[nodiscard]] Scene const& scene(Moment const& moment) const { return scenes[static_cast<std::size_t>(moment.scene)]; }
    /// The same moment as another scene shows it, also before that begins and after it ends.
    [[nodiscard]] Moment in_scene(Moment moment, int scene) const;
    /// Nothing while a scene is by itself.
    [[nodiscard]] std::optional<Change> change_at(int frame) const;
};

/// Where a teaser of that length begins: the downbeat nearest to the hook, early enough to end with the song.
/// Errors: invalid_input (timeline.length, shorter than the teaser).
[[nodiscard]] Result<Seconds> teaser_start(media::Timeline const& timeline, Seconds length);

struct Direction {
    Seconds length{15};
    VideoStyle style;
    float motion = 0;  ///< the artist's trait, -1..1
    std::uint64_t seed = 0;
    bool is_lyric_video = false;  ///< the whole song from its first sample, in long scenes
};

/// `sound` has one entry a frame. Errors: invalid_input (timeline.*).
[[nodiscard]] Result<Choreography> choreograph(media::Timeline const& timeline, std::vector<SoundFrame> const& sound,
                                               Direction const& direction);

/// A silent loop: the last frame leads into the first.
[[nodiscard]] Choreography choreograph_loop(Direction const& direction);

}  // namespace troupe::visual::motion
