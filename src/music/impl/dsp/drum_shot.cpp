#include "music/impl/dsp/drum_shot.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "music/impl/dsp/wavetable.hpp"

namespace troupe::music::impl {
namespace {

constexpr double burst_seconds = 0.011;  // between the hands of a clap
constexpr double air_hz = 13'500;        // above it a real cymbal has little left: noise up to 22 kHz sounds like a leak

/// What a player's force changes: ghosts are duller and shorter, accents longer with more of the stick.
struct Force {
    double colour, length, click;
};
constexpr std::array<Force, blow_kinds> forces{{{0.62, 0.6, 0.25}, {0.92, 0.92, 0.8}, {1.06, 1.06, 1.15}}};

/// Falls by a constant factor each frame.
class Fall {
public:
    explicit Fall(double seconds, double start = 1) : level_(start), factor_(std::exp(-1 / (std::max(seconds, 1e-5) * sample_rate))) {}
    double next() {
        auto const now = level_;
        level_ *= factor_;
        return now;
    }

private:
    double level_, factor_;
};

/// Six squares that belong to no chord, as in the drum machines of the eighties.
class Metal {
public:
    Metal(Noise& noise, double tune) {
        static constexpr std::array<double, 6> ratios{1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523};
        for (std::size_t i = 0; i < ratios.size(); ++i) {
            steps_[i] = static_cast<std::uint32_t>(325 * ratios[i] * tune * (1 + 0.012 * static_cast<double>(noise.next())) / sample_rate * 4294967296.0);
            phases_[i] = noise.bits();
        }
    }
    float next() {
        float sum = 0;
        for (std::size_t i = 0; i < phases_.size(); ++i) {
            phases_[i] += steps_[i];
            sum += phases_[i] < 0x80000000U ? 0.3F : -0.3F;
        }
        return sum;
    }

private:
    std::array<std::uint32_t, 6> phases_{}, steps_{};
};

/// A sine whose pitch falls, as skins and 808 circuits do.
void add_body(Shot& shot, DrumVoice const& voice, double pitch, double length) {
    auto const* sine = Wave::sine().cycle_for(50);
    Fall level(voice.decay * length / 3.5, voice.body), sweep(voice.sweep_seconds, voice.sweep_hz);
    std::uint32_t phase = 0;
    constexpr double attack = 0.0006 * sample_rate;
    for (std::size_t i = 0; i < shot.size(); ++i) {
        phase += static_cast<std::uint32_t>((pitch + sweep.next()) / sample_rate * 4294967296.0);
        auto const rise = std::min(1.0, static_cast<double>(i) / attack);
        shot[i] += static_cast<float>(rise * level.next()) * read_wave(sine, phase);
    }
}

/// Wires, hands, sand: a band of noise, in bursts when several hands clap.
void add_noise(Shot& shot, DrumVoice const& voice, Noise& noise, double colour, double length) {
    auto const band = StateFilter::shape(std::min(air_hz, voice.noise_hz * colour), 1 - 0.6 / std::max(0.61, voice.noise_q));
    auto const air = StateFilter::shape(air_hz, 0.0);
    StateFilter filter, top;
    // Hands do not meet at once: a few short bursts, none like the other; the last one rings.
    std::array<double, 6> bursts{};
    auto const count = std::clamp(voice.bursts, 1, 6);
    for (int b = 1; b < count; ++b)
        bursts[static_cast<std::size_t>(b)] = bursts[static_cast<std::size_t>(b) - 1] + burst_seconds * (1 + 0.3 * static_cast<double>(noise.next()));
    auto const last = static_cast<std::size_t>(count - 1);
    Fall tail(voice.noise_decay * length / 3);
    std::size_t burst = 0;
    Fall hand(0.004);
    for (std::size_t i = 0; i < shot.size(); ++i) {
        auto const seconds = static_cast<double>(i) / sample_rate;
        if (burst < last && seconds >= bursts[burst + 1]) {
            ++burst;
            hand = Fall(0.004, 0.8 + 0.2 * static_cast<double>(noise.next()));
        }
        auto const level = burst < last ? hand.next() : tail.next();
        auto const sample = top.low(air, filter.step(band, noise.next()).band);
        shot[i] += static_cast<float>(voice.noise * level * 2) * sample;
    }
}

void add_metal(Shot& shot, DrumVoice const& voice, Noise& noise, double colour, double decay) {
    auto const band = StateFilter::shape(std::min(11'000.0, voice.metal_hz * colour), 0.35);
    auto const air = StateFilter::shape(air_hz * (0.85 + 0.15 * colour), 0.0);
    StateFilter first, second, top;
    Metal metal(noise, colour);
    Fall level(decay / 3.5, voice.metal);
    for (auto& sample : shot) {
        auto const raw = first.step(band, metal.next() + 0.3F * noise.next()).high;
        sample += static_cast<float>(level.next()) * top.low(air, second.step(band, raw).high);
    }
}

void add_click(Shot& shot, double amount, Noise& noise) {
    constexpr std::size_t frames = 192;
    OnePole soft(7000);
    for (std::size_t i = 0; i < std::min(frames, shot.size()); ++i)
        shot[i] += static_cast<float>(amount * 0.6 * (1 - static_cast<double>(i) / frames)) * soft.low(noise.next());
}

void finish(Shot& shot, double drive) {
    auto const push = static_cast<float>(1 + 6 * drive);
    float peak = 1e-6F;
    for (auto& sample : shot) {
        if (drive > 0) sample = soft_clip(push * sample);
        peak = std::max(peak, std::abs(sample));
    }
    auto const fade = std::min<std::size_t>(shot.size(), 1200);
    for (std::size_t i = 0; i < fade; ++i) shot[shot.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(fade);
    for (auto& sample : shot) sample /= peak;
}

}  // namespace

Shot make_shot(DrumVoice const& voice, std::size_t kind, std::uint32_t seed) {
    Noise noise(seed * 2654435761U + 1);
    for (int i = 0; i < 4; ++i) (void)noise.next();
    auto const vary = [&](double amount) { return 1 + amount * static_cast<double>(noise.next()); };
    auto const force = forces[kind];
    auto const pitch = voice.pitch_hz * vary(0.008);
    auto const colour = force.colour * vary(0.07);
    auto const length = force.length * vary(0.05);
    auto const metal_decay = voice.metal_decay * force.length * vary(0.22);
    auto const longest = std::max({voice.body > 0 ? voice.decay * length : 0, voice.noise > 0 ? voice.noise_decay * length : 0, voice.metal > 0 ? metal_decay : 0});
    Shot shot(static_cast<std::size_t>((longest * 1.25 + 0.06) * sample_rate));
    if (voice.body > 0) add_body(shot, voice, pitch, length);
    if (voice.noise > 0) add_noise(shot, voice, noise, colour, length);
    if (voice.metal > 0) add_metal(shot, voice, noise, colour, metal_decay);
    if (voice.click > 0) add_click(shot, voice.click * force.click, noise);
    finish(shot, voice.drive);
    return shot;
}

}  // namespace troupe::music::impl
