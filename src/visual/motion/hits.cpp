#include "visual/motion/hits.hpp"

#include <algorithm>
#include <cmath>

#include "visual/color.hpp"
#include "visual/motion/choreography.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float longest_swell = 9;  ///< frames before a hit that nobody is sure of
constexpr int memory = 90;          ///< frames after which nothing of a hit is left

float doubt_of(double confidence, media::Timeline const& timeline) {
    return clamp01(1 - static_cast<float>(std::min(confidence, timeline.confidence)));
}

float response(Hit const& hit, int frame, float fall) {
    auto const away = static_cast<float>(frame - hit.frame);
    if (hit.is_sure()) return away < 0 ? 0 : hit.strength * std::exp(-away / fall);
    auto const strength = hit.strength * (1 - 0.5F * hit.doubt);
    if (away < 0) return strength * smoothstep(-longest_swell * hit.doubt, 0, away);
    return strength * std::exp(-away / (fall * (1 + 2.5F * hit.doubt)));
}

}  // namespace

int frame_of(Seconds at, Seconds start) { return static_cast<int>(std::lround((at - start).count() * frames_per_second)); }

std::vector<media::Beat> beats_of(media::Timeline const& timeline) {
    auto beats = timeline.beats;
    auto const step = 60 / timeline.tempo.value;
    for (int i = 0; timeline.beats.empty() && i * step < timeline.length.count(); ++i)
        beats.push_back({Seconds(i * step), i % timeline.beats_per_bar == 0, timeline.confidence});
    for (auto& beat : beats) beat.confidence = std::min(beat.confidence, timeline.confidence);
    return beats;
}

std::vector<Hit> hits_of(media::Timeline const& timeline, Seconds start, int frames) {
    std::vector<Hit> hits;
    auto const add = [&](Seconds at, double confidence, float strength, bool is_kick, float weight) {
        auto const frame = frame_of(at, start);
        auto const doubt = doubt_of(confidence, timeline);
        if (frame >= 0 && frame < frames && strength > 0.05F) hits.push_back({frame, clamp01(strength), is_kick, weight, doubt});
    };
    for (auto const& accent : timeline.accents) {
        auto const strength = static_cast<float>(accent.strength * (0.4 + 0.6 * accent.confidence));
        if (accent.kind == "kick") add(accent.at, accent.confidence, strength, true, 2 + strength);
        if (accent.kind == "snare") add(accent.at, accent.confidence, strength, false, 1 + strength);
        if (accent.kind == "drop" || accent.kind == "hook") add(accent.at, accent.confidence, 1, true, 6);
    }
    if (hits.empty())
        for (auto const& beat : beats_of(timeline)) {
            auto const strength = (beat.downbeat ? 0.9F : 0.6F) * static_cast<float>(0.4 + 0.6 * beat.confidence);
            add(beat.at, beat.confidence, strength, true, beat.downbeat ? 3.0F : 2.0F);
        }
    std::stable_sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) { return a.frame < b.frame; });
    return hits;
}

std::vector<Hit> flashes_of(std::vector<Hit> hits, std::vector<int> const& cuts) {
    std::erase_if(hits, [](Hit const& hit) { return !hit.is_sure(); });
    for (auto const cut : cuts) hits.push_back({cut, 1, true, 10, 0});
    std::stable_sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) { return a.weight > b.weight; });
    std::vector<Hit> chosen;
    std::vector<char> taken;
    for (auto const& hit : hits) {
        auto const from = static_cast<std::size_t>(std::max(0, hit.frame - least_frames_between_flashes + 1));
        auto const to = static_cast<std::size_t>(hit.frame + least_frames_between_flashes);
        if (taken.size() < to) taken.resize(to, 0);
        auto const here = taken.begin() + static_cast<std::ptrdiff_t>(from);
        if (std::find(here, taken.begin() + static_cast<std::ptrdiff_t>(to), 1) != taken.begin() + static_cast<std::ptrdiff_t>(to)) continue;
        taken[static_cast<std::size_t>(hit.frame)] = 1;
        chosen.push_back(hit);
    }
    std::sort(chosen.begin(), chosen.end(), [](Hit const& a, Hit const& b) { return a.frame < b.frame; });
    return chosen;
}

float after(std::vector<Hit> const& hits, int frame, float fall, std::optional<bool> kicks) {
    float most = 0;
    auto const first = std::lower_bound(hits.begin(), hits.end(), frame - memory, [](Hit const& hit, int at) { return hit.frame < at; });
    for (auto hit = first; hit != hits.end() && hit->frame <= frame + static_cast<int>(longest_swell); ++hit)
        if (!kicks || hit->is_kick == *kicks) most = std::max(most, response(*hit, frame, fall));
    return most;
}

}  // namespace troupe::visual::motion
