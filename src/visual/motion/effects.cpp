#include "visual/motion/effects.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "visual/color.hpp"
#include "visual/motion/choreography.hpp"

namespace troupe::visual::motion {
namespace {

/// Whether the whole picture becomes brighter, darker or another: such an effect keeps to the flashes' distance.
bool changes_light(VideoEffect const& effect) {
    static constexpr std::array<std::string_view, 12> names{"glow",   "flash", "leak",  "contrast", "hue",      "posterize",
                                                            "tiles", "slats", "halftone", "saturation", "vignette", "burst"};
    return std::any_of(effect.changes.begin(), effect.changes.end(), [](auto const& change) {
        return std::find(names.begin(), names.end(), change.first) != names.end();
    });
}

/// Whether it has whole numbers alone: they would jump between beats while they fade, so they stay and go with a beat.
bool steps(VideoEffect const& effect) { return effect.changes.contains("tiles") || effect.changes.contains("posterize"); }

/// Frames from a trigger to the beat that comes next after most of the effect's time has passed; that time without one.
int until_a_beat(Hit const& trigger, int frames, std::vector<Hit> const& beats) {
    for (auto const& beat : beats)
        if (beat.is_sure() && beat.frame >= trigger.frame + frames * 3 / 4) return beat.frame - trigger.frame;
    return frames;
}

std::vector<Hit> triggers_of(VideoEffect const& effect, Marks const& marks) {
    std::vector<Hit> triggers;
    if (effect.on == "beat") triggers = marks.beats;
    if (effect.on == "section") triggers = marks.scenes;
    if (effect.on == "bar")
        for (auto const& beat : marks.beats)
            if (beat.weight > 2) triggers.push_back(beat);
    if (effect.on == "hit")
        for (auto const& hit : marks.hits)
            if (hit.is_kick && hit.strength > 0.35F) triggers.push_back(hit);
    if (!changes_light(effect)) return triggers;
    std::erase_if(triggers, [&](Hit const& hit) {
        return std::none_of(marks.flashes.begin(), marks.flashes.end(), [&](Hit const& flash) { return std::abs(flash.frame - hit.frame) <= 1; });
    });
    return triggers;
}

/// At once there and falling; what lasts half a second or more swells first.
float presence(Cue const& cue, int frame) {
    auto const share = static_cast<float>(frame - cue.from) / static_cast<float>(cue.frames);
    if (share < 0 || share >= 1) return 0;
    if (cue.is_held) return 1;
    auto const falling = 1 - share;
    if (cue.frames < frames_per_second / 2) return falling * std::sqrt(falling);
    return smoothstep(0, 0.25F, share) * falling * falling * 1.3F;
}

}  // namespace

EffectTrack::EffectTrack(VideoStyle style, Marks const& marks) : effects_(std::move(style.timed)) {
    style.timed.clear();
    style.effects.clear();
    base_ = std::move(style);
    for (std::size_t e = 0; e < effects_.size(); ++e) {
        auto const& effect = effects_[e];
        for (auto const& hit : triggers_of(effect, marks)) {
            auto const seconds = std::max(effect.duration, 2.0 / frames_per_second) * (1 + hit.doubt);
            auto const is_held = steps(effect);
            auto const lasts = std::max(2, static_cast<int>(std::lround(seconds * frames_per_second)));
            auto const frames = is_held ? until_a_beat(hit, lasts, marks.beats) : lasts;
            auto const strength = static_cast<float>(effect.strength) * hit.strength * (1 - 0.7F * hit.doubt);
            cues_.push_back({hit.frame, frames, strength, e, is_held});
            longest_ = std::max(longest_, frames);
        }
    }
    std::stable_sort(cues_.begin(), cues_.end(), [](Cue const& a, Cue const& b) { return a.from < b.from; });
}

VideoStyle EffectTrack::at(int frame) const {
    auto now = base_;
    std::vector<float> most(effects_.size(), 0);
    auto const first = std::lower_bound(cues_.begin(), cues_.end(), frame - longest_, [](Cue const& cue, int at) { return cue.from < at; });
    for (auto cue = first; cue != cues_.end() && cue->from <= frame; ++cue)
        most[cue->effect] = std::max(most[cue->effect], cue->strength * presence(*cue, frame));
    for (std::size_t e = 0; e < effects_.size(); ++e)
        if (most[e] > 0) add_effect(now, effects_[e], static_cast<double>(most[e]));
    return now;
}

}  // namespace troupe::visual::motion
