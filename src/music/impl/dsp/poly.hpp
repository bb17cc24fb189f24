#pragma once

#include <algorithm>
#include <vector>

#include "music/impl/dsp/blocks.hpp"
#include "music/impl/dsp/instrument.hpp"

namespace troupe::music::impl {

/// Starts and ends voices. A Voice has `Voice(SoundEvent const&, InstrumentRequest const&, std::uint32_t seed)`,
/// `release()`, `glide_to(SoundEvent const&)`, `bool over()` and `add(double octaves, float* left, float* right)`, which
/// adds one control block.
template <class Voice>
class Poly final : public Instrument {
public:
    explicit Poly(InstrumentRequest request) : request_(std::move(request)) {}

    bool render(long first, float* left, float* right, int frames) override {
        bool heard = false;
        for (int at = 0; at < frames; at += control_frames) {
            auto const now = first + at;
            end_due(now);
            start_due(now);
            if (playing_.empty()) continue;
            heard = true;
            auto const octaves = octaves_at(now);
            for (auto& playing : playing_) playing.voice.add(octaves, left + at, right + at);
            std::erase_if(playing_, [](Playing const& playing) { return playing.voice.over(); });
        }
        return heard;
    }

private:
    struct Playing {
        Voice voice;
        long end = 0;
        bool released = false;
    };
    static constexpr std::size_t most_voices = 24;

    /// The song's movement and the patch's own, which keeps to the beat.
    [[nodiscard]] double octaves_at(long now) const {
        auto const& patch = request_.patch;
        auto const own = patch.motion == 0 ? 0 : patch.motion * slow_sine(static_cast<double>(now) / (request_.frames_per_beat * patch.motion_beats));
        return request_.movement.at(now) + own;
    }

    void start_due(long now) {
        while (next_ < request_.events.size() && request_.events[next_].start < now + control_frames) {
            auto const& event = request_.events[next_++];
            if (request_.patch.mono && !playing_.empty() && !playing_.back().released && request_.patch.glide > 0) {
                playing_.back().voice.glide_to(event);
                playing_.back().end = event.end;
                continue;
            }
            if (request_.patch.mono)
                for (auto& playing : playing_) let_go(playing);
            if (playing_.size() >= most_voices) playing_.erase(playing_.begin());
            playing_.push_back({Voice(event, request_, request_.seed + static_cast<std::uint32_t>(next_) * 2654435761U), event.end, false});
        }
    }

    void end_due(long now) {
        for (auto& playing : playing_)
            if (playing.end <= now && !playing.released && !continues(playing.end)) let_go(playing);
    }

    /// The next note of a gliding instrument begins as this one ends: no new breath is taken.
    [[nodiscard]] bool continues(long end) const {
        return request_.patch.mono && request_.patch.glide > 0 && next_ < request_.events.size() &&
               request_.events[next_].start <= end + control_frames * 4;
    }

    static void let_go(Playing& playing) {
        if (!playing.released) playing.voice.release();
        playing.released = true;
    }

    InstrumentRequest request_;
    std::vector<Playing> playing_;
    std::size_t next_ = 0;
};

}  // namespace troupe::music::impl
