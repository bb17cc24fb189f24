#include "visual/motion/captions.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/text.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float small_type = 44.0F / 1080;  ///< of the short side; smaller letters are not read on a telephone
constexpr int entry_frames = 11;
constexpr int exit_frames = 6;
/// The guard aims above what is demanded: the encoder and the falling shade take a little.
constexpr float wanted_contrast = 5.6F;

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

/// The sung lines of the stretch, each shown until the next begins or a second after its end.
struct SungLine {
    std::string text;
    int from, to;
};

std::vector<SungLine> sung_lines(std::vector<media::LyricMoment> const& lyrics, Choreography const& dance) {
    std::vector<SungLine> lines;
    auto const frame = [&](Seconds at) { return static_cast<int>(std::lround((at - dance.start).count() * frames_per_second)); };
    for (auto const& moment : lyrics) {
        auto const from = frame(moment.start);
        auto const to = std::min(frame(moment.end) + frames_per_second, dance.frames);
        if (from < -frames_per_second / 2 || from > dance.frames - frames_per_second || text::trim(moment.text).empty()) continue;
        if (!lines.empty()) lines.back().to = std::min(lines.back().to, from);
        lines.push_back({moment.text, std::max(from, 0), to});
    }
    return lines;
}

}  // namespace

Result<Captions> Captions::set(Words const& words, Layout const& layout, VisualSystem const& system, Choreography const& dance,
                               std::string const& type_motion, Backdrop backdrop) {
    Captions captions;
    captions.motion_ = type_motion;
    captions.unit_ = layout.unit();
    captions.backdrop_ = backdrop;
    auto const light_ground = backdrop == Backdrop::light || backdrop == Backdrop::paper;
    captions.ink_ = to_yuv(light_ground ? system.stop(0) : system.stop(4));
    // Not the darkest stop of all: on a bright picture it would look like dirt.
    captions.shade_ = to_yuv(light_ground ? system.ramp(0.97F) : system.ramp(0.10F));
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
    if (!words.call.empty()) call = TRY(small(words.call, 2, 1.04F * small_type * unit, 0.08F));
    // A call of two lines pushes the title up: nothing is written below the layout's end.
    auto const under = 0.030F * unit + (call ? static_cast<float>(call->mask.height_px) : 0.0F);
    auto const title_bottom = std::min(layout.title_bottom, layout.text_end - (call ? under : 0.0F));
    auto const title_top = title_bottom - static_cast<float>(title.mask.height_px);
    place(std::move(title), title_top, title_times(dance), true);
    place(TRY(small(words.artist, 1, 1.05F * small_type * unit, 0.22F)), layout.artist_top, {{8, dance.frames}}, false);
    if (call) {
        auto const from = dance.scenes.back().from + (dance.scenes.size() > 1 ? 12 : dance.frames / 2);
        place(*std::move(call), title_bottom + 0.030F * unit, {{from, dance.frames}}, false);
    }
    for (auto const& line : sung_lines(words.lyrics, dance)) {
        auto set = TRY(small(line.text, 2, 1.30F * small_type * unit, 0.0F));
        auto const top = title_top - 0.045F * unit - static_cast<float>(set.mask.height_px);
        place(std::move(set), top, {{line.from, line.to}}, false);
    }
    return captions;
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

void Captions::draw(int frame, Stage& stage) const {
    for (auto const& caption : captions_)
        for (auto const& [from, to] : caption.shown) {
            if (frame < from || frame >= to) continue;
            auto const enters = std::min(1.0F, static_cast<float>(frame - from + 1) / entry_frames);
            auto const leaves = to >= 1 << 20 ? 1.0F : std::min(1.0F, static_cast<float>(to - frame) / exit_frames);
            auto const eased = 1 - (1 - enters) * (1 - enters) * (1 - enters);
            guard(caption, std::min(eased, leaves), stage);
            auto left = caption.left;
            auto top = caption.top;
            auto opacity = std::min(eased, leaves);
            Wipe wipe;
            auto const width = static_cast<float>(caption.mask.width_px);
            if (motion_ == "none") opacity = 1;
            if (motion_ == "slide") top += static_cast<int>(std::lround((1 - eased) * 0.035F * unit_));
            if (motion_ == "pop") opacity = frame - from < 2 ? 0.6F : leaves;
            if (motion_ == "glitch" && frame - from < 7) left += ((frame - from) * 37 % 5 - 2) * static_cast<int>(unit_ * 0.006F);
            if (motion_ == "typewriter" && enters < 1) wipe = {width * enters, width * enters + 1}, opacity = leaves;
            if (motion_ == "fade" && caption.enters_by_wipe && enters < 1)
                wipe = {width * (1.4F * eased - 0.4F), width * 1.4F * eased + 1}, opacity = leaves;
            stage.tint(caption.mask, left, top, ink_, opacity, wipe);
        }
}

/// How far the picture behind the letters has to be drawn towards the shade, from the brightest tenth of it (the darkest
/// on a light ground), and the soft ellipse that does it.
void Captions::guard(Caption const& caption, float presence, Stage& stage) const {
    auto const margin = static_cast<int>(0.012F * unit_);
    std::array<int, 256> histogram{};
    int count = 0;
    for (int y = std::max(0, caption.top - margin); y < std::min(stage.height(), caption.top + caption.mask.height_px + margin); y += 4)
        for (int x = std::max(0, caption.left - margin); x < std::min(stage.width(), caption.left + caption.mask.width_px + margin); x += 4, ++count)
            ++histogram[stage.frame.luma(y)[x]];
    auto const ink_light = luma_luminance(ink_.y);
    auto const is_dark_ink = ink_.y < shade_.y;
    auto level = is_dark_ink ? 0 : 255;
    auto const step = is_dark_ink ? 1 : -1;
    for (int seen = histogram[static_cast<std::size_t>(level)]; seen * 12 < count && level + step >= 0 && level + step <= 255;)
        seen += histogram[static_cast<std::size_t>(level += step)];
    auto const behind = static_cast<float>(level);
    auto share = 0.0F;
    while (share < 0.97F && contrast(ink_light, luma_luminance(behind + (shade_.y - behind) * share)) < wanted_contrast) share += 0.02F;
    if (share == 0) return;
    if (backdrop_ == Backdrop::paper || backdrop_ == Backdrop::black_paper) return label(caption, presence, stage);
    auto const half_width = static_cast<float>(caption.mask.width_px) / 2;
    auto const half_height = static_cast<float>(caption.mask.height_px) / 2;
    Stage::Ellipse const ellipse{{static_cast<float>(caption.left) + half_width, static_cast<float>(caption.top) + half_height},
                                 half_width * 1.55F + 0.14F * unit_,
                                 half_height * 2.1F + 0.11F * unit_};
    auto const dx = half_width / ellipse.width;
    auto const dy = half_height / ellipse.height;
    auto const at_corner = 1 - (dx * dx * dx * dx + dy * dy);
    stage.shade(ellipse, shade_, std::min(0.97F, share / (at_corner * at_corner)) * presence);
}

void Captions::label(Caption const& caption, float presence, Stage& stage) const {
    auto const pad = 0.016F * unit_;
    auto const left = static_cast<float>(caption.left) - pad;
    auto const top = static_cast<float>(caption.top) - pad;
    auto const right = static_cast<float>(caption.left + caption.mask.width_px) + pad;
    auto const bottom = static_cast<float>(caption.top + caption.mask.height_px) + pad;
    std::array<Point, 4> const corners{Point{left, top}, Point{right, top}, Point{right, bottom}, Point{left, bottom}};
    stage.path.clear();
    stage.path.polygon(corners);
    stage.fill(stage.path, shade_, presence);
}

}  // namespace troupe::visual::motion
