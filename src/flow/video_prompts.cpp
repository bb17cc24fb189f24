#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "flow/briefs.hpp"
#include "flow/prompts.hpp"
#include "visual/footage/search_words.hpp"
#include "visual/motion/choreography.hpp"
#include "visual/motion/layout.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::flow {
namespace {

namespace pp = writing::provider_prompts;
using Strings = std::vector<std::string>;

struct Place {
    std::string_view platform;
    std::string_view name;
    std::string_view format;
    visual::Aspect aspect;
    double seconds;
    double buttons;  ///< share of the width at the right where the platform lays its buttons
};

constexpr auto portrait = visual::Aspect::portrait_9x16;
constexpr auto square = visual::Aspect::square_1x1;
constexpr auto landscape = visual::Aspect::landscape_16x9;
constexpr std::array places{Place{"instagram", "Instagram", "reel", portrait, 15, 0.12},
                            Place{"tiktok", "TikTok", "video", portrait, 15, 0.12},
                            Place{"youtube", "YouTube", "short", portrait, 15, 0.12},
                            Place{"threads", "Threads", "clip", portrait, 15, 0},
                            Place{"x", "X", "clip", landscape, 15, 0},
                            Place{"bluesky", "Bluesky", "clip", square, 15, 0},
                            Place{"mastodon", "Mastodon", "clip", landscape, 15, 0},
                            Place{"telegram", "Telegram", "clip", square, 15, 0},
                            Place{"stores", "streaming stores", "canvas", portrait, 6, 0}};

std::string aspect_name(visual::Aspect aspect) {
    return aspect == portrait ? "9:16" : aspect == square ? "1:1" : "16:9";
}

/// The safe zone is that of our own videos, and clear of the buttons.
pp::VideoPlace place_of(Place const& known, std::string const& format) {
    auto const aspect = format == "visualiser" ? landscape : known.aspect;
    auto const layout = visual::motion::layout_of(aspect, 1080, false);
    auto const width = static_cast<double>(layout.width_px), height = static_cast<double>(layout.height_px);
    auto const side = layout.text_left / width;
    pp::VideoPlace place{std::string(known.platform),
                         std::string(known.name),
                         format.empty() ? std::string(known.format) : format,
                         aspect_name(aspect),
                         layout.width_px,
                         layout.height_px,
                         known.seconds};
    place.keep_top = pp::rounded(layout.artist_top / height);
    place.keep_bottom = pp::rounded(1 - layout.text_end / height);
    place.keep_left = pp::rounded(side);
    place.keep_right = pp::rounded(std::max<double>(side, known.buttons));
    return place;
}

Result<Place> find_place(std::string const& platform) {
    auto const found =
        std::find_if(places.begin(), places.end(), [&](auto const& each) { return each.platform == platform; });
    if (found != places.end()) return *found;
    return fail(ErrorCode::invalid_input, fmt::format("--platform: '{}' is none of {}", text::excerpt(platform),
                                                      text::join(video_platforms(), ", ")));
}

std::string part_at(media::Timeline const& timeline, double at) {
    for (auto const& section : timeline.sections)
        if (at + 0.05 >= section.start.count() && at + 0.05 < section.end.count()) return section.name;
    return {};
}

std::string movement_of(visual::VideoStyle const& style) {
    std::string words = style.speed < 0.7    ? "slow, steady camera"
                        : style.speed < 1.15 ? "calm camera"
                        : style.speed < 1.5  ? "lively camera"
                                             : "restless camera";
    if (style.zoom > 0.2) words += " that pushes in";
    if (style.shake > 0.4) words += ", shaken by the hits";
    return words;
}

Strings grade_of(visual::VideoStyle const& style) {
    Strings words;
    auto const say = [&](bool is_so, char const* what) {
        if (is_so) words.emplace_back(what);
    };
    say(style.saturation < 0.6, "nearly drained of colour");
    say(style.saturation >= 0.6 && style.saturation < 0.92, "muted colours");
    say(style.saturation >= 0.92 && style.saturation <= 1.12, "natural saturation");
    say(style.saturation > 1.12, "saturated colours");
    say(style.contrast < 0.95, "soft contrast");
    say(style.contrast > 1.12, "hard contrast");
    say(style.warmth > 0.15, "warm balance");
    say(style.warmth < -0.12, "cold balance");
    say(style.grain > 0.04, "heavy grain");
    say(style.grain > 0.015 && style.grain <= 0.04, "fine grain");
    say(style.glow > 0.6, "glow around the lights");
    say(style.vignette > 0.5, "dark corners");
    say(style.letterbox > 0.05, "letterbox bars");
    say(style.scanlines > 0.2, "scan lines");
    return words;
}

std::vector<pp::VideoEffectUse> effects_of(visual::VideoStyle const& style, visual::Tables const& tables) {
    std::vector<pp::VideoEffectUse> uses;
    for (auto const& id : style.effects)
        if (auto const* effect = tables.effect(id))
            uses.push_back({text::replace_all(effect->id, "_", " "), effect->on, effect->strength});
    return uses;
}

struct Staging {
    double start = 0;  ///< seconds of the song
    std::vector<visual::motion::Scene> scenes;
};

/// The cuts our own videos would have. A canvas is one shot.
Result<Staging> stage(SongSoFar const& song, visual::Look const& look, double seconds, bool is_loop) {
    using namespace visual::motion;
    auto const frames = static_cast<int>(std::lround(seconds * frames_per_second));
    auto const start = TRY(teaser_start(song.timeline, Seconds(seconds)));
    if (is_loop) return Staging{start.count(), {Scene{.from = 0, .to = frames}}};
    auto const motion = look.traits.find("motion");
    Direction const wish{Seconds(seconds), look.video,
                         motion == look.traits.end() ? 0.0F : static_cast<float>(motion->second), look.seed};
    auto const dance = TRY(choreograph(song.timeline, std::vector<SoundFrame>(static_cast<std::size_t>(frames)), wish));
    return Staging{dance.start.count(), dance.scenes};
}

void add_shots(pp::VideoSheet& sheet, Staging const& staging, SongSoFar const& song, visual::SearchWords& footage) {
    constexpr double fps = visual::motion::frames_per_second;
    for (auto const& scene : staging.scenes) {
        auto const from = pp::rounded(scene.from / fps);
        sheet.shots.push_back({from, pp::rounded(scene.to / fps), part_at(song.timeline, staging.start + from),
                               pp::rounded(scene.energy), footage.next(scene.energy)});
    }
}

void add_overlays(pp::VideoSheet& sheet, Staging const& staging, std::string const& date) {
    constexpr double fps = visual::motion::frames_per_second;
    sheet.overlays.push_back({sheet.artist, 0, std::min(4.0, sheet.place.seconds), "at the top"});
    auto const& last = staging.scenes.back();
    auto const from = pp::rounded(last.from / fps), to = pp::rounded(last.to / fps);
    if (!sheet.title.empty()) sheet.overlays.push_back({sheet.title, from, to, "in the lower middle"});
    if (!date.empty()) sheet.overlays.push_back({"Out " + date, from, to, "under the title"});
}

Strings never_of(artist::Profile const& profile, Strings const& avoid) {
    auto never = pp::never_shown(profile);
    if (!avoid.empty()) never.push_back("clips of " + text::enumerate(avoid, "or"));
    never.emplace_back("more than three flashes a second");
    return never;
}

}  // namespace

