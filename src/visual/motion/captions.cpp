#include "visual/motion/captions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.hpp"
#include "visual/motion/die_cut.hpp"
#include "visual/motion/word_setting.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float small_type = 44.0F / 1080;  ///< of the short side; smaller letters are not read on a telephone
constexpr int entry_frames = 11;
constexpr int exit_frames = 6;
constexpr float word_frames = 3;  ///< until a sung word is there
constexpr int lyric_lead = 12;    ///< frames that a lyric video shows a line before it is sung
constexpr int lyric_rest = 36;
constexpr int instrumental_seconds = 8;  ///< a passage of that length shows the title again
/// The guard aims above what is demanded: the encoder and the falling shade take a little.
constexpr float wanted_contrast = 5.6F;
/// How far a shade as wide as the words may draw the picture down: beyond that it would look like smoke.
constexpr float widest_shade = 0.5F;
/// How far the picture is drawn towards the shade right behind letters, however dark it is, where edges in it compete with them.
constexpr float quiet_title = 0.6F;
constexpr float quiet_words = 0.4F;

int from_left(Layout const& layout, int ink_width) {
    auto const room = layout.text_right - layout.text_left - static_cast<float>(ink_width);
    auto const shift = layout.align == Align::centre ? room / 2 : layout.align == Align::right ? room : 0;
    return static_cast<int>(std::lround(layout.text_left + shift));
}

std::vector<std::pair<int, int>> title_times(Choreography const& dance) {
    std::vector<std::pair<int, int>> times;
    for (auto const& scene : dance.scenes) {
        if (!scene.shows_title) continue;
        auto const from = scene.from + (scene.from == 0 ? 10 : 3);
        if (!times.empty() && times.back().second == scene.from) times.back().second = scene.to;
        else times.emplace_back(from, scene.to);
    }
    return times;
}

/// A title that introduces the song, ends it, and stands in its long instrumental passages.
std::vector<std::pair<int, int>> title_times_between(std::vector<Gap> const& gaps, int frames) {
    std::vector<std::pair<int, int>> times;
    for (auto const& gap : gaps) {
        auto const is_edge = gap.from == 0 || gap.to == frames;
        auto const air = is_edge ? frames_per_second / 2 : 2 * frames_per_second;
        auto const from = gap.from + (gap.from == 0 ? 8 : air);
        auto const to = gap.to == frames ? frames : gap.to - air;
        if (to - from >= frames_per_second) times.emplace_back(from, to);
    }
    return times;
}

/// What is put behind letters. On print it is the paper, so that nothing is seen of it where nothing is printed.
Rgb shade_of(VisualSystem const& system, Backdrop backdrop) {
    auto const ground = system.ground_rgb();
    if (backdrop == Backdrop::light || backdrop == Backdrop::paper) return system.light_ground ? ground : system.ramp(0.97F);
    auto const is_read = contrast(luminance(system.stop(4)), luminance(ground)) >= wanted_contrast;
    if (backdrop == Backdrop::black_paper && is_read) return ground;
    // Not the darkest stop of all: on a bright picture it would look like dirt.
    return system.ramp(0.10F);
}

/// How much of a teaser's word is there.
float there_by(Captions::Word const& word, int frame) { return clamp01(static_cast<float>(frame - word.from + 1) / word_frames); }

/// Between ink and shade: as far from the ink as it may be without becoming hard to read.
Yuv dimmed(Yuv ink, Yuv shade) {
    auto const is_dark_ink = ink.y < shade.y;
    for (float share = 0; share < 0.9F; share += 0.02F) {
        auto const tried = mix(ink, shade, share);
        auto const light = luma_luminance(tried.y);
        if (is_dark_ink ? light >= 0.11F : light <= 0.40F) return tried;
    }
    return ink;
}

}  // namespace

