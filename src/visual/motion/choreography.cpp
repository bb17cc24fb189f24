#include "visual/motion/choreography.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/random.hpp"
#include "visual/color.hpp"
#include "visual/motion/scenes.hpp"

namespace troupe::visual::motion {
namespace {

constexpr double fps = frames_per_second;
constexpr double turn_seconds = 14;      ///< of slow movement at speed 1
constexpr double clock_seconds = 3;
constexpr float kick_fall = 5.5F;   ///< frames until a third is left
constexpr float snare_fall = 4.0F;
constexpr float flash_fall = 6.0F;

Result<void> check(media::Timeline const& timeline) {
    if (!(timeline.tempo.value >= 20 && timeline.tempo.value <= 400))
        return fail(ErrorCode::invalid_input, fmt::format("timeline.tempo: {} BPM, expected 20 to 400", timeline.tempo.value));
    if (timeline.beats_per_bar < 1 || timeline.beats_per_bar > 32)
        return fail(ErrorCode::invalid_input, fmt::format("timeline.beats_per_bar: {}, expected 1 to 32", timeline.beats_per_bar));
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

/// Where in its beat and bar a moment is; asked in order.
class Places {
public:
    Places(media::Timeline const& timeline, Seconds start) : beats_(beats_of(timeline)), start_(start) {}

    void tell(Seconds at, Moment& moment) {
        for (; next_ < beats_.size() && beats_[next_].at <= at; ++next_) {
            if (beats_[next_].at <= start_ + Seconds(0.5 / fps)) continue;
            ++index_;
            if (beats_[next_].downbeat) ++bar_;
        }
        moment.beat_index = index_;
        moment.bar = bar_;
        if (next_ == 0) return;
        auto const began = beats_[next_ - 1].at;
        auto const length = next_ < beats_.size() ? (beats_[next_].at - began).count() : 0.5;
        moment.beat = clamp01(static_cast<float>((at - began).count() / std::max(length, 1e-3)));
    }

private:
    std::vector<media::Beat> beats_;
    Seconds start_;
    std::size_t next_ = 0;
    int index_ = 0, bar_ = 0;
};

/// A knock of the camera on every kick, along a direction that changes from bar to bar, and the effects' own approach.
Camera knock_of(Moment const& moment, VideoStyle const& now, VideoStyle const& base) {
    auto const angle = static_cast<float>(moment.bar) * 2.4F;
    auto const strength = static_cast<float>(now.shake);
    auto const far = strength * 0.014F * moment.kick;
    auto const zoom = (1 + (0.012F + 0.02F * strength) * moment.kick) * (1 + static_cast<float>(now.zoom - base.zoom));
    return {far * std::cos(angle), far * std::sin(angle), zoom, strength * 0.008F * moment.kick * (moment.bar % 2 == 0 ? 1.0F : -1.0F)};
}

std::vector<Hit> beat_marks(media::Timeline const& timeline, Choreography const& dance) {
    std::vector<Hit> marks;
    for (auto const& beat : beats_of(timeline)) {
        auto const frame = frame_of(beat.at, dance.start);
        if (frame >= 0 && frame < dance.frames)
            marks.push_back({frame, 1, true, beat.downbeat ? 3.0F : 2.0F, clamp01(1 - static_cast<float>(beat.confidence))});
    }
    return marks;
}

/// Where everything happens, as the effects of the style want to know it.
Marks marks_of(media::Timeline const& timeline, Choreography const& dance, std::vector<Hit> hits) {
    Marks marks;
    marks.hits = std::move(hits);
    marks.beats = beat_marks(timeline, dance);
    std::vector<int> cuts;
    for (std::size_t s = 1; s < dance.scenes.size(); ++s) {
        auto const& scene = dance.scenes[s];
        marks.scenes.push_back({scene.from, 1, true, 10, scene.is_sure ? 0.0F : 0.7F});
        if (scene.is_sure) cuts.push_back(scene.from);
    }
    marks.flashes = flashes_of(marks.hits, cuts);
    return marks;
}

/// Slow movement, faster with the energy and pushed on by kicks; the phase it has moved by.
double step_of(Moment const& moment, VideoStyle const& now, float motion) {
    auto const speed = now.speed * (1 + 0.4 * static_cast<double>(motion));
    return speed * static_cast<double>(0.55F + 0.7F * moment.energy + 0.5F * moment.build + 0.9F * moment.kick * moment.kick) / (turn_seconds * fps);
}

}  // namespace

Moment Choreography::in_scene(Moment moment, int scene) const {
    auto const& shown = scenes[static_cast<std::size_t>(scene)];
    moment.scene = scene;
    moment.since_cut = moment.frame - shown.from;
    moment.scene_share = static_cast<float>(moment.since_cut) / static_cast<float>(std::max(1, shown.to - shown.from));
    moment.camera = framing(shown, moment.scene_share, zoom_in);
    moment.camera.x += moment.knock.x;
    moment.camera.y += moment.knock.y;
    moment.camera.zoom *= moment.knock.zoom;
    moment.camera.turn += moment.knock.turn;
    return moment;
}

std::optional<Change> Choreography::change_at(int frame) const {
    for (std::size_t s = 1; s < scenes.size(); ++s) {
        auto const& scene = scenes[s];
        auto const half = scene.entry_frames / 2;
        if (scene.entry == Transition::cut || frame < scene.from - half || frame >= scene.from + std::max(half, 1) + half) continue;
        auto const away = static_cast<float>(frame - scene.from);
        if (scene.entry == Transition::flash) {
            auto const left = 1 - away / static_cast<float>(std::max(3, scene.entry_frames));
            if (away < 0 || left <= 0) continue;
            return Change{scene.entry, left, static_cast<int>(s) - 1, static_cast<int>(s)};
        }
        auto const share = 0.5F + (away + 0.5F) / static_cast<float>(2 * half);
        if (share < 1) return Change{scene.entry, share, static_cast<int>(s) - 1, static_cast<int>(s)};
    }
    return {};
}

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
    if (!direction.is_lyric_video) dance.start = TRY(teaser_start(timeline, direction.length));
    dance.frames = static_cast<int>(std::lround(direction.length.count() * fps));
    dance.scenes = scenes_of(timeline, {dance.start, dance.frames}, direction);
    dance.zoom_in = static_cast<float>(direction.style.zoom) * (1 + 0.4F * direction.motion);
    auto const marks = marks_of(timeline, dance, hits_of(timeline, dance.start, dance.frames));
    dance.effects = EffectTrack(direction.style, marks);
    for (auto const& hit : marks.hits)
        if (hit.is_sure() && (dance.hits.empty() || dance.hits.back() != hit.frame)) dance.hits.push_back(hit.frame);

