#include "visual/motion/scenes.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.hpp"
#include "visual/color.hpp"

namespace troupe::visual::motion {
namespace {

constexpr double fps = frames_per_second;
constexpr double least_scene_seconds = 1.9;
constexpr double least_fast_scene_seconds = 0.72;  ///< of styles that cut more than once a bar
constexpr double doubtful_scene_seconds = 3.4;
constexpr double last_scene_seconds = 4.2;
constexpr double doubtful_dissolve_seconds = 0.9;
constexpr double lyric_scene_bars = 4;

struct Cut {
    int frame = 0;
    double confidence = 1;
};

struct Spacing {
    int apart = 0;      ///< frames between cuts
    int at_section = 0;  ///< least frames before a section's own cut
    bool on_beats = false;
};

Spacing spacing_of(media::Timeline const& timeline, Direction const& direction) {
    auto const bar_seconds = 60 / timeline.tempo.value * timeline.beats_per_bar;
    auto const rate = direction.is_lyric_video ? std::min(direction.style.cut_rate, 1.0) / lyric_scene_bars : direction.style.cut_rate;
    auto const wanted = rate > 0 ? bar_seconds / rate : 1e9;
    auto const is_fast = rate > 1 && timeline.confidence >= static_cast<double>(sure_enough);
    auto const least = timeline.confidence < static_cast<double>(sure_enough) ? doubtful_scene_seconds
                       : is_fast                                               ? least_fast_scene_seconds
                                                                               : least_scene_seconds;
    auto const most = direction.is_lyric_video ? 16.0 : std::max(4.0, least);
    return {static_cast<int>(std::clamp(wanted, least, most) * fps), static_cast<int>(least * fps * 0.6), is_fast};
}

bool begins_section(media::Timeline const& timeline, Seconds start, int frame) {
    return std::any_of(timeline.sections.begin(), timeline.sections.end(),
                       [&](media::Section const& section) { return std::abs(frame_of(section.start, start) - frame) <= 2; });
}

/// Where the end begins without a downbeat near its place: on a sure beat less than two thirds of a second away, or there, softly.
Cut last_cut(media::Timeline const& timeline, Stretch const& stretch, int latest) {
    Cut nearest{latest, 0};
    auto distance = frames_per_second * 2 / 3;
    for (auto const& beat : beats_of(timeline)) {
        auto const away = std::abs(frame_of(beat.at, stretch.start) - latest);
        if (beat.confidence < static_cast<double>(sure_enough) || away >= distance) continue;
        nearest = {frame_of(beat.at, stretch.start), beat.confidence};
        distance = away;
    }
    return nearest;
}

std::vector<Cut> cuts_of(media::Timeline const& timeline, Stretch const& stretch, Direction const& direction) {
    auto const spacing = spacing_of(timeline, direction);
    auto const latest = stretch.frames - static_cast<int>(last_scene_seconds * fps);
    std::vector<Cut> cuts{{0, 1}};
    for (auto const& beat : beats_of(timeline)) {
        auto const frame = frame_of(beat.at, stretch.start);
        auto const may = beat.downbeat || (spacing.on_beats && beat.confidence >= static_cast<double>(sure_enough));
        if (!may || frame <= 0 || frame > latest + 20) continue;
        auto const is_section = begins_section(timeline, stretch.start, frame);
        auto const enough = is_section ? spacing.at_section : spacing.apart - 3;
        if (frame - cuts.back().frame >= enough) cuts.push_back({frame, beat.confidence});
    }
    if (cuts.size() < 2 || stretch.frames - cuts.back().frame > static_cast<int>(1.7 * last_scene_seconds * fps))
        if (latest - cuts.back().frame > static_cast<int>(least_scene_seconds * fps)) cuts.push_back(last_cut(timeline, stretch, latest));
    return cuts;
}

Transition transition_of(std::string const& name) {
    static constexpr std::array<std::pair<std::string_view, Transition>, 7> names{
        {{"cut", Transition::cut}, {"dissolve", Transition::dissolve}, {"black", Transition::black}, {"wipe", Transition::wipe},
         {"whip", Transition::whip}, {"flash", Transition::flash}, {"roll", Transition::roll}}};
    for (auto const& [known, transition] : names)
        if (known == name) return transition;
    return Transition::cut;
}

/// The style's transitions take turns; a doubtful cut is dissolved whatever the style says.
void enter(Scene& scene, std::size_t index, double confidence, int before, Direction const& direction) {
    std::vector<VideoEffect const*> known;
    for (auto const& effect : direction.style.timed)
        if (effect.group == "transition") known.push_back(&effect);
    auto seconds = doubtful_dissolve_seconds;
    scene.entry = Transition::dissolve;
    if (confidence >= static_cast<double>(sure_enough)) {
        auto const* effect = known.empty() ? nullptr : known[(index - 1) % known.size()];
        scene.entry = effect == nullptr ? Transition::cut : transition_of(effect->transition);
        seconds = effect == nullptr ? 0 : effect->duration;
    }
    scene.is_sure = confidence >= static_cast<double>(sure_enough);
    auto const room = 0.8 * static_cast<double>(std::min(before, scene.to - scene.from));
    scene.entry_frames = static_cast<int>(std::min(seconds * fps, room)) / 2 * 2;
    if (scene.entry_frames < 2 && scene.entry != Transition::flash) scene.entry = Transition::cut;
}

}  // namespace

float energy_at(media::Timeline const& timeline, Seconds at) {
    for (auto const& section : timeline.sections)
        if (at >= section.start && at < section.end) return clamp01(static_cast<float>(section.energy));
    return 0.5F;
}

std::vector<Scene> scenes_of(media::Timeline const& timeline, Stretch const& stretch, Direction const& direction) {
    auto random = Random(direction.seed).stream("scenes");
    auto const cuts = cuts_of(timeline, stretch, direction);
    static constexpr std::array between{Shot::whole, Shot::low, Shot::tilted, Shot::far, Shot::close};
    auto const turn = static_cast<std::size_t>(random.below(2));
    std::vector<Scene> scenes;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
        Scene scene;
        scene.from = cuts[i].frame;
        scene.to = i + 1 < cuts.size() ? cuts[i + 1].frame : stretch.frames;
        scene.energy = energy_at(timeline, stretch.start + Seconds((scene.from + 2) / fps));
        auto const is_last = i + 1 == cuts.size();
        scene.shot = is_last ? Shot::last : i == 0 ? Shot::close : i == 1 ? Shot::whole : between[(i + turn) % between.size()];
        // Large lines need a quiet place: a lyric video keeps its distance.
        if (direction.is_lyric_video && (i == 0 || scene.shot == Shot::close)) scene.shot = Shot::whole;
        if (direction.is_lyric_video && scene.shot == Shot::low) scene.shot = Shot::far;
        scene.variation = static_cast<int>(i);
        scene.shows_title = i > 0 && scene.shot != Shot::close;
        scene.shows_call = is_last;
        if (i > 0) enter(scene, i, cuts[i].confidence, scene.from - cuts[i - 1].frame, direction);
        scenes.push_back(scene);
    }
    if (scenes.size() == 1) scenes.front().shows_title = true;
    return scenes;
}

Camera framing(Scene const& scene, float share, float zoom_in) {
    auto const side = scene.variation % 2 == 0 ? 1.0F : -1.0F;
    auto const near = 1 + zoom_in * share;
    switch (scene.shot) {
        case Shot::close: return {side * (0.20F - 0.07F * share), -0.16F + 0.05F * share, 1.95F * near, side * 0.14F};
        case Shot::whole: return {0, 0, 1.0F * near, 0};
        case Shot::low: return {side * 0.05F, -0.10F - 0.03F * share, 1.42F * near, -side * 0.05F};
        case Shot::far: return {0, 0.02F, 0.80F * near, side * 0.05F * (1 - share)};
        case Shot::tilted: return {-side * (0.10F - 0.06F * share), 0.02F, 1.22F * near, side * (0.26F - 0.08F * share)};
        case Shot::last: return {0, 0, 1.06F - 0.06F * smoothstep(0, 0.35F, share) + 0.3F * zoom_in * share, 0};
    }
    return {};
}

}  // namespace troupe::visual::motion