Result<Captions> Captions::set(Words const& words, Layout const& layout, VisualSystem const& system, Choreography const& dance,
                               VideoStyle const& style, Backdrop backdrop) {
    Captions captions;
    captions.motion_ = style.type_motion;
    captions.unit_ = layout.unit();
    auto const is_printed = backdrop == Backdrop::paper || backdrop == Backdrop::black_paper;
    captions.sticker_ = is_printed ? 1.0F : 1.8F;
    captions.has_stickers_ = is_printed || style.type_motion == "pop" || style.posterize > 1;
    auto const light_ground = backdrop == Backdrop::light || backdrop == Backdrop::paper;
    captions.ink_ = to_yuv(light_ground ? system.stop(0) : system.stop(4));
    captions.shade_ = to_yuv(shade_of(system, backdrop));
    captions.dim_ = dimmed(captions.ink_, captions.shade_);
    captions.is_lyric_video_ = words.is_lyric_video;
    auto const unit = layout.unit();
    auto const width = static_cast<int>(layout.text_right - layout.text_left);
    auto const small = [&](std::string const& said, int lines, float size, float tracking) {
        return fit_text(said, {.face = system.text, .size_px = size, .tracking_em = tracking, .align = layout.align, .leading = 1.25F},
                        {.width_px = width, .height_px = static_cast<int>(size * 1.6F * static_cast<float>(lines)), .most_lines = lines,
                         .most_size_px = size, .least_size_px = small_type * unit});
    };
    auto const place = [&](SetText set, float top, std::vector<std::pair<int, int>> shown, bool wipe) {
        auto const left = from_left(layout, set.mask.width_px);
        captions.captions_.push_back({std::move(set.mask), left, static_cast<int>(std::lround(top)), std::move(shown), wipe});
    };

    auto title = TRY(fit_text(words.title, {.face = system.display, .tracking_em = 0, .align = layout.align, .leading = 1.02F},
                              {.width_px = width, .height_px = static_cast<int>(layout.title_height), .most_lines = 3,
                               .most_size_px = 0.26F * unit, .least_size_px = small_type * unit}));
    std::optional<SetText> call;
    if (!words.call.empty() && !words.is_lyric_video) call = TRY(small(words.call, 2, 1.04F * small_type * unit, 0.08F));
    // A call of two lines pushes the title up: nothing is written below the layout's end.
    auto const under = 0.030F * unit + (call ? static_cast<float>(call->mask.height_px) : 0.0F);
    auto const title_bottom = std::min(layout.title_bottom, layout.text_end - (call ? under : 0.0F));
    auto const title_top = title_bottom - static_cast<float>(title.mask.height_px);
    TRY(captions.set_lines_of(words, layout, system, dance, title_top));
    auto times = title_times(dance);
    std::vector<std::pair<int, int>> artist_times{{8, dance.frames}};
    if (words.is_lyric_video) {
        auto const lines = sung_lines(words.lyrics, dance, lyric_lead, lyric_rest);
        times = title_times_between(gaps_between(lines, dance.frames, 2 * frames_per_second), dance.frames);
        std::erase_if(times, [&](auto const& shown) {
            return shown.first > 8 && shown.second < dance.frames && shown.second - shown.first < instrumental_seconds * frames_per_second;
        });
        artist_times = times;
    }
    place(std::move(title), title_top, times, true);
    place(TRY(small(words.artist, 1, 1.05F * small_type * unit, 0.22F)), layout.artist_top, artist_times, false);
    if (call) {
        auto const from = dance.scenes.back().from + (dance.scenes.size() > 1 ? 12 : dance.frames / 2);
        place(*std::move(call), title_bottom + 0.030F * unit, {{from, dance.frames}}, false);
    }
    captions.cut_sheets();
    return captions;
}

