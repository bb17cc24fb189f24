#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/dsp/engines.hpp"
#include "music/impl/dsp/pitch_mover.hpp"
#include "music/impl/dsp/poly.hpp"
#include "music/impl/dsp/wavetable.hpp"

namespace troupe::music::impl {
namespace {

/// Two sine operators and a short tine: electric pianos, bells, hollow basses.
class FmVoice {
public:
    FmVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), pitch_(event, request.patch, seed), loudness_(velocity_gain(event.velocity)), velocity_(event.velocity),
          amplitude_(request.patch.attack, request.patch.decay, request.patch.sustain, request.patch.release),
          index_(0.001, request.patch.index_decay, 0.15, request.patch.release), tine_(0.0005, 0.11, 0, 0.05),
          sway_(static_cast<double>(seed % 628) / 628), spread_(fast_exp2(request.patch.detune_cents / 1200)) {}
    void release() { amplitude_.release(), index_.release(); }
    void glide_to(SoundEvent const& event) { pitch_.glide_to(event); }
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double octaves, float* left, float* right) {
        auto const hertz = hertz_of(pitch_.next());
        auto const* sine = Wave::sine().cycle_for(hertz);
        std::array<std::uint32_t, control_frames> bend;
        modulate(sine, hertz, octaves, bend);
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        auto const after = static_cast<float>(amplitude_.next()) * loudness_;
        age_ += control_frames / sample_rate;
        auto const tremble = static_cast<float>(patch_->tremolo * slow_sine(4.6 * age_ + sway_));
        std::array<float, control_frames> l, r;
        carry(sine, phase_step(hertz / spread_), bend, left_, 1 + tremble, l);
        carry(sine, phase_step(hertz * spread_), bend, right_, 1 - tremble, r);
        add_ramped(before, after, l.data(), r.data(), left, right);
    }

private:
    /// How far the carrier's phase is bent at each frame.
    void modulate(float const* sine, double hertz, double octaves, std::array<std::uint32_t, control_frames>& bend) {
        // High notes are made of fewer partials, as on the instruments this imitates.
        auto const tame = std::min(1.0, std::sqrt(500 / std::max(hertz, 1.0)));
        constexpr double one = 4294967296.0 / (2 * std::numbers::pi);
        auto const depth = static_cast<float>(patch_->index * index_.next() * (0.35 + 0.9 * velocity_) * tame * fast_exp2(0.4 * octaves) * one);
        auto const step = phase_step(hertz * patch_->ratio);
        for (auto& at : bend) {
            at = static_cast<std::uint32_t>(static_cast<std::int64_t>(depth * read_wave(sine, modulator_)));
            modulator_ += step;
        }
        if (patch_->tine <= 0 || tine_.over()) return;
        auto const ring = static_cast<float>(patch_->tine * tine_.next() * velocity_ * velocity_ * tame * one);
        auto const tine_step = phase_step(std::min(hertz * 14, 9000.0));
        for (auto& at : bend) {
            at += static_cast<std::uint32_t>(static_cast<std::int64_t>(ring * read_wave(sine, tine_phase_)));
            tine_phase_ += tine_step;
        }
    }

    static void carry(float const* sine, std::uint32_t step, std::array<std::uint32_t, control_frames> const& bend, std::uint32_t& phase, float gain,
                      std::array<float, control_frames>& out) {
        for (std::size_t i = 0; i < out.size(); ++i) {
            out[i] = gain * read_wave(sine, phase + bend[i]);
            phase += step;
        }
    }

    Patch const* patch_;
    PitchMover pitch_;
    float loudness_;
    double velocity_;
    Envelope amplitude_, index_, tine_;
    double sway_, spread_, age_ = 0;
    std::uint32_t left_ = 0, right_ = 0, modulator_ = 0, tine_phase_ = 0;
};

/// Drawbars behind a rotor.
class OrganVoice {
public:
    OrganVoice(SoundEvent const& event, InstrumentRequest const& request, std::uint32_t seed)
        : patch_(&request.patch), pitch_(event, request.patch, seed), loudness_(velocity_gain(event.velocity)),
          amplitude_(request.patch.attack, request.patch.decay, request.patch.sustain, request.patch.release), sway_(static_cast<double>(seed % 628) / 628) {}
    void release() { amplitude_.release(); }
    void glide_to(SoundEvent const& event) { pitch_.glide_to(event); }
    [[nodiscard]] bool over() const { return amplitude_.over(); }

    void add(double octaves, float* left, float* right) {
        static constexpr std::array<double, 5> ratios{0.5, 1, 2, 3, 4};
        auto const bright = fast_exp2(0.8 * octaves + std::log2(patch_->cutoff_hz / 4000));
        std::array<float, 5> const levels{0.55F, 0.8F, static_cast<float>(0.5 * std::min(1.5, bright)), static_cast<float>(0.3 * std::min(1.6, bright)),
                                          static_cast<float>(0.18 * std::min(1.8, bright))};
        age_ += control_frames / sample_rate;
        auto const turn = slow_sine(5.9 * age_ + sway_);
        // The rotor comes and goes: louder, and a little sharp.
        auto const hertz = hertz_of(pitch_.next() + 0.12 * patch_->tremolo * slow_sine(5.9 * age_ + sway_ + 0.25));
        auto const* sine = Wave::sine().cycle_for(hertz);
        auto const rotor = static_cast<float>(patch_->tremolo * turn);
        std::array<float, control_frames> l{}, r;
        for (std::size_t d = 0; d < ratios.size(); ++d) {
            auto const step = phase_step(hertz * ratios[d]);
            for (auto& sample : l) {
                sample += levels[d] * read_wave(sine, phases_[d]);
                phases_[d] += step;
            }
        }
        for (std::size_t i = 0; i < l.size(); ++i) {
            r[i] = l[i] * (1 - rotor);
            l[i] *= 1 + rotor;
        }
        auto const before = static_cast<float>(amplitude_.level()) * loudness_;
        add_ramped(before, static_cast<float>(amplitude_.next()) * loudness_, l.data(), r.data(), left, right);
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

std::unique_ptr<Instrument> make_fm(InstrumentRequest request) { return std::make_unique<Poly<FmVoice>>(std::move(request)); }
std::unique_ptr<Instrument> make_organ(InstrumentRequest request) { return std::make_unique<Poly<OrganVoice>>(std::move(request)); }

}  // namespace troupe::music::impl
