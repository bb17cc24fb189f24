#include "visual/motion/choreography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "base/random.hpp"
#include "visual/color.hpp"

namespace troupe::visual::motion {
namespace {

constexpr double fps = frames_per_second;
constexpr double turn_seconds = 14;      ///< of slow movement at speed 1
constexpr double least_scene_seconds = 1.9;
constexpr double last_scene_seconds = 4.2;
constexpr float kick_fall = 5.5F;   ///< frames until a third is left
constexpr float snare_fall = 4.0F;
constexpr float flash_fall = 6.0F;

struct Hit {
    int frame;
    float strength;
    bool is_kick;
    float weight;  ///< for the choice of flashes
};

int frame_of(Seconds at, Seconds start) { return static_cast<int>(std::lround((at - start).count() * fps)); }

std::vector<media::Beat> beats_of(media::Timeline const& timeline) {
    if (!timeline.beats.empty()) return timeline.beats;
    std::vector<media::Beat> beats;
    auto const step = 60 / timeline.tempo.value;
    for (int i = 0; i * step < timeline.length.count(); ++i)
        beats.push_back({Seconds(i * step), i % timeline.beats_per_bar == 0, timeline.confidence});
    return beats;
}

Result<void> check(media::Timeline const& timeline) {
    if (!(timeline.tempo.value >= 20 && timeline.tempo.value <= 400))
        return fail(ErrorCode::invalid_input, fmt::format("timeline.tempo: {} BPM, expected 20 to 400", timeline.tempo.value));
    if (timeline.beats_per_bar < 1 || timeline.beats_per_bar > 32)
        return fail(ErrorCode::invalid_input, fmt::format("timeline.beats_per_bar: {}, expected 1 to 32", timeline.beats_per_bar));
    return {};
}

/// The accents a picture answers to; a song that names none is answered by its beats.
std::vector<Hit> hits_of(media::Timeline const& timeline, Seconds start, int frames) {
    std::vector<Hit> hits;
    auto const add = [&](Seconds at, float strength, bool is_kick, float weight) {
        auto const frame = frame_of(at, start);
        if (frame >= 0 && frame < frames && strength > 0.05F) hits.push_back({frame, clamp01(strength), is_kick, weight});
    };
    for (auto const& accent : timeline.accents) {
        auto const strength = static_cast<float>(accent.strength * (0.4 + 0.6 * accent.confidence));
        if (accent.kind == "kick") add(accent.at, strength, true, 2 + strength);
        if (accent.kind == "snare") add(accent.at, strength, false, 1 + strength);
        if (accent.kind == "drop" || accent.kind == "hook") add(accent.at, 1, true, 6);
    }
    if (hits.empty())
        for (auto const& beat : beats_of(timeline)) {
            auto const doubt = static_cast<float>(0.4 + 0.6 * beat.confidence);
            add(beat.at, (beat.downbeat ? 0.9F : 0.6F) * doubt, true, beat.downbeat ? 3.0F : 2.0F);
        }
    std::stable_sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) { return a.frame < b.frame; });
    return hits;
}

/// The heaviest hits that keep their distance from each other.
std::vector<Hit> flashes_of(std::vector<Hit> hits, std::vector<Scene> const& scenes) {
    for (std::size_t s = 1; s < scenes.size(); ++s) hits.push_back({scenes[s].from, 1, true, 10});
    std::stable_sort(hits.begin(), hits.end(), [](Hit const& a, Hit const& b) { return a.weight > b.weight; });
    std::vector<Hit> chosen;
    for (auto const& hit : hits) {
        auto const near = [&](Hit const& other) { return std::abs(other.frame - hit.frame) < least_frames_between_flashes; };
        if (std::none_of(chosen.begin(), chosen.end(), near)) chosen.push_back(hit);
    }
    std::sort(chosen.begin(), chosen.end(), [](Hit const& a, Hit const& b) { return a.frame < b.frame; });
    return chosen;
}

float after(std::vector<Hit> const& hits, int frame, float fall, std::optional<bool> kicks = {}) {
    float most = 0;
    for (auto const& hit : hits) {
        if (hit.frame > frame) break;
        if (kicks && hit.is_kick != *kicks) continue;
        most = std::max(most, hit.strength * std::exp(-static_cast<float>(frame - hit.frame) / fall));
    }
    return most;
}