Result<void> Captions::set_lines_of(Words const& words, Layout const& layout, VisualSystem const& system, Choreography const& dance,
                                    float title_top) {
    auto const unit = layout.unit();
    auto const width = static_cast<int>(layout.text_right - layout.text_left);
    auto const is_wide = layout.width_px > layout.height_px;
    auto const size = (is_lyric_video_ ? (is_wide ? 2.0F : 2.3F) : 1.5F) * small_type * unit;
    auto const rows = is_lyric_video_ ? 4 : 2;
    for (auto const& line : sung_lines(words.lyrics, dance, is_lyric_video_ ? lyric_lead : 0, is_lyric_video_ ? lyric_rest : frames_per_second)) {
        std::vector<std::string> texts;
        for (auto const& word : line.words) texts.push_back(word.text);
        auto set = set_words(texts, {.face = system.text, .align = layout.align, .leading = 1.22F},
                             {.width_px = width, .height_px = static_cast<int>(size * 1.5F * static_cast<float>(rows)), .most_lines = rows,
                              .most_size_px = size, .least_size_px = small_type * unit});
        if (!set && set.error().code == ErrorCode::invalid_input) continue;  // a line without a letter
        if (!set) return tl::unexpected(set.error());
        Caption caption;
        caption.left = from_left(layout, set->mask.width_px);
        auto const high = static_cast<float>(set->mask.height_px);
        auto const bottom = !is_lyric_video_ ? title_top - 0.045F * unit : is_wide ? 0.5F * (static_cast<float>(layout.height_px) + high) : layout.title_bottom;
        caption.top = static_cast<int>(std::lround(bottom - high));
        caption.shown = {{line.from, line.to}};
        caption.right_to_left = set->right_to_left;
        for (std::size_t i = 0; i < set->words.size(); ++i) {
            auto const is_whole = set->words.size() == 1;
            caption.words.push_back({set->words[i], is_whole ? line.words.front().from : line.words[i].from, is_whole ? line.words.back().to : line.words[i].to});
        }
        caption.mask = std::move(set->mask);
        captions_.push_back(std::move(caption));
    }
    return {};
}

void Captions::clear_for(int frame, std::vector<Clearing>& clearings) const {
    clearings.clear();
    constexpr float before = 10;
    for (auto const& caption : captions_)
        for (auto const& [from, to] : caption.shown) {
            auto const presence = std::min({1.0F, (static_cast<float>(frame - from) + before) / before, static_cast<float>(to - frame) / exit_frames});
            if (presence <= 0) continue;
            auto const left = static_cast<float>(caption.left);
            auto const top = static_cast<float>(caption.top);
            clearings.push_back({left, top, left + static_cast<float>(caption.mask.width_px), top + static_cast<float>(caption.mask.height_px), presence,
                                 0.075F * unit_});
        }
}

Captions::Entry Captions::entry_of(Caption const& caption, int frame, int from, int to) const {
    auto const enters = std::min(1.0F, static_cast<float>(frame - from + 1) / entry_frames);
    auto const leaves = to >= 1 << 20 ? 1.0F : std::min(1.0F, static_cast<float>(to - frame) / exit_frames);
    auto const eased = 1 - (1 - enters) * (1 - enters) * (1 - enters);
    Entry entry{std::min(eased, leaves), caption.left, caption.top, {}};
    // Sung words come one by one as it is; a lyric video's lines never move while they are read.
    if (!caption.words.empty()) {
        if (!is_lyric_video_) entry.opacity = leaves;
        return entry;
    }
    auto const width = static_cast<float>(caption.mask.width_px);
    if (motion_ == "none") entry.opacity = 1;
    if (motion_ == "slide") entry.top += static_cast<int>(std::lround((1 - eased) * 0.035F * unit_));
    if (motion_ == "pop") entry.opacity = frame - from < 2 ? 0.6F : leaves;
    if (motion_ == "glitch" && frame - from < 7) entry.left += ((frame - from) * 37 % 5 - 2) * static_cast<int>(unit_ * 0.006F);
    if (motion_ == "typewriter" && enters < 1) entry.wipe = {width * enters, width * enters + 1}, entry.opacity = leaves;
    if (motion_ == "fade" && caption.enters_by_wipe && enters < 1)
        entry.wipe = {width * (1.4F * eased - 0.4F), width * 1.4F * eased + 1}, entry.opacity = leaves;
    return entry;
}

