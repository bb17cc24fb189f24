#pragma once

#include <array>
#include <vector>

#include "music/genre.hpp"
#include "music/impl/dsp/blocks.hpp"

namespace troupe::music::impl {

/// A room: early diffusion, then eight delay lines that feed each other through a Hadamard matrix (Jot & Chaigne 1991)
/// with a loss that grows with frequency.
class Reverb {
public:
    Reverb(double seconds, double damping, double predelay_ms);
    /// Adds the room's answer to `out`.
    void process(float const* left, float const* right, float* out_left, float* out_right, int frames);

private:
    struct Line {
        std::vector<float> samples;
        std::size_t at = 0;
        float gain = 0.8F;
        OnePole damp;
    };
    struct Diffuser {
        std::vector<float> samples;
        std::size_t at = 0;
        float step(float in) {
            auto const delayed = samples[at];
            auto const fed = in + 0.6F * delayed;
            samples[at] = fed;
            at = at + 1 == samples.size() ? 0 : at + 1;
            return delayed - 0.6F * fed;
        }
    };
    std::array<Line, 8> lines_;
    std::array<std::array<Diffuser, 3>, 2> diffusers_;
    std::array<std::vector<float>, 2> predelay_;
    std::size_t predelay_at_ = 0;
    OnePole low_cut_left_{180}, low_cut_right_{180};
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
