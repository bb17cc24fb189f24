#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/instrument.hpp"
#include "music/impl/dsp/wavetable.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t variations = 4;  // so that no two blows in a row are the same sample

using Shot = std::vector<float>;

/// Six squares that belong to no chord, as in the drum machines of the eighties.
float metal(std::array<std::uint32_t, 6>& phases, std::array<std::uint32_t, 6> const& steps) {
    float sum = 0;
    for (std::size_t i = 0; i < phases.size(); ++i) {
        phases[i] += steps[i];
        sum += phases[i] < 0x80000000U ? 0.3F : -0.3F;
    }
    return sum;
}

double burst_gain(DrumVoice const& voice, double seconds) {
    // Hands do not meet at once: a few short bursts, the last one rings.
    double gain = std::exp(-std::max(0.0, seconds - 0.011 * (voice.bursts - 1)) / voice.noise_decay * 3);
    if (voice.bursts > 1 && seconds < 0.011 * (voice.bursts - 1)) gain = std::exp(-std::fmod(seconds, 0.011) / 0.004);
    return gain;
}

Shot make_shot(DrumVoice const& voice, std::uint32_t seed) {
    Noise noise(seed);
    auto const vary = [&](double amount) { return 1 + amount * static_cast<double>(noise.next()); };
    auto const longest = std::max({voice.decay, voice.noise > 0 ? voice.noise_decay : 0, voice.metal > 0 ? voice.metal_decay : 0});
    Shot shot(static_cast<std::size_t>((longest * 1.3 + 0.06) * sample_rate));
    auto const pitch = voice.pitch_hz * vary(0.006);
    auto const band = StateFilter::shape(voice.noise_hz * vary(0.06), 1 - 0.6 / std::max(0.61, voice.noise_q));
    auto const metal_band = StateFilter::shape(voice.metal_hz * vary(0.05), 0.35);
    static constexpr std::array<double, 6> ratios{1.0, 1.342, 1.2312, 1.6532, 1.9523, 2.1523};
    std::array<std::uint32_t, 6> steps{};
    std::array<std::uint32_t, 6> phases{};
    for (std::size_t i = 0; i < 6; ++i) {
        steps[i] = static_cast<std::uint32_t>(325 * ratios[i] * vary(0.01) / sample_rate * 4294967296.0);
        phases[i] = noise.bits();
    }
    StateFilter noise_filter, metal_filter, metal_filter2;
    double phase = 0;
    auto const metal_decay = voice.metal_decay * vary(0.12);
    for (std::size_t i = 0; i < shot.size(); ++i) {
        auto const seconds = static_cast<double>(i) / sample_rate;
        auto const hertz = pitch + voice.sweep_hz * std::exp(-seconds / voice.sweep_seconds);
        phase += 2 * std::numbers::pi * hertz / sample_rate;
        auto const attack = std::min(1.0, seconds / 0.0006);
        double out = voice.body * attack * std::exp(-seconds / voice.decay * 3.5) * std::sin(phase);
        if (voice.noise > 0) out += voice.noise * burst_gain(voice, seconds) * 2 * static_cast<double>(noise_filter.step(band, noise.next()).band);
        if (voice.metal > 0) {
            auto const raw = metal_filter.step(metal_band, metal(phases, steps) + 0.5F * noise.next()).high;
            out += voice.metal * std::exp(-seconds / metal_decay * 3.5) * static_cast<double>(metal_filter2.step(metal_band, raw).high);
        }
        if (voice.click > 0 && seconds < 0.004) out += voice.click * (1 - seconds / 0.004) * 0.6 * static_cast<double>(noise.next());
        shot[i] = static_cast<float>(out);
    }
    auto const push = static_cast<float>(1 + 6 * voice.drive);
    float peak = 1e-6F;
    for (auto& sample : shot) {
        if (voice.drive > 0) sample = soft_clip(push * sample);
        peak = std::max(peak, std::abs(sample));
    }
    auto const fade = std::min<std::size_t>(shot.size(), 1200);
    for (std::size_t i = 0; i < fade; ++i) shot[shot.size() - 1 - i] *= static_cast<float>(i) / static_cast<float>(fade);
    for (auto& sample : shot) sample /= peak;
    return shot;
}