void Captions::draw(int frame, Stage& stage) const {
    auto const each = [&](auto const& act) {
        for (auto const& caption : captions_)
            for (auto const& [from, to] : caption.shown)
                if (frame >= from && frame < to) act(caption, entry_of(caption, frame, from, to));
    };
    // All grounds before any letter: what one text needs behind it must not lie over another.
    each([&](Caption const& caption, Entry const& entry) {
        if (has_stickers_) lay_sheet(caption, frame, entry, 1, stage);
        else lay_shade(caption, frame, entry, stage);
    });
    each([&](Caption const& caption, Entry const& entry) {
        if (!caption.words.empty()) draw_words(caption, frame, entry, stage);
        else stage.tint(caption.mask, entry.left, entry.top, ink_, entry.opacity, entry.wipe);
    });
}

void Captions::draw_words(Caption const& caption, int frame, Entry const& entry, Stage& stage) const {
    for (auto const& word : caption.words) {
        auto const wide = static_cast<float>(word.part.right - word.part.left);
        auto const begin = static_cast<float>(word.part.left);
        auto const sung = clamp01(static_cast<float>(frame - word.from + 1) / static_cast<float>(std::max(2, word.to - word.from)));
        if (!is_lyric_video_) {
            auto const there = there_by(word, frame);
            if (there > 0) stage.tint(caption.mask, entry.left, entry.top, ink_, entry.opacity * there, {}, word.part);
            continue;
        }
        stage.tint(caption.mask, entry.left, entry.top, dim_, entry.opacity, {}, word.part);
        if (frame < word.from) continue;
        auto const soft = 0.10F * unit_ * 0.25F;
        auto const reach = sung * (wide + soft);
        // The light runs along the word; from the right where it is read from there, by filling the rest of it.
        if (caption.right_to_left && sung < 1) {
            MaskPart part = word.part;
            part.left = part.right - static_cast<int>(std::min(reach, wide));
            stage.tint(caption.mask, entry.left, entry.top, ink_, entry.opacity, {}, part);
        } else {
            stage.tint(caption.mask, entry.left, entry.top, ink_, entry.opacity, {begin + reach - soft, begin + reach + 1}, word.part);
        }
    }
}

MaskPart Captions::seen_of(Caption const& caption, int frame) const {
    MaskPart box{caption.left, caption.top, caption.left + caption.mask.width_px, caption.top + caption.mask.height_px};
    if (caption.words.empty() || is_lyric_video_) return box;
    MaskPart seen{1 << 20, 1 << 20, 0, 0};
    for (auto const& word : caption.words)
        if (frame >= word.from)
            seen = {std::min(seen.left, box.left + word.part.left), std::min(seen.top, box.top + word.part.top),
                    std::max(seen.right, box.left + word.part.right), std::max(seen.bottom, box.top + word.part.bottom)};
    return seen;
}

