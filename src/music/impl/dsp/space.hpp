#pragma once

#include <array>
#include <vector>

#include "music/genre.hpp"
#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/stereo.hpp"

namespace troupe::music::impl {

/// A room: early diffusion, then eight delay lines that feed each other through a Hadamard matrix (Jot & Chaigne 1991)
/// with a loss that grows with frequency. The lines are longer than a block, so that each step works on whole blocks.
class Reverb {
public:
    Reverb(double seconds, double damping, double predelay_ms);
    /// Adds the room's answer to `out`; whole control blocks.
    void process(float const* left, float const* right, float* out_left, float* out_right, int frames);

private:
    struct Line {
        std::vector<float> samples;
        std::size_t at = 0;
        /// The next block of what went in `samples.size()` frames ago.
        void read(float* out) const;
        /// Puts a block in its place and moves on.
        void write(float const* in);
    };
    using Block = std::array<float, control_frames>;
    void diffuse(std::size_t side, float const* in, Block& out);
    void circulate(Block const& left, Block const& right, float* out_left, float* out_right);

    std::array<Line, 8> lines_;
    std::array<std::array<Line, 3>, 2> diffusers_;
    std::array<Line, 2> predelay_;
    std::array<OnePole, 2> low_cut_{OnePole{180}, OnePole{180}};
    std::array<Quad, 2> damp_{}, gain_{}, state_{};
};

/// Echoes that swap sides, a little darker each time.
class Echo {
public:
    Echo(double seconds, double feedback);
    void process(float const* left, float const* right, float* out_left, float* out_right, int frames);

private:
    std::vector<float> left_, right_;
    std::size_t at_ = 0;
    float feedback_;
    OnePole dark_left_{4200}, dark_right_{4200}, thin_left_{220}, thin_right_{220};
};

}  // namespace troupe::music::impl