    Places places(timeline, dance.start);
    auto const bar_seconds = 60 / timeline.tempo.value * timeline.beats_per_bar;
    auto phase = Random(direction.seed).stream("phase").uniform();
    dance.moments.reserve(static_cast<std::size_t>(dance.frames));
    int scene = 0;
    for (int f = 0; f < dance.frames; ++f) {
        auto const at = dance.start + Seconds(f / fps);
        auto const now = dance.effects.at(f);
        Moment moment;
        moment.frame = f;
        while (scene + 1 < static_cast<int>(dance.scenes.size()) && f >= dance.scenes[static_cast<std::size_t>(scene) + 1].from) ++scene;
        moment.kick = after(marks.hits, f, kick_fall, true);
        moment.snare = after(marks.hits, f, snare_fall, false);
        moment.flash = after(marks.flashes, f, flash_fall) * static_cast<float>(0.35 + now.flash);
        moment.energy = 0.5F * energy_at(timeline, at) + 0.25F * (energy_at(timeline, at - Seconds(0.3)) + energy_at(timeline, at + Seconds(0.3)));
        std::tie(moment.build, moment.release) = tension(timeline, at, bar_seconds);
        places.tell(at, moment);
        if (static_cast<std::size_t>(f) < sound.size()) moment.sound = sound[static_cast<std::size_t>(f)];
        moment.phase = static_cast<float>(phase);
        phase += step_of(moment, now, direction.motion);
        moment.clock = static_cast<float>(std::fmod(f / (fps * clock_seconds), 1000.0));
        moment.knock = knock_of(moment, now, dance.effects.base());
        dance.moments.push_back(dance.in_scene(moment, scene));
    }
    return dance;
}

Choreography choreograph_loop(Direction const& direction) {
    Choreography dance;
    dance.frames = static_cast<int>(std::lround(direction.length.count() * fps));
    dance.scenes.push_back({.from = 0, .to = dance.frames, .shot = Shot::whole, .energy = 0.55F});
    dance.effects = EffectTrack(direction.style, {});
    auto const clock_turns = std::max(1.0, std::round(direction.length.count() / clock_seconds));
    for (int f = 0; f < dance.frames; ++f) {
        auto const share = static_cast<float>(f) / static_cast<float>(dance.frames);
        auto const turn = share * 2 * std::numbers::pi_v<float>;
        Moment moment;
        moment.frame = f;
        moment.since_cut = frames_per_second * 10;
        moment.phase = share;
        moment.clock = share * static_cast<float>(clock_turns);
        moment.energy = 0.55F;
        // What swings is at its turning points where the loop closes: the seam is where the least moves.
        moment.sound.level = 0.45F + 0.2F * std::cos(2 * turn);
        moment.sound.bass = 0.40F - 0.25F * std::cos(2 * turn);
        for (std::size_t b = 0; b < spectrum_bands; ++b)
            moment.sound.spectrum[b] = 0.42F + 0.22F * std::cos(2 * turn) * std::cos(static_cast<float>(b) * 0.9F) + 0.16F * std::cos(3 * turn) * std::sin(static_cast<float>(b) * 2.3F);
        moment.camera = {0.02F * std::cos(turn), 0.015F * std::cos(2 * turn), 1.04F - 0.04F * std::cos(turn), 0.03F * std::cos(turn)};
        dance.moments.push_back(moment);
    }
    return dance;
}

}  // namespace troupe::visual::motion
