#pragma once

#include <memory>
#include <string>
#include <vector>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/instrument.hpp"
#include "music/impl/plan.hpp"

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

/// One part on its way to its stem: instrument, low cut, grit, level, place, sends.
class Channel {
public:
    Channel(Part const& part, Score const& score, Plan const& plan, Tables const& tables, Brief const& brief, Ducking const& ducking,
            std::shared_ptr<Speech const> speech = nullptr);
    /// Adds the part's next frames. `frames` is a whole number of control blocks.
    void add(long first_frame, StemBuffers& out, int frames);
    [[nodiscard]] std::string const& stem() const { return stem_; }

private:
    void shape(int frames);

    std::string stem_;
    std::unique_ptr<Instrument> instrument_;
    Ducking const* ducking_;
    PartMix mix_;
    float gain_ = 1, left_gain_ = 1, right_gain_ = 1, grit_ = 0;
    float ducked_ = 1;
    Biquad low_cut_left_, low_cut_right_;
    std::vector<float> left_, right_;
};

}  // namespace troupe::music::impl