std::vector<int> downbeats_of(media::Timeline const& timeline, Seconds start, int frames) {
    std::vector<int> downbeats;
    for (auto const& beat : beats_of(timeline))
        if (auto const frame = frame_of(beat.at, start); beat.downbeat && frame >= 0 && frame < frames) downbeats.push_back(frame);
    return downbeats;
}

media::Section const* section_at(media::Timeline const& timeline, Seconds at) {
    for (auto const& section : timeline.sections)
        if (at >= section.start && at < section.end) return &section;
    return nullptr;
}

float energy_at(media::Timeline const& timeline, Seconds at) {
    auto const* section = section_at(timeline, at);
    return section == nullptr ? 0.5F : clamp01(static_cast<float>(section->energy));
}

/// Frames where scenes begin: every section, and downbeats between them, as often as the style cuts. The last scene is
/// long enough to read what it says.
std::vector<int> cuts_of(media::Timeline const& timeline, Choreography const& dance, VideoStyle const& style) {
    auto const bar_seconds = 60 / timeline.tempo.value * timeline.beats_per_bar;
    auto const wanted = style.cut_rate > 0 ? bar_seconds / style.cut_rate : 1e9;
    auto const apart = static_cast<int>(std::clamp(wanted, least_scene_seconds, 4.0) * fps);
    auto const latest = dance.frames - static_cast<int>(last_scene_seconds * fps);
    auto const downbeats = downbeats_of(timeline, dance.start, dance.frames);
    std::vector<int> strong;
    for (auto const& section : timeline.sections)
        if (auto const frame = frame_of(section.start, dance.start); frame > 0 && frame < dance.frames) strong.push_back(frame);

    std::vector<int> cuts{0};
    for (auto const frame : downbeats) {
        auto const near_section = [&](int s) { return std::abs(s - frame) <= 2; };
        auto const is_strong = std::any_of(strong.begin(), strong.end(), near_section);
        auto const since = frame - cuts.back();
        auto const enough = is_strong ? static_cast<int>(least_scene_seconds * fps * 0.6) : apart - 3;
        if (since >= enough && frame <= latest + 20) cuts.push_back(frame);
    }
    // Without a downbeat near the place where the end should begin, it begins there all the same.
    if (cuts.size() < 2 || dance.frames - cuts.back() > static_cast<int>(1.7 * last_scene_seconds * fps))
        if (latest - cuts.back() > static_cast<int>(least_scene_seconds * fps)) cuts.push_back(latest);
    return cuts;
}

std::vector<Scene> scenes_of(media::Timeline const& timeline, Choreography const& dance, Direction const& direction) {
    auto random = Random(direction.seed).stream("scenes");
    auto const cuts = cuts_of(timeline, dance, direction.style);
    std::vector<Shot> const between{Shot::whole, Shot::low, Shot::tilted, Shot::far, Shot::close};
    auto const turn = static_cast<std::size_t>(random.below(2));
    std::vector<Scene> scenes;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        Scene scene;
        scene.from = cuts[i];
        scene.to = i + 1 < cuts.size() ? cuts[i + 1] : dance.frames;
        scene.energy = energy_at(timeline, dance.start + Seconds((scene.from + 2) / fps));
        auto const is_last = i + 1 == cuts.size();
        scene.shot = is_last ? Shot::last : i == 0 ? Shot::close : i == 1 ? Shot::whole : between[(i + turn) % between.size()];
        scene.variation = static_cast<int>(i);
        scene.shows_title = i > 0 && scene.shot != Shot::close;
        scene.shows_call = is_last;
        scenes.push_back(scene);
    }
    if (scenes.size() == 1) scenes.front().shows_title = true;
    return scenes;
}