/// From the brightest twelfth of the picture behind the letters (the darkest on a light ground), and from how far its very
/// brightest places are from its middle.
Captions::Behind Captions::look_behind(Caption const& caption, MaskPart const& box, Stage& stage) const {
    auto const margin = static_cast<int>(0.012F * unit_);
    std::array<int, 256> histogram{};
    int count = 0;
    for (int y = std::max(0, box.top - margin); y < std::min(stage.height(), box.bottom + margin); y += 4)
        for (int x = std::max(0, box.left - margin); x < std::min(stage.width(), box.right + margin); x += 4, ++count)
            ++histogram[stage.frame.luma(y)[x]];
    auto const is_dark_ink = ink_.y < shade_.y;
    auto const level_of = [&](int parts) {
        auto level = is_dark_ink ? 0 : 255;
        auto const step = is_dark_ink ? 1 : -1;
        for (int seen = histogram[static_cast<std::size_t>(level)]; seen * parts < count && level + step >= 0 && level + step <= 255;)
            seen += histogram[static_cast<std::size_t>(level += step)];
        return static_cast<float>(level);
    };
    auto const ink_light = luma_luminance(is_lyric_video_ && !caption.words.empty() ? dim_.y : ink_.y);
    auto const worst = level_of(12);
    Behind behind;
    while (behind.shade < 0.97F && contrast(ink_light, luma_luminance(worst + (shade_.y - worst) * behind.shade)) < wanted_contrast) behind.shade += 0.02F;
    behind.unrest = smoothstep(8, 36, std::fabs(level_of(50) - level_of(2)));
    return behind;
}

/// An ellipse as wide as the words takes the glare, as far as that still looks like light falling off; the rest, and every
/// edge that crosses a letter, is for the shade along the letters.
void Captions::lay_shade(Caption const& caption, int frame, Entry const& entry, Stage& stage) const {
    auto const box = seen_of(caption, frame);
    if (box.right <= box.left) return;
    auto const behind = look_behind(caption, box, stage);
    auto const wide = std::min(behind.shade, widest_shade);
    auto const quiet = (caption.enters_by_wipe ? quiet_title : quiet_words) * behind.unrest;
    auto const close = std::max(quiet, 1 - (1 - behind.shade) / (1 - wide));
    if (wide > 0) {
        auto const half_width = static_cast<float>(box.right - box.left) / 2;
        auto const half_height = static_cast<float>(box.bottom - box.top) / 2;
        Stage::Ellipse const ellipse{{static_cast<float>(box.left) + half_width, static_cast<float>(box.top) + half_height},
                                     half_width * 1.55F + 0.14F * unit_,
                                     half_height * 2.1F + 0.11F * unit_};
        auto const dx = half_width / ellipse.width;
        auto const dy = half_height / ellipse.height;
        auto const at_corner = 1 - (dx * dx * dx * dx + dy * dy);
        stage.shade(ellipse, shade_, std::min(0.97F, wide / (at_corner * at_corner)) * entry.opacity);
    }
    lay_sheet(caption, frame, entry, close, stage);
}

void Captions::cut_sheets() {
    auto const edge = has_stickers_ ? CutEdge::sharp : CutEdge::soft;
    for (auto& caption : captions_) {
        auto const sharp_reach = (caption.enters_by_wipe ? 0.030F : 0.015F) * sticker_;
        auto const soft_reach = caption.enters_by_wipe ? 0.060F : 0.036F;
        caption.reach_px = static_cast<int>(std::lround((has_stickers_ ? sharp_reach : soft_reach) * unit_));
        if (caption.words.empty() || is_lyric_video_) caption.sheet = die_cut(caption.mask, {}, caption.reach_px, edge);
        else
            for (auto& word : caption.words) word.sheet = die_cut(caption.mask, word.part, caption.reach_px, edge);
    }
}

void Captions::lay_sheet(Caption const& caption, int frame, Entry const& entry, float share, Stage& stage) const {
    auto const left = entry.left - caption.reach_px;
    auto const top = entry.top - caption.reach_px;
    auto const reach = static_cast<float>(caption.reach_px);
    if (!caption.sheet.coverage.empty())
        return stage.tint(caption.sheet, left, top, shade_, entry.opacity * share, {entry.wipe.from_px + reach, entry.wipe.to_px + reach});
    for (auto const& word : caption.words)
        if (auto const there = there_by(word, frame); there > 0)
            stage.tint(word.sheet, left + word.part.left, top + word.part.top, shade_, entry.opacity * share * there);
}

}  // namespace troupe::visual::motion
