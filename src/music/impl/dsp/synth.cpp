#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/poly.hpp"
#include "music/impl/dsp/texture.hpp"
#include "music/impl/dsp/wavetable.hpp"

namespace troupe::music::impl {
namespace {

constexpr double turn = 4294967296.0;  // of a phase of 32 bits

std::uint32_t phase_step(double hertz) { return static_cast<std::uint32_t>(hertz / sample_rate * turn); }

/// Pitch that glides, vibrates and wobbles; one value a control block.
class PitchMover {
public:
    PitchMover(SoundEvent const& event, Patch const& patch, std::uint32_t seed)
        : patch_(&patch), now_(event.pitch), target_(event.pitch), start_(event.pitch), length_(std::max(1.0, static_cast<double>(event.end - event.start))),
          slide_(event.slide_to), drift_(static_cast<double>(seed % 1000) / 1000) {}
    void glide_to(SoundEvent const& event) {
        target_ = event.pitch;
        slide_ = 0;
    }
    double next() {
        age_ += control_frames;
        if (patch_->glide > 0) now_ += (target_ - now_) * (1 - std::exp(-control_frames / (patch_->glide * sample_rate / 3)));
        // A slide takes the second half of its note.
        if (slide_ > 0) now_ = start_ + (slide_ - start_) * std::clamp((age_ / length_ - 0.5) * 2.5, 0.0, 1.0);
        auto const seconds = age_ / sample_rate;
        auto const bloom = std::min(1.0, seconds / 0.5);
        auto const vibrato = patch_->vibrato_cents * bloom * std::sin(2 * std::numbers::pi * (patch_->vibrato_hz * seconds + drift_));
        auto const wobble = patch_->wobble_cents * (std::sin(2 * std::numbers::pi * (0.55 * seconds + drift_)) * 0.7 + 0.3 * std::sin(2 * std::numbers::pi * (6.1 * seconds + drift_)));
        return now_ + (vibrato + wobble) / 100;
    }

private:
    Patch const* patch_;
    double now_, target_, start_, length_, slide_, drift_, age_ = 0;
};

/// Adds one control block of `fill(i)` with gain ramping between two values, the right channel by another fill.
template <class Left, class Right>
void add_ramped(float from, float to, float* left, float* right, Left&& l, Right&& r) {
    auto const step = (to - from) / control_frames;
    for (int i = 0; i < control_frames; ++i) {
        auto const gain = from + step * static_cast<float>(i + 1);
        left[i] += gain * l(i);
        right[i] += gain * r(i);
    }
}

float velocity_gain(double velocity) { return static_cast<float>(velocity * std::sqrt(velocity)); }

// --- oscillators, a filter, two envelopes -----------------------------------------------------------------------------

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
        unison_gain_ = 1 / std::sqrt(static_cast<float>(voices_));
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
        filter(hertz, octaves, l.data(), r.data());
        add_ramped(before, after, left, right, [&](int i) { return l[static_cast<std::size_t>(i)]; }, [&](int i) { return r[static_cast<std::size_t>(i)]; });
    }

private:
    void add_oscillators(double hertz, float* l, float* r) {
        auto const* cycle = wave_->cycle_for(hertz);
        for (int v = 0; v < voices_; ++v) {
            auto const place = voices_ == 1 ? 0.0 : 2.0 * v / (voices_ - 1) - 1;
            auto const step = phase_step(hertz * std::exp2(place * patch_->detune_cents / 1200));
            auto const pan = static_cast<float>((v % 2 == 0 ? place : -place) * patch_->spread);
            auto const gl = unison_gain_ * std::sqrt(0.5F * (1 - pan));
            auto const gr = unison_gain_ * std::sqrt(0.5F * (1 + pan));
            auto phase = phases_[static_cast<std::size_t>(v)];
            for (int i = 0; i < control_frames; ++i) {
                auto const sample = read_wave(cycle, phase);
                l[i] += gl * sample;
                r[i] += gr * sample;
                phase += step;
            }
            phases_[static_cast<std::size_t>(v)] = phase;
        }
    }

    void add_extras(double hertz, float* l, float* r) {
        if (patch_->sub > 0) {
            auto const* sine = Wave::named("sine").cycle_for(hertz / 2);
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
        }
    }

