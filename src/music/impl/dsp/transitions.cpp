#include <algorithm>
#include <cmath>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/poly.hpp"
#include "music/impl/dsp/wavetable.hpp"
#include "music/impl/effects.hpp"

namespace troupe::music::impl {
namespace {

/// One riser, impact, fall or backwards cymbal; its note's length is its own.
class EffectVoice {
public:
    EffectVoice(SoundEvent const& event, InstrumentRequest const&, std::uint32_t seed)
        : kind_(static_cast<int>(event.pitch)), noise_(seed), gain_(static_cast<float>(event.velocity)),
          length_(std::max(0.1, static_cast<double>(event.end - event.start) / sample_rate)) {}
    void release() {}
    void glide_to(SoundEvent const&) {}
    [[nodiscard]] bool over() const { return age_ > (kind_ == effect_impact ? 4.0 : length_ + 0.05); }

    void add(double, float* left, float* right) {
        auto const share = std::min(1.0, age_ / length_);
        switch (kind_) {
            case effect_riser: sweep(300 * fast_exp2(4.8 * share), share * share * 0.34, 0.25, left, right); tone(share, left); break;
            case effect_fall: sweep(6500 * fast_exp2(-5 * share), (1 - share) * (1 - share) * 0.2, 0.15, left, right); break;
            case effect_reverse: sweep(7500, share * share * share * 0.22, 0.05, left, right); break;
            default: impact(left, right);
        }
        age_ += control_frames / sample_rate;
    }

private:
    void sweep(double hertz, double level, double resonance, float* left, float* right) {
        auto const shape = StateFilter::shape(hertz, resonance);
        // Silent for the last hundredths, so that what follows is heard.
        auto const goal = static_cast<float>(age_ > length_ - 0.03 ? 0 : level) * gain_;
        auto const step = (goal - level_) / control_frames;
        for (int i = 0; i < control_frames; ++i) {
            level_ += step;
            left[i] += level_ * 2 * left_.step(shape, noise_.next()).band;
            right[i] += level_ * 2 * right_.step(shape, noise_.next()).band;
        }
    }

    /// A faint tone climbs two octaves under the noise.
    void tone(double share, float* left) {
        auto const hertz = 220 * std::exp2(2 * share);
        auto const* cycle = Wave::named("saw").cycle_for(hertz);
        auto const step = static_cast<std::uint32_t>(hertz / sample_rate * 4294967296.0);
        for (int i = 0; i < control_frames; ++i, phase_ += step) left[i] += 0.1F * level_ * read_wave(cycle, phase_);
    }

    void impact(float* left, float* right) {
        auto const boom = 0.55 * std::exp(-age_ / 0.55);
        auto const hertz = 38 + 60 * std::exp(-age_ / 0.09);
        auto const* sine = Wave::sine().cycle_for(hertz);
        auto const step = static_cast<std::uint32_t>(hertz / sample_rate * 4294967296.0);
        auto const splash = 0.12 * std::exp(-age_ / 0.7);
        auto const shape = StateFilter::shape(3800 * std::exp(-age_ / 1.4), 0.05);
        for (int i = 0; i < control_frames; ++i, phase_ += step) {
            auto const low = static_cast<float>(boom) * gain_ * read_wave(sine, phase_);
            left[i] += low + gain_ * static_cast<float>(splash) * left_.low(shape, noise_.next());
            right[i] += low + gain_ * static_cast<float>(splash) * right_.low(shape, noise_.next());
        }
    }

    int kind_;
    Noise noise_;
    float gain_, level_ = 0;
    double length_, age_ = 0;
    StateFilter left_, right_;
    std::uint32_t phase_ = 0;
};

}  // namespace

std::unique_ptr<Instrument> make_effects(InstrumentRequest request) { return std::make_unique<Poly<EffectVoice>>(std::move(request)); }

}  // namespace troupe::music::impl