class Drums final : public Instrument {
public:
    Drums(std::vector<SoundEvent> events, std::map<std::string, DrumVoice> const& kit, std::uint32_t seed) : events_(std::move(events)) {
        for (auto const& [name, voice] : kit) {
            auto const pitch = drum_pitch(name);
            bool const used = std::any_of(events_.begin(), events_.end(), [&](auto const& e) { return static_cast<int>(e.pitch) == pitch; });
            if (pitch == 0 || !used) continue;
            auto& drum = drums_[pitch];
            drum.gain = static_cast<float>(from_db(voice.gain_db));
            drum.pan = static_cast<float>(voice.pan);
            for (std::uint32_t v = 0; v < variations; ++v) drum.shots.push_back(make_shot(voice, seed + v * 101 + static_cast<std::uint32_t>(pitch) * 7));
        }
    }

    void render(long first, float* left, float* right, int frames) override {
        while (next_ < events_.size() && events_[next_].start < first + frames) start(events_[next_++]);
        for (auto& playing : playing_) mix(playing, first, left, right, frames);
        std::erase_if(playing_, [&](Playing const& playing) { return playing.done; });
    }

private:
    struct Drum {
        std::vector<Shot> shots;
        float gain = 1, pan = 0;
        std::size_t turn = 0;
    };
    struct Playing {
        Drum const* drum;
        Shot const* shot;
        long start;
        float gain;
        OnePole soft;
        bool muffled;
        long choke = -1;  ///< frame from which it is damped
        int pitch = 0;
        bool done = false;
    };

    void start(SoundEvent const& event) {
        auto const pitch = static_cast<int>(event.pitch);
        auto const found = drums_.find(pitch);
        if (found == drums_.end()) return;
        auto& drum = found->second;
        // A closed hat damps the open one.
        if (pitch == 42 || pitch == 46)
            for (auto& playing : playing_)
                if (playing.pitch == 46 && playing.choke < 0) playing.choke = event.start;
        auto const velocity = static_cast<float>(event.velocity);
        Playing playing{&drum, &drum.shots[drum.turn++ % variations], event.start, drum.gain * velocity * std::sqrt(velocity), OnePole(900 + 15000 * velocity * velocity), velocity < 0.6F};
        playing.pitch = pitch;
        playing_.push_back(playing);
    }

    static void mix(Playing& playing, long first, float* left, float* right, int frames) {
        auto const gl = playing.gain * std::sqrt(0.5F * (1 - playing.drum->pan)) * 1.414F;
        auto const gr = playing.gain * std::sqrt(0.5F * (1 + playing.drum->pan)) * 1.414F;
        auto const size = static_cast<long>(playing.shot->size());
        for (long i = std::max(0L, playing.start - first); i < frames; ++i) {
            auto const at = first + i - playing.start;
            if (at >= size) {
                playing.done = true;
                return;
            }
            auto sample = (*playing.shot)[static_cast<std::size_t>(at)];
            if (playing.muffled) sample = playing.soft.low(sample);
            if (playing.choke >= 0 && first + i > playing.choke) {
                auto const damp = 1 - static_cast<float>(first + i - playing.choke) / 900;
                if (damp <= 0) {
                    playing.done = true;
                    return;
                }
                sample *= damp;
            }
            left[i] += gl * sample;
            right[i] += gr * sample;
        }
    }

    std::vector<SoundEvent> events_;
    std::map<int, Drum> drums_;
    std::vector<Playing> playing_;
    std::size_t next_ = 0;
};

}  // namespace

std::unique_ptr<Instrument> make_drums(std::vector<SoundEvent> events, std::map<std::string, DrumVoice> const& kit, std::uint32_t seed) {
    return std::make_unique<Drums>(std::move(events), kit, seed);
}

}  // namespace troupe::music::impl
