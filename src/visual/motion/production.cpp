#include "visual/motion/production.hpp"

#include <fmt/format.h>

#include <cmath>

#include "base/text.hpp"
#include "visual/cover.hpp"
#include "visual/motion/finish.hpp"
#include "visual/motion/footage_world.hpp"
#include "visual/motion/transition.hpp"

namespace troupe::visual::motion {
namespace {

constexpr double least_teaser_seconds = 6;
constexpr double most_teaser_seconds = 60;
constexpr double most_song_seconds = 900;
constexpr double least_canvas_seconds = 3;
constexpr double most_canvas_seconds = 8;

Result<void> check_length(Seconds length, double least, double most) {
    if (length.count() >= least && length.count() <= most) return {};
    return fail(ErrorCode::invalid_input, fmt::format("length: {} s, expected {} to {} s", length.count(), least, most));
}

Result<void> check_side(int pixels) {
    if (pixels >= 96 && pixels <= 2160 && pixels % 2 == 0) return {};
    return fail(ErrorCode::invalid_input, fmt::format("short_side_px: {}, expected an even number from 96 to 2160", pixels));
}

Result<void> check_words(std::string_view field, std::string const& words, bool may_be_empty) {
    if (!text::is_valid_utf8(words)) return fail(ErrorCode::invalid_input, fmt::format("{}: is no valid UTF-8 text", field));
    if (text::length(words) > 300) return fail(ErrorCode::invalid_input, fmt::format("{}: longer than 300 characters", field));
    if (!may_be_empty && text::trim(words).empty()) return fail(ErrorCode::invalid_input, fmt::format("{}: is empty", field));
    return {};
}

Result<void> check(TeaserBrief const& brief) {
    if (brief.kind == VideoKind::teaser) TRY(check_length(brief.length, least_teaser_seconds, most_teaser_seconds));
    else if (!(brief.timeline.length.count() >= least_teaser_seconds && brief.timeline.length.count() <= most_song_seconds))
        return fail(ErrorCode::invalid_input, fmt::format("timeline.length: {} s of song; a lyric video may have {} to {} s",
                                                          brief.timeline.length.count(), least_teaser_seconds, most_song_seconds));
    TRY(check_words("title", brief.title, false));
    TRY(check_words("look.artist", brief.look.artist, false));
    TRY(check_words("call", brief.call, true));
    if (!std::filesystem::is_regular_file(brief.song))
        return fail(ErrorCode::not_found, fmt::format("song: {}: there is no such file", brief.song.string()));
    return {};
}

struct Wanted {
    bool loops = false;
    bool is_lyric_video = false;
    std::string title = {};
};

/// Everything that a teaser and a canvas have in common.
Result<std::unique_ptr<Production>> begin(Look const& look, std::uint64_t seed, Aspect aspect, Wanted const& wanted,
                                          RenderedTeasers::Settings const& settings) {
    TRY(check_side(settings.short_side_px));
    auto production = std::make_unique<Production>();
    production->system = for_release(TRY(make_system(look)), seed);
    production->style = look.video;
    auto const composition = choose_composition(production->system, seed);
    production->family = composition.family;
    auto const left = production->family == "swiss" || production->family == "flow" || production->family == "type";
    production->layout = layout_of(aspect, settings.short_side_px, left);
    if (look.video.inset > 0.005) inset(production->layout, static_cast<float>(look.video.inset));
    if (wanted.is_lyric_video) make_room_for_lines(production->layout);
    production->light = to_yuv(production->system.stop(4));
    production->dark = to_yuv(production->system.stop(0));
    production->accent = to_yuv(production->system.accent_rgb());
    // Sheets of print keep clear of their words; light may pass behind them.
    if ((production->family == "swiss" || production->family == "type") && aspect != Aspect::portrait_9x16) production->layout.world *= 0.84F;
    production->world = make_world(production->family, {.system = production->system,
                                                        .style = production->style,
                                                        .layout = production->layout,
                                                        .seed = seed,
                                                        .composition = composition.layout,
                                                        .loops = wanted.loops,
                                                        .letters = wanted.title});
    auto const grain = look.video.posterize > 1 ? -1.0 : 0.12 * static_cast<double>(production->system.grain) + 0.06 * look.video.grain;
    production->film = std::make_unique<Film>(look.seed, grain, settings.short_side_px / 1080.0);
    return production;
}

Direction direction_of(Production const& production, Seconds length, std::uint64_t seed) {
    return {.length = length, .style = production.style, .motion = production.system.motion, .seed = production.system.seed ^ seed};
}

}  // namespace

void Production::draw_world(Moment const& moment, Stage& stage) const { world->draw(moment, dance.scene(moment), stage); }

/// The scene, or both while one becomes the other.
void Production::draw_scenes(Moment const& moment, Stage& stage) const {
    auto const change = dance.change_at(moment.frame);
    if (!change) return draw_world(moment, stage);
    auto const is_pair = needs_both(change->kind);
    if (is_pair) draw_world(dance.in_scene(moment, change->from), stage);
    auto const& old = is_pair ? stage.copy() : stage.frame;
    draw_world(is_pair ? dance.in_scene(moment, change->to) : moment, stage);
    compose(stage.frame, old, *change, accent, light);
}

void Production::draw(int frame, Stage& stage) const {
    auto const& moment = dance.moments[static_cast<std::size_t>(frame)];
    auto now = dance.effects.at(frame);
    // The last scene holds still for what it says.
    if (dance.scene(moment).shows_call) now.tiles = dance.effects.base().tiles;
    captions.clear_for(frame, stage.clearings);
    draw_scenes(moment, stage);
    Finish const finish{.now = now, .base = dance.effects.base(), .clock = moment.clock, .pattern = moment.beat_index * 16 + moment.scene,
                        .centre = layout.emblem, .unit = layout.unit(), .light = light, .dark = dark, .warm = accent};
    lay_overlays(finish, stage);
    develop(finish, stage);
    auto const tones = static_cast<int>(now.posterize);
    stage.grade({.tones = tones});
    if (now.line >= 0.3) ink_edges(static_cast<float>(now.line), stage);
    play_back(finish, stage);
    auto const shift = now.chroma_shift / 1000 * static_cast<double>(0.35F + 0.65F * moment.flash) * static_cast<double>(layout.unit());
    stage.grade({.scanlines = static_cast<float>(now.scanlines),
                 .chroma_shift_px = static_cast<int>(std::lround(shift)),
                 .vignette = static_cast<float>(now.vignette) * (world->backdrop() == Backdrop::dark ? 1.0F : 0.15F),
                 .letterbox = static_cast<float>(now.letterbox) / 2});
    if (layout.window.right > 0) stage.frame_by(layout.window, world->backdrop() == Backdrop::light || world->backdrop() == Backdrop::paper ? light : dark);
    captions.draw(frame, stage);
}

FrameJob Production::job(int threads) const {
    return {.width_px = layout.width_px,
            .height_px = layout.height_px,
            .frames = dance.frames,
            .threads = threads,
            .film = film.get(),
            .draw = [this](int frame, Stage& stage) { draw(frame, stage); }};
}

VideoInfo Production::info() const {
    VideoInfo info{layout.width_px, layout.height_px, dance.frames, dance.start, family, {}, footage, notes};
    for (std::size_t i = 1; i < dance.scenes.size(); ++i)
        info.cuts.emplace_back(static_cast<double>(dance.scenes[i].from) / frames_per_second);
    return info;
}

Result<std::unique_ptr<Production>> plan_teaser(TeaserBrief const& brief, RenderedTeasers::Settings const& settings,
                                                std::stop_token const& stop) {
    TRY(check(brief));
    auto production = TRY(begin(brief.look, brief.seed, brief.aspect, {.is_lyric_video = brief.kind == VideoKind::lyric_video, .title = brief.title}, settings));
    auto const is_whole = brief.kind == VideoKind::lyric_video;
    auto const length = is_whole ? brief.timeline.length : brief.length;
    auto const start = is_whole ? Seconds(0) : TRY(teaser_start(brief.timeline, brief.length));
    auto const frames = static_cast<int>(std::lround(length.count() * frames_per_second));
    auto const sound = TRY(listen(brief.song, brief.stems, start, frames, frames_per_second, stop));
    auto direction = direction_of(*production, length, brief.seed);
    direction.is_lyric_video = is_whole;
    production->dance = TRY(choreograph(brief.timeline, sound, direction));
    TRY(show_footage(*production, brief, stop));
    Words const words{brief.look.artist, brief.title, brief.call, brief.timeline.lyrics, is_whole};
    production->captions = TRY(Captions::set(words, production->layout, production->system, production->dance,
                                             production->style, production->world->backdrop()));
    return production;
}

Result<std::unique_ptr<Production>> plan_canvas(CanvasBrief const& brief, RenderedTeasers::Settings const& settings) {
    TRY(check_length(brief.length, least_canvas_seconds, most_canvas_seconds));
    auto production = TRY(begin(brief.look, brief.seed, Aspect::portrait_9x16, {.loops = true}, settings));
    production->dance = choreograph_loop(direction_of(*production, brief.length, brief.seed));
    return production;
}

}  // namespace troupe::visual::motion