    void filter(double hertz, double octaves, float* l, float* r) {
        auto const swept = patch_->sweep_octaves * sweep_.next() + octaves + 1.2 * (velocity_ - 0.75);
        auto const tracked = patch_->key_track * std::log2(hertz / 261.6);
        auto const shape = StateFilter::shape(patch_->cutoff_hz * std::exp2(swept + tracked), patch_->resonance);
        for (int i = 0; i < control_frames; ++i) {
            l[i] = left_.low(shape, l[i]);
            r[i] = right_.low(shape, r[i]);
        }
        if (patch_->drive <= 0) return;
        auto const push = static_cast<float>(1 + 5 * patch_->drive);
        auto const makeup = 1 / std::sqrt(push);
        for (int i = 0; i < control_frames; ++i) {
            l[i] = makeup * soft_clip(push * l[i]);
            r[i] = makeup * soft_clip(push * r[i]);
        }
    }

    Patch const* patch_;
    Noise noise_;
    PitchMover pitch_;
    float loudness_, unison_gain_ = 1;
    double velocity_;
    Wave const* wave_;
    Envelope amplitude_, sweep_;
    StateFilter left_, right_;
    std::array<std::uint32_t, 7> phases_{};
    std::uint32_t sub_phase_ = 0;
    int voices_ = 1;
};

// --- two sine operators: electric pianos, bells, hollow basses ----------------------------------------------------------

class FmVoice {
public:
    FmVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), pitch_(event, request.patch, seed), loudness_(velocity_gain(event.velocity)), velocity_(event.velocity),
          amplitude_(request.patch.attack, request.patch.decay, request.patch.sustain, request.patch.release),
          index_(0.001, request.patch.index_decay, 0.15, request.patch.release), sway_(static_cast<double>(seed % 628) / 100) {}
    void release() { amplitude_.release(), index_.release(); }
    void glide_to(SoundEvent const& event) { pitch_.glide_to(event); }
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double octaves, float* left, float* right) {
        auto const hertz = hertz_of(pitch_.next());
        auto const* sine = Wave::named("sine").cycle_for(hertz);
        auto const spread = std::exp2(patch_->detune_cents / 1200);
        auto const step_l = phase_step(hertz / spread);
        auto const step_r = phase_step(hertz * spread);
        auto const step_m = phase_step(hertz * patch_->ratio);
        // High notes are made of fewer partials, as on the instruments this imitates.
        auto const tame = std::min(1.0, std::sqrt(500 / std::max(hertz, 1.0)));
        auto const depth = static_cast<float>(patch_->index * index_.next() * (0.35 + 0.9 * velocity_) * tame * std::exp2(0.4 * octaves) * turn / (2 * std::numbers::pi) / 16);
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        age_ += control_frames / sample_rate;
        auto const tremble = static_cast<float>(patch_->tremolo * std::sin(2 * std::numbers::pi * 4.6 * age_ + sway_));
        add_ramped(before, after, left, right,
                   [&](int) {
                       modulation_ = static_cast<std::uint32_t>(static_cast<std::int64_t>(depth * 16 * read_wave(sine, modulator_)));
                       modulator_ += step_m;
                       auto const sample = read_wave(sine, left_ + modulation_) * (1 + tremble);
                       left_ += step_l;
                       return sample;
                   },
                   [&](int) {
                       auto const sample = read_wave(sine, right_ + modulation_) * (1 - tremble);
                       right_ += step_r;
                       return sample;
                   });
    }

private:
    Patch const* patch_;
    PitchMover pitch_;
    float loudness_;
    double velocity_;
    Envelope amplitude_, index_;
    double sway_, age_ = 0;
    std::uint32_t left_ = 0, right_ = 0, modulator_ = 0, modulation_ = 0;
};

// --- a plucked string (Karplus & Strong 1983) ---------------------------------------------------------------------------

class PluckVoice {
public:
    PluckVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), loudness_(velocity_gain(event.velocity)),
          amplitude_(0.0005, request.patch.decay, request.patch.sustain, request.patch.release) {
        auto const hertz = hertz_of(event.pitch);
        auto const period = sample_rate / hertz - 0.5;
        string_.resize(static_cast<std::size_t>(std::max(8.0, std::floor(period))) + 1);
        fraction_ = static_cast<float>(period - std::floor(period));
        // A loss that gives the asked decay whatever the pitch.
        loss_ = static_cast<float>(std::pow(0.001, 1 / (std::max(0.2, request.patch.decay * 2.2) * hertz)));
        pan_ = static_cast<float>(request.patch.spread * (static_cast<double>(seed % 200) / 100 - 1) * 0.5);
        excite(seed, event.velocity);
    }
    void release() { amplitude_.release(); }
    void glide_to(SoundEvent const&) {}
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double, float* left, float* right) {
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        float sample = 0;
        add_ramped(before, after, left, right,
                   [&](int) {
                       sample = pull();
                       return sample * (1 - pan_);
                   },
                   [&](int) { return sample * (1 + pan_); });
    }