Camera framing(Shot shot, float share, float zoom_in, int variation) {
    auto const side = variation % 2 == 0 ? 1.0F : -1.0F;
    auto const near = 1 + zoom_in * share;
    switch (shot) {
        case Shot::close: return {side * (0.20F - 0.07F * share), -0.16F + 0.05F * share, 1.95F * near, side * 0.14F};
        case Shot::whole: return {0, 0, 1.0F * near, 0};
        case Shot::low: return {side * 0.05F, -0.10F - 0.03F * share, 1.42F * near, -side * 0.05F};
        case Shot::far: return {0, 0.02F, 0.80F * near, side * 0.05F * (1 - share)};
        case Shot::tilted: return {-side * (0.10F - 0.06F * share), 0.02F, 1.22F * near, side * (0.26F - 0.08F * share)};
        case Shot::last: return {0, 0, 1.06F - 0.06F * smoothstep(0, 0.35F, share) + 0.3F * zoom_in * share, 0};
    }
    return {};
}

/// How near a stronger section is: 1 at the frame before it, 0 two bars earlier. And how long ago one began.
std::pair<float, float> tension(media::Timeline const& timeline, Seconds at, double bar_seconds) {
    float build = 0;
    float release = 0;
    auto const two_bars = 2 * bar_seconds;
    for (std::size_t i = 1; i < timeline.sections.size(); ++i) {
        auto const rise = clamp01(static_cast<float>((timeline.sections[i].energy - timeline.sections[i - 1].energy) * 2.5));
        auto const ahead = (timeline.sections[i].start - at).count();
        if (ahead > 0 && ahead < two_bars) build = std::max(build, rise * static_cast<float>(1 - ahead / two_bars));
        if (ahead <= 0 && ahead > -2 * two_bars) release = std::max(release, rise * static_cast<float>(std::exp(ahead / bar_seconds)));
    }
    for (auto const& accent : timeline.accents) {
        auto const ahead = (accent.at - at).count();
        auto const strength = static_cast<float>(accent.strength);
        if (accent.kind == "riser" && ahead <= 0 && ahead > -two_bars)
            build = std::max(build, strength * static_cast<float>(-ahead / two_bars));
        if (accent.kind == "drop" && ahead <= 0) release = std::max(release, strength * static_cast<float>(std::exp(ahead / bar_seconds)));
    }
    return {build, release};
}

struct BeatPlace {
    float within = 0;
    int index = 0;
    int bar = 0;
};

BeatPlace beat_at(std::vector<media::Beat> const& beats, Seconds start, Seconds at) {
    BeatPlace place;
    for (std::size_t i = 0; i < beats.size() && beats[i].at <= at; ++i) {
        auto const length = i + 1 < beats.size() ? (beats[i + 1].at - beats[i].at).count() : 0.5;
        place.within = clamp01(static_cast<float>((at - beats[i].at).count() / std::max(length, 1e-3)));
        if (beats[i].at <= start + Seconds(0.5 / fps)) continue;
        ++place.index;
        if (beats[i].downbeat) ++place.bar;
    }
    return place;
}

/// A knock of the camera on every kick, along a direction that changes from hit to hit.
void shake(Camera& camera, Moment const& moment, double strength) {
    auto const angle = static_cast<float>(moment.bar) * 2.4F;
    auto const far = static_cast<float>(strength) * 0.012F * moment.kick;
    camera.x += far * std::cos(angle);
    camera.y += far * std::sin(angle);
    camera.zoom *= 1 + (0.012F + 0.02F * static_cast<float>(strength)) * moment.kick;
}

}  // namespace

Result<Seconds> teaser_start(media::Timeline const& timeline, Seconds length) {
    if (timeline.length < length)
        return fail(ErrorCode::invalid_input, fmt::format("timeline.length: {:.1f} s of song are not enough for a teaser of {:.1f} s",
                                                          timeline.length.count(), length.count()));
    auto const latest = timeline.length - length;
    auto const wanted = std::clamp(timeline.hook_start, Seconds(0), latest);
    auto best = wanted;
    auto distance = Seconds(1e9);
    for (auto const& beat : beats_of(timeline)) {
        auto const away = std::chrono::abs(beat.at - wanted);
        if (!beat.downbeat || beat.at > latest || beat.at < Seconds(0) || away >= distance) continue;
        best = beat.at;
        distance = away;
    }
    return best;
}

