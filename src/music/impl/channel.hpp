#pragma once

#include <memory>
#include <string>
#include <vector>

#include "music/impl/dsp/stereo.hpp"
#include "music/impl/part_sound.hpp"

namespace troupe::music::impl {

/// Stereo buffers of one stem for one stretch of the song: what is heard, and what goes to the room and to the echo.
struct StemBuffers {
    std::vector<float> left, right, room_left, room_right, echo_left, echo_right;
    explicit StemBuffers(std::size_t frames) : left(frames), right(frames), room_left(frames), room_right(frames), echo_left(frames), echo_right(frames) {}
    void clear();
};

/// The kick's shadow: how far ducked parts go down at each control block.
class Ducking {
public:
    Ducking(Score const& score, double seconds);
    /// 0 (untouched) to 1 (right under the kick).
    [[nodiscard]] double at(long frame) const;

private:
    std::vector<long> kicks_;
    double frames_;
};

/// One part on its way to its stem: instrument, equaliser, grit, pulse, level, place, sends.
class Channel {
public:
    Channel(PartSources const& from, Ducking const& ducking);
    /// Adds the part's next frames to the buffers from `offset` on. `frames` is a whole number of control blocks.
    void add(long first_frame, StemBuffers& out, int offset, int frames);

private:
    void equalise(Patch const& patch);
    void shape(int frames);
    /// How loud a pulsing instrument is at that frame, 0..1.
    [[nodiscard]] double pulse_at(long frame) const;

    std::unique_ptr<Instrument> instrument_;
    Ducking const* ducking_;
    PartMix mix_;
    float gain_ = 1, left_gain_ = 1, right_gain_ = 1, grit_ = 0;
    float level_ = 1;  ///< ducking and pulse, at the end of the last control block
    double pulse_ = 0, pulse_frames_ = 24'000;
    int quiet_ = 0;  ///< frames since the instrument was heard
    StereoCascade<6> filters_;
    std::vector<float> left_, right_;
};

}  // namespace troupe::music::impl