private:
    void excite(std::uint32_t seed, double velocity) {
        Noise noise(seed);
        OnePole soft(patch_->cutoff_hz * (0.35 + 0.9 * velocity));
        float mean = 0;
        for (auto& value : string_) mean += value = soft.low(soft.low(noise.next()) * 2) * 2;
        mean /= static_cast<float>(string_.size());
        for (auto& value : string_) value -= mean;
        // Struck at a fifth of its length: a comb that takes every fifth partial.
        auto const shift = string_.size() / 5;
        auto const copy = string_;
        for (std::size_t i = shift; i < string_.size(); ++i) string_[i] -= 0.6F * copy[i - shift];
    }
    float pull() {
        auto const size = string_.size();
        auto const next = at_ + 1 == size ? 0 : at_ + 1;
        auto const delayed = string_[at_] * (1 - fraction_) + string_[next] * fraction_;
        auto const out = delayed;
        string_[at_] = loss_ * 0.5F * (delayed + last_);
        last_ = delayed;
        at_ = next;
        return out;
    }

    Patch const* patch_;
    float loudness_;
    Envelope amplitude_;
    std::vector<float> string_;
    float fraction_ = 0, loss_ = 1, last_ = 0, pan_ = 0;
    std::size_t at_ = 0;
};

// --- drawbars -------------------------------------------------------------------------------------------------------------

class OrganVoice {
public:
    OrganVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), pitch_(event, request.patch, seed), loudness_(velocity_gain(event.velocity)),
          amplitude_(request.patch.attack, request.patch.decay, request.patch.sustain, request.patch.release), sway_(static_cast<double>(seed % 628) / 100) {}
    void release() { amplitude_.release(); }
    void glide_to(SoundEvent const& event) { pitch_.glide_to(event); }
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double octaves, float* left, float* right) {
        static constexpr std::array<double, 5> ratios{0.5, 1, 2, 3, 4};
        auto const bright = std::exp2(0.8 * octaves + std::log2(patch_->cutoff_hz / 4000));
        std::array<float, 5> const levels{0.55F, 0.8F, static_cast<float>(0.5 * std::min(1.5, bright)), static_cast<float>(0.3 * std::min(1.6, bright)),
                                          static_cast<float>(0.18 * std::min(1.8, bright))};
        auto const hertz = hertz_of(pitch_.next());
        auto const* sine = Wave::named("sine").cycle_for(hertz);
        age_ += control_frames / sample_rate;
        auto const rotor = static_cast<float>(patch_->tremolo * std::sin(2 * std::numbers::pi * 5.9 * age_ + sway_));
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        std::array<std::uint32_t, 5> steps{};
        for (std::size_t d = 0; d < 5; ++d) steps[d] = phase_step(hertz * ratios[d]);
        float sample = 0;
        add_ramped(before, after, left, right,
                   [&](int) {
                       sample = 0;
                       for (std::size_t d = 0; d < 5; ++d) {
                           sample += levels[d] * read_wave(sine, phases_[d]);
                           phases_[d] += steps[d];
                       }
                       return sample * (1 + rotor);
                   },
                   [&](int) { return sample * (1 - rotor); });
    }

private:
    Patch const* patch_;
    PitchMover pitch_;
    float loudness_;
    Envelope amplitude_;
    double sway_, age_ = 0;
    std::array<std::uint32_t, 5> phases_{};
};

}  // namespace

double Movement::at(long frame) const {
    if (octaves.empty()) return 0;
    auto const place = static_cast<double>(frame) / frames_per_beat;
    auto const last = static_cast<double>(octaves.size() - 1);
    auto const index = static_cast<std::size_t>(std::clamp(std::floor(place), 0.0, last));
    auto const next = std::min(index + 1, octaves.size() - 1);
    auto const share = std::clamp(place - static_cast<double>(index), 0.0, 1.0);
    return octaves[index] + share * (octaves[next] - octaves[index]);
}

std::unique_ptr<Instrument> make_instrument(InstrumentRequest request) {
    auto const& engine = request.patch.engine;
    if (engine == "fm") return std::make_unique<Poly<FmVoice>>(std::move(request));
    if (engine == "pluck") return std::make_unique<Poly<PluckVoice>>(std::move(request));
    if (engine == "organ") return std::make_unique<Poly<OrganVoice>>(std::move(request));
    if (engine == "texture") return make_texture(std::move(request));
    if (engine == "choir") return make_voice(std::move(request), "choir");
    return std::make_unique<Poly<AnalogVoice>>(std::move(request));
}

}  // namespace troupe::music::impl
