#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "music/impl/dsp/fast.hpp"

/// Small parts of sound machines. None allocates; all are driven sample by sample or by control blocks.
namespace troupe::music::impl {

constexpr double sample_rate = 48'000;
constexpr int control_frames = 64;  ///< parameters move once in so many frames: 1.3 ms

[[nodiscard]] inline double from_db(double db) { return std::pow(10.0, db / 20); }
[[nodiscard]] inline double to_db(double level) { return level > 1e-12 ? 20 * std::log10(level) : -240; }
[[nodiscard]] inline double hertz_of(double pitch) { return 440 * fast_exp2((pitch - 69) / 12); }

/// White noise, -1..1 (xorshift32).
class Noise {
public:
    explicit Noise(std::uint32_t seed = 1) : state_(seed == 0 ? 1 : seed) {}
    [[nodiscard]] std::uint32_t bits() {
        state_ ^= state_ << 13;
        state_ ^= state_ >> 17;
        state_ ^= state_ << 5;
        return state_;
    }
    [[nodiscard]] float next() { return static_cast<float>(static_cast<std::int32_t>(bits())) * (1.0F / 2147483648.0F); }

private:
    std::uint32_t state_;
};

/// State-variable filter, trapezoidal (A. Simper, "Solving the continuous SVF equations", Cytomic 2013).
class StateFilter {
public:
    struct Shape {
        float a1 = 0, a2 = 0, a3 = 0, k = 1;
    };
    /// `resonance` 0 is flat, towards 1 it rings.
    [[nodiscard]] static Shape shape(double hertz, double resonance) {
        auto const g = fast_tan(std::numbers::pi * std::fmin(std::fmax(hertz, 16.0), 20'500.0) / sample_rate);
        auto const k = 1.414 * (1 - resonance) + 0.02;
        auto const a1 = 1 / (1 + g * (g + k));
        return {static_cast<float>(a1), static_cast<float>(g * a1), static_cast<float>(g * g * a1), static_cast<float>(k)};
    }
    struct Outputs {
        float low, band, high;
    };
    [[nodiscard]] Outputs step(Shape const& s, float in) {
        auto const v3 = in - ic2_;
        auto const v1 = s.a1 * ic1_ + s.a2 * v3;
        auto const v2 = ic2_ + s.a2 * ic1_ + s.a3 * v3;
        ic1_ = 2 * v1 - ic1_;
        ic2_ = 2 * v2 - ic2_;
        return {v2, v1, in - s.k * v1 - v2};
    }
    [[nodiscard]] float low(Shape const& s, float in) { return step(s, in).low; }

private:
    float ic1_ = 0, ic2_ = 0;
};

/// Biquad, transposed direct form 2 (R. Bristow-Johnson's cookbook).
class Biquad {
public:
    struct Shape {
        double b0 = 1, b1 = 0, b2 = 0, a1 = 0, a2 = 0;
    };
    [[nodiscard]] Shape shape() const { return {b0_, b1_, b2_, a1_, a2_}; }
    [[nodiscard]] static Biquad peak(double hertz, double q, double gain_db) {
        auto const a = std::pow(10.0, gain_db / 40);
        auto const w = 2 * std::numbers::pi * hertz / sample_rate;
        auto const alpha = std::sin(w) / (2 * q);
        return {1 + alpha * a, -2 * std::cos(w), 1 - alpha * a, 1 + alpha / a, -2 * std::cos(w), 1 - alpha / a};
    }
    [[nodiscard]] static Biquad high_pass(double hertz, double q = 0.7071) {
        auto const w = 2 * std::numbers::pi * hertz / sample_rate;
        auto const c = std::cos(w);
        auto const alpha = std::sin(w) / (2 * q);
        return {(1 + c) / 2, -(1 + c), (1 + c) / 2, 1 + alpha, -2 * c, 1 - alpha};
    }
    [[nodiscard]] static Biquad low_pass(double hertz, double q = 0.7071) {
        auto const w = 2 * std::numbers::pi * hertz / sample_rate;
        auto const c = std::cos(w);
        auto const alpha = std::sin(w) / (2 * q);
        return {(1 - c) / 2, 1 - c, (1 - c) / 2, 1 + alpha, -2 * c, 1 - alpha};
    }
    /// Peak gain 1 at `hertz`.
    [[nodiscard]] static Biquad band_pass(double hertz, double q) {
        auto const w = 2 * std::numbers::pi * hertz / sample_rate;
        auto const alpha = std::sin(w) / (2 * q);
        return {alpha, 0, -alpha, 1 + alpha, -2 * std::cos(w), 1 - alpha};
    }
    [[nodiscard]] static Biquad high_shelf(double hertz, double gain_db) {
        auto const a = std::pow(10.0, gain_db / 40);
        auto const w = 2 * std::numbers::pi * hertz / sample_rate;
        auto const c = std::cos(w);
        auto const beta = std::sqrt(2 * a) * std::sin(w);
        return {a * ((a + 1) + (a - 1) * c + beta),   -2 * a * ((a - 1) + (a + 1) * c), a * ((a + 1) + (a - 1) * c - beta),
                (a + 1) - (a - 1) * c + beta, 2 * ((a - 1) - (a + 1) * c),      (a + 1) - (a - 1) * c - beta};
    }
    /// Takes another filter's shape and keeps what sounds.
    void reshape(Biquad const& other) {
        b0_ = other.b0_, b1_ = other.b1_, b2_ = other.b2_, a1_ = other.a1_, a2_ = other.a2_;
    }
    [[nodiscard]] float step(float in) {
        auto const x = static_cast<double>(in) + 1e-30;  // no denormals in the tail
        auto const y = b0_ * x + z1_;
        z1_ = b1_ * x - a1_ * y + z2_;
        z2_ = b2_ * x - a2_ * y;
        return static_cast<float>(y);
    }
    Biquad() = default;

private:
    Biquad(double b0, double b1, double b2, double a0, double a1, double a2)
        : b0_(b0 / a0), b1_(b1 / a0), b2_(b2 / a0), a1_(a1 / a0), a2_(a2 / a0) {}
    double b0_ = 1, b1_ = 0, b2_ = 0, a1_ = 0, a2_ = 0, z1_ = 0, z2_ = 0;
};

class OnePole {
public:
    explicit OnePole(double hertz = 1000) { set(hertz); }
    void set(double hertz) { a_ = static_cast<float>(1 - std::exp(-2 * std::numbers::pi * hertz / sample_rate)); }
    [[nodiscard]] float low(float in) { return z_ += a_ * (in - z_) + 1e-20F; }
    [[nodiscard]] float high(float in) { return in - low(in); }

private:
    float a_ = 0, z_ = 0;
};

/// Soft clipping near tanh, odd and smooth, exact at small levels.
[[nodiscard]] inline float soft_clip(float x) {
    auto const c = x < -3 ? -3.0F : x > 3 ? 3.0F : x;
    return c * (27 + c * c) / (27 + 9 * c * c);
}

/// ADSR that moves once a control block; exponential decay and release.
class Envelope {
public:
    Envelope() = default;
    Envelope(double attack, double decay, double sustain, double release)
        : rise_(control_frames / std::fmax(attack * sample_rate, 1.0)),
          fall_(std::exp(-control_frames / std::fmax(decay * sample_rate / 3, 1.0))),
          end_(std::exp(-control_frames / std::fmax(release * sample_rate / 3, 1.0))),
          sustain_(sustain) {}
    void release() { stage_ = 2; }
    /// The level at the end of the next control block.
    double next() {
        if (stage_ == 0) {
            level_ += rise_;
            if (level_ >= 1) level_ = 1, stage_ = 1;
        } else if (stage_ == 1) {
            level_ = sustain_ + (level_ - sustain_) * fall_;
        } else {
            level_ *= end_;
        }
        return level_;
    }
    [[nodiscard]] double level() const { return level_; }
    [[nodiscard]] bool over() const { return (stage_ == 2 || (stage_ == 1 && sustain_ <= 0)) && level_ < 2e-4; }

private:
    double rise_ = 1, fall_ = 1, end_ = 1, sustain_ = 1, level_ = 0;
    int stage_ = 0;
};

}  // namespace troupe::music::impl
