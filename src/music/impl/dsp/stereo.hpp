#pragma once

#include "music/impl/dsp/blocks.hpp"

/// Filters that carry both channels in one register: two channels for the price of one.
namespace troupe::music::impl {

using Pair = double __attribute__((vector_size(16)));
using Quad = float __attribute__((vector_size(16)));

/// Many biquads in a row on both channels, in double precision (low cuts need it). `most` bounds the row.
template <std::size_t most>
class StereoCascade {
public:
    void add(Biquad::Shape const& shape) {
        if (count_ < most) shapes_[count_++] = shape;
    }
    [[nodiscard]] bool empty() const { return count_ == 0; }
    void process(float* left, float* right, int frames) {
        for (int i = 0; i < frames; ++i) {
            Pair x{static_cast<double>(left[i]), static_cast<double>(right[i])};
            for (std::size_t f = 0; f < count_; ++f) x = step(f, x);
            left[i] = static_cast<float>(x[0]);
            right[i] = static_cast<float>(x[1]);
        }
    }
    /// One frame.
    [[nodiscard]] Pair step(Pair x) {
        for (std::size_t f = 0; f < count_; ++f) x = step(f, x);
        return x;
    }

private:
    [[nodiscard]] Pair step(std::size_t f, Pair x) {
        auto const& s = shapes_[f];
        auto const y = s.b0 * x + z1_[f];
        z1_[f] = s.b1 * x - s.a1 * y + z2_[f];
        // Far below what can be heard, and far above what slows the processor down.
        z2_[f] = s.b2 * x - s.a2 * y + 1e-30;
        return y;
    }
    Biquad::Shape shapes_[most];
    Pair z1_[most] = {}, z2_[most] = {};
    std::size_t count_ = 0;
};

/// The low pass of StateFilter on both channels, written as one step of its state: shorter than the textbook form by half.
class StereoLowPass {
public:
    /// Filters a block in place while the shape stays.
    void process(StateFilter::Shape const& s, float* left, float* right, int frames) {
        Quad const own{2 * s.a1 - 1, 2 * s.a1 - 1, 1 - 2 * s.a3, 1 - 2 * s.a3};
        Quad const other{-2 * s.a2, -2 * s.a2, 2 * s.a2, 2 * s.a2};
        Quad const in{2 * s.a2, 2 * s.a2, 2 * s.a3, 2 * s.a3};
        auto state = state_;
        for (int i = 0; i < frames; ++i) {
            Quad const x{left[i], right[i], left[i], right[i]};
            left[i] = s.a2 * state[0] + (1 - s.a3) * state[2] + s.a3 * x[0];
            right[i] = s.a2 * state[1] + (1 - s.a3) * state[3] + s.a3 * x[1];
            Quad const swapped{state[2], state[3], state[0], state[1]};
            state = in * x + own * state + other * swapped + quiet;
        }
        state_ = state;
    }

private:
    static constexpr Quad quiet{1e-20F, 1e-20F, 1e-20F, 1e-20F};
    Quad state_{};
};

}  // namespace troupe::music::impl