std::vector<std::string> video_platforms() {
    Strings names;
    for (auto const& place : places) names.emplace_back(place.platform);
    return names;
}

Result<pp::VideoSheet> video_sheet(artist::Document const& artist, SongSoFar const& song, VideoWish const& wish,
                                   PromptTables const& tables) {
    auto const& profile = artist.profile;
    auto const look = look_of(artist, tables.visual);
    auto const known = TRY(find_place(wish.platform));
    bool const is_loop = known.format == "canvas";
    pp::VideoSheet sheet;
    sheet.artist = artist.name();
    sheet.title = song.title;
    sheet.style = look.video.name.empty() ? "plain" : text::lower(look.video.name);
    sheet.look = pp::look_words(profile.style.visual);
    for (auto const& family : profile.style.visual_families)
        if (family.weight >= 0.15) sheet.look.push_back(pp::family_words(family.name));
    sheet.movement = movement_of(look.video);
    sheet.place = place_of(known, wish.format);
    auto const staging = TRY(stage(song, look, sheet.place.seconds, is_loop));
    sheet.song_from = pp::rounded(staging.start);
    sheet.bpm = song.timeline.tempo.value;
    sheet.beats_per_bar = song.timeline.beats_per_bar;
    sheet.cuts_per_bar = look.video.cut_rate;
    sheet.is_timed = song.is_made;
    visual::SearchWords footage(footage_sources(profile, song.mood, song.genre, tables.genres), tables.visual);
    add_shots(sheet, staging, song, footage);
    sheet.effects = effects_of(look.video, tables.visual);
    sheet.grade = grade_of(look.video);
    sheet.palette = pp::palette_of(profile);
    // A canvas is silent and without a word.
    if (!is_loop) add_overlays(sheet, staging, wish.date);
    sheet.never = never_of(profile, footage.avoid());
    sheet.unwanted = pp::unwanted_words(profile);
    for (auto const& words : footage.avoid())
        if (std::find(sheet.unwanted.begin(), sheet.unwanted.end(), words) == sheet.unwanted.end())
            sheet.unwanted.push_back(words);
    return sheet;
}

}  // namespace troupe::flow