Result<Choreography> choreograph(media::Timeline const& timeline, std::vector<SoundFrame> const& sound, Direction const& direction) {
    TRY(check(timeline));
    Choreography dance;
    dance.start = TRY(teaser_start(timeline, direction.length));
    dance.frames = static_cast<int>(std::lround(direction.length.count() * fps));
    dance.scenes = scenes_of(timeline, dance, direction);
    auto const hits = hits_of(timeline, dance.start, dance.frames);
    auto const flashes = flashes_of(hits, dance.scenes);
    for (auto const& hit : hits)
        if (dance.hits.empty() || dance.hits.back() != hit.frame) dance.hits.push_back(hit.frame);

    auto const beats = beats_of(timeline);
    auto const bar_seconds = 60 / timeline.tempo.value * timeline.beats_per_bar;
    auto const zoom_in = static_cast<float>(direction.style.zoom) * (1 + 0.4F * direction.motion);
    auto const speed = direction.style.speed * (1 + 0.4 * direction.motion);
    auto phase = Random(direction.seed).stream("phase").uniform();
    for (int f = 0; f < dance.frames; ++f) {
        auto const at = dance.start + Seconds(f / fps);
        Moment moment;
        moment.frame = f;
        while (moment.scene + 1 < static_cast<int>(dance.scenes.size()) && f >= dance.scenes[static_cast<std::size_t>(moment.scene) + 1].from)
            ++moment.scene;
        auto const& scene = dance.scene(moment);
        moment.since_cut = f - scene.from;
        moment.scene_share = static_cast<float>(moment.since_cut) / static_cast<float>(std::max(1, scene.to - scene.from));
        moment.kick = after(hits, f, kick_fall, true);
        moment.snare = after(hits, f, snare_fall, false);
        moment.flash = after(flashes, f, flash_fall) * static_cast<float>(0.35 + direction.style.flash);
        moment.energy = 0.5F * energy_at(timeline, at) + 0.25F * (energy_at(timeline, at - Seconds(0.3)) + energy_at(timeline, at + Seconds(0.3)));
        std::tie(moment.build, moment.release) = tension(timeline, at, bar_seconds);
        auto const place = beat_at(beats, dance.start, at);
        moment.beat = place.within;
        moment.beat_index = place.index;
        moment.bar = place.bar;
        if (static_cast<std::size_t>(f) < sound.size()) moment.sound = sound[static_cast<std::size_t>(f)];
        moment.phase = static_cast<float>(phase);
        phase += speed * (0.55 + 0.7 * moment.energy + 0.5 * moment.build + 0.9 * moment.kick * moment.kick) / (turn_seconds * fps);
        moment.camera = framing(scene.shot, moment.scene_share, zoom_in, scene.variation);
        shake(moment.camera, moment, direction.style.shake);
        dance.moments.push_back(moment);
    }
    return dance;
}

Choreography choreograph_loop(Direction const& direction) {
    Choreography dance;
    dance.frames = static_cast<int>(std::lround(direction.length.count() * fps));
    dance.scenes.push_back({.from = 0, .to = dance.frames, .shot = Shot::whole, .energy = 0.55F});
    for (int f = 0; f < dance.frames; ++f) {
        auto const share = static_cast<float>(f) / static_cast<float>(dance.frames);
        auto const turn = share * 2 * std::numbers::pi_v<float>;
        Moment moment;
        moment.frame = f;
        moment.since_cut = frames_per_second * 10;
        moment.phase = share;
        moment.energy = 0.55F;
        moment.sound.level = 0.45F + 0.2F * std::sin(2 * turn);
        moment.sound.bass = 0.40F + 0.25F * std::sin(2 * turn + 0.8F);
        for (std::size_t b = 0; b < spectrum_bands; ++b)
            moment.sound.spectrum[b] = 0.42F + 0.22F * std::sin(2 * turn + static_cast<float>(b) * 0.9F) + 0.14F * std::sin(3 * turn - static_cast<float>(b) * 2.3F);
        moment.camera = {0.02F * std::cos(turn), 0.015F * std::sin(turn), 1.04F + 0.04F * std::sin(turn), 0.03F * std::sin(turn)};
        dance.moments.push_back(moment);
    }
    return dance;
}

}  // namespace troupe::visual::motion
