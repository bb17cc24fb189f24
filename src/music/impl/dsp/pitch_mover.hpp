#pragma once

#include <algorithm>
#include <cmath>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/instrument.hpp"

namespace troupe::music::impl {

/// Pitch that falls at the stroke, glides, vibrates and wobbles; one value (MIDI) a control block.
class PitchMover {
public:
    PitchMover(SoundEvent const& event, Patch const& patch, std::uint32_t seed)
        : patch_(&patch), now_(event.pitch), target_(event.pitch), start_(event.pitch), punch_(patch.punch),
          length_(std::max(1.0, static_cast<double>(event.end - event.start))), slide_(event.slide_to), drift_(static_cast<double>(seed % 1000) / 1000),
          approach_(patch.glide > 0 ? 1 - std::exp(-control_frames / (patch.glide * sample_rate / 3)) : 1) {}

    void glide_to(SoundEvent const& event) {
        target_ = event.pitch;
        slide_ = 0;
    }

    double next() {
        age_ += control_frames;
        now_ += (target_ - now_) * approach_;
        // A slide takes the second half of its note.
        if (slide_ > 0) now_ = start_ + (slide_ - start_) * std::clamp((age_ / length_ - 0.5) * 2.5, 0.0, 1.0);
        auto pitch = now_;
        if (punch_ > 0.01) {
            pitch += punch_;
            punch_ *= 0.955;  // a third of it left after 30 ms
        }
        auto const seconds = age_ / sample_rate;
        if (patch_->vibrato_cents > 0) {
            // Players wait for the tone before they move it.
            auto const bloom = std::clamp((seconds - 0.08) / 0.45, 0.0, 1.0);
            pitch += 0.01 * patch_->vibrato_cents * bloom * slow_sine(patch_->vibrato_hz * seconds + drift_);
        }
        if (patch_->wobble_cents > 0)
            pitch += 0.01 * patch_->wobble_cents * (0.7 * slow_sine(0.55 * seconds + drift_) + 0.3 * slow_sine(6.1 * seconds + drift_));
        return pitch;
    }

private:
    Patch const* patch_;
    double now_, target_, start_, punch_, length_, slide_, drift_, approach_, age_ = 0;
};

[[nodiscard]] inline std::uint32_t phase_step(double hertz) { return static_cast<std::uint32_t>(hertz / sample_rate * 4294967296.0); }
[[nodiscard]] inline float velocity_gain(double velocity) { return static_cast<float>(velocity * std::sqrt(velocity)); }

/// Adds a control block to both channels with a gain that ramps between two values.
inline void add_ramped(float from, float to, float const* l, float const* r, float* left, float* right) {
    auto const step = (to - from) / control_frames;
    for (int i = 0; i < control_frames; ++i) {
        auto const gain = from + step * static_cast<float>(i + 1);
        left[i] += gain * l[i];
        right[i] += gain * r[i];
    }
}

}  // namespace troupe::music::impl
