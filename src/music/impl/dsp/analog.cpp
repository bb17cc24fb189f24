#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/dsp/engines.hpp"
#include "music/impl/dsp/pitch_mover.hpp"
#include "music/impl/dsp/poly.hpp"
#include "music/impl/dsp/stereo.hpp"
#include "music/impl/dsp/wavetable.hpp"

namespace troupe::music::impl {
namespace {

/// Up to seven oscillators, a sub, noise, a filter and two envelopes.
class AnalogVoice {
public:
    AnalogVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), noise_(seed), pitch_(event, request.patch, seed), loudness_(velocity_gain(event.velocity)),
          velocity_(event.velocity), wave_(&Wave::named(request.patch.wave)),
          amplitude_(request.patch.attack, request.patch.decay, request.patch.sustain, request.patch.release),
          sweep_(0.001, request.patch.sweep_decay, 0, request.patch.sweep_decay) {
        for (auto& phase : phases_) phase = noise_.bits();
        if (request.patch.mono) phases_[0] = 0;
        voices_ = std::clamp(patch_->voices, 1, 7);
        wide_ = voices_ > 1 && patch_->spread > 0;
        auto const share = 1 / std::sqrt(static_cast<float>(voices_));
        for (int v = 0; v < voices_; ++v) {
            auto const n = static_cast<std::size_t>(v);
            auto const place = voices_ == 1 ? 0.0 : 2.0 * v / (voices_ - 1) - 1;
            detune_[n] = fast_exp2(place * patch_->detune_cents / 1200);
            auto const pan = static_cast<float>((v % 2 == 0 ? place : -place) * patch_->spread);
            gain_left_[n] = share * std::sqrt(0.5F * (1 - pan));
            gain_right_[n] = share * std::sqrt(0.5F * (1 + pan));
        }
    }
    void release() { amplitude_.release(); }
    void glide_to(SoundEvent const& event) { pitch_.glide_to(event); }
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double octaves, float* left, float* right) {
        auto const pitch = pitch_.next();
        auto const hertz = hertz_of(pitch);
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        std::array<float, control_frames> l{};
        std::array<float, control_frames> r{};
        add_oscillators(hertz, l.data(), r.data());
        add_extras(hertz, l.data(), r.data());
        filter(pitch, octaves, l.data(), r.data());
        add_ramped(before, after, l.data(), r.data(), left, right);
    }

private:
    void add_oscillators(double hertz, float* l, float* r) {
        auto const* cycle = wave_->cycle_for(hertz);
        std::array<float, control_frames> tone;
        for (std::size_t v = 0; v < static_cast<std::size_t>(voices_); ++v) {
            auto const step = phase_step(hertz * detune_[v]);
            auto phase = phases_[v];
            for (auto& sample : tone) {
                sample = read_wave(cycle, phase);
                phase += step;
            }
            phases_[v] = phase;
            auto const gl = gain_left_[v], gr = gain_right_[v];
            for (std::size_t i = 0; i < control_frames; ++i) {
                l[i] += gl * tone[i];
                r[i] += gr * tone[i];
            }
        }
    }

    void add_extras(double hertz, float* l, float* r) {
        if (patch_->sub > 0) {
            auto const* sine = Wave::sine().cycle_for(hertz / 2);
            auto const step = phase_step(hertz / 2);
            auto const gain = static_cast<float>(patch_->sub);
            for (int i = 0; i < control_frames; ++i, sub_phase_ += step) {
                auto const sample = gain * read_wave(sine, sub_phase_);
                l[i] += sample;
                r[i] += sample;
            }
        }
        if (patch_->noise > 0) {
            auto const gain = static_cast<float>(patch_->noise);
            for (int i = 0; i < control_frames; ++i) {
                l[i] += gain * noise_.next();
                r[i] += gain * noise_.next();
            }
            wide_ = true;
        }
    }

    void filter(double pitch, double octaves, float* l, float* r) {
        auto const swept = patch_->sweep_octaves * sweep_.next() + octaves + 1.2 * (velocity_ - 0.75);
        auto const tracked = patch_->key_track * (pitch - 60) / 12;
        auto const shape = StateFilter::shape(patch_->cutoff_hz * fast_exp2(swept + tracked), patch_->resonance);
        filter_.process(shape, l, r, control_frames);
        if (patch_->drive > 0) {
            auto const push = static_cast<float>(1 + 5 * patch_->drive);
            auto const makeup = 1 / std::sqrt(push);
            for (int i = 0; i < control_frames; ++i) l[i] = makeup * soft_clip(push * l[i]);
            if (wide_)
                for (int i = 0; i < control_frames; ++i) r[i] = makeup * soft_clip(push * r[i]);
        }
        if (!wide_) std::copy_n(l, control_frames, r);
    }

    Patch const* patch_;
    Noise noise_;
    PitchMover pitch_;
    float loudness_;
    double velocity_;
    Wave const* wave_;
    Envelope amplitude_, sweep_;
    StereoLowPass filter_;
    std::array<std::uint32_t, 7> phases_{};
    std::array<double, 7> detune_{};
    std::array<float, 7> gain_left_{}, gain_right_{};
    std::uint32_t sub_phase_ = 0;
    int voices_ = 1;
    bool wide_ = false;
};

}  // namespace

std::unique_ptr<Instrument> make_analog(InstrumentRequest request) { return std::make_unique<Poly<AnalogVoice>>(std::move(request)); }

}  // namespace troupe::music::impl
