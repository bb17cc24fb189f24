#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "music/impl/dsp/drum_shot.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t variations = 5;  // so that no two blows in a row are the same sample
constexpr int closed_hat = 42, pedal_hat = 44, open_hat = 46;
constexpr long choke_frames = 900;

class Drums final : public Instrument {
public:
    Drums(std::vector<SoundEvent> events, std::map<std::string, DrumVoice> const& kit, std::uint32_t seed) : events_(std::move(events)) {
        for (auto const& [name, voice] : kit) {
            auto const pitch = drum_pitch(name);
            if (pitch != 0) add_drum(pitch, voice, seed);
        }
    }

    bool render(long first, float* left, float* right, int frames) override {
        while (next_ < events_.size() && events_[next_].start < first + frames) start(events_[next_++]);
        bool const heard = !playing_.empty();
        for (auto& playing : playing_) mix(playing, first, left, right, frames);
        std::erase_if(playing_, [](Playing const& playing) { return playing.done; });
        return heard;
    }

private:
    struct Drum {
        std::array<std::vector<Shot>, blow_kinds> shots;
        float left = 1, right = 1;
        std::size_t turn = 0;
    };
    struct Playing {
        Drum const* drum;
        Shot const* shot;
        long start;
        float gain;
        int pitch;
        long choke = -1;  ///< frame from which it is damped
        bool done = false;
    };

    void add_drum(int pitch, DrumVoice const& voice, std::uint32_t seed) {
        std::array<bool, blow_kinds> used{};
        for (auto const& event : events_)
            if (static_cast<int>(event.pitch) == pitch) used[blow_kind(event.velocity)] = true;
        if (std::none_of(used.begin(), used.end(), [](bool u) { return u; })) return;
        auto& drum = drums_[pitch];
        auto const gain = static_cast<float>(from_db(voice.gain_db));
        auto const pan = static_cast<float>(voice.pan);
        drum.left = gain * std::sqrt(0.5F * (1 - pan)) * 1.414F;
        drum.right = gain * std::sqrt(0.5F * (1 + pan)) * 1.414F;
        for (std::size_t kind = 0; kind < blow_kinds; ++kind)
            for (std::uint32_t v = 0; used[kind] && v < variations; ++v)
                drum.shots[kind].push_back(make_shot(voice, kind, seed + v * 101 + static_cast<std::uint32_t>(pitch) * 7));
    }

    void start(SoundEvent const& event) {
        auto const pitch = static_cast<int>(event.pitch);
        auto const found = drums_.find(pitch);
        if (found == drums_.end()) return;
        auto& drum = found->second;
        if (pitch == closed_hat || pitch == pedal_hat || pitch == open_hat)
            for (auto& playing : playing_)
                if (playing.pitch == open_hat && playing.choke < 0) playing.choke = event.start;
        auto const velocity = static_cast<float>(event.velocity);
        auto const& shots = drum.shots[blow_kind(event.velocity)];
        playing_.push_back({&drum, &shots[drum.turn++ % variations], event.start, velocity * std::sqrt(velocity), pitch});
    }

    static void mix(Playing& playing, long first, float* left, float* right, int frames) {
        auto const gl = playing.gain * playing.drum->left;
        auto const gr = playing.gain * playing.drum->right;
        auto const size = static_cast<long>(playing.shot->size());
        auto const begin = std::max(0L, playing.start - first);
        auto end = std::min<long>(frames, playing.start + size - first);
        if (playing.choke >= 0) end = std::min(end, playing.choke + choke_frames - first);
        playing.done = end < frames;
        auto const* samples = playing.shot->data() + (first - playing.start);
        auto const damped = playing.choke < 0 ? end : std::clamp(playing.choke - first, begin, std::max(begin, end));
        for (long i = begin; i < damped; ++i) {
            left[i] += gl * samples[i];
            right[i] += gr * samples[i];
        }
        for (long i = damped; i < end; ++i) {
            auto const sample = samples[i] * (1 - static_cast<float>(first + i - playing.choke) / choke_frames);
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
