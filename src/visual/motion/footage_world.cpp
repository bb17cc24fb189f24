#include "visual/motion/footage_world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "visual/motion/footage_form.hpp"
#include "visual/motion/footage_grade.hpp"
#include "visual/motion/footage_reel.hpp"

namespace troupe::visual::motion {
namespace {

/// Frames after a cut when nobody draws the scene before it any more.
constexpr int safely_past = 24;

/// A clip in its scene.
struct Shown {
    Shown(FootageCut const& cut, Layout const& layout, StretchLook const& look, Tones const& tones, FootageGrade::Range base,
          FootageGrade::Range form, std::stop_token const& stop)
        : reel(cut, layout.width_px, layout.height_px, stop), grade(look, tones, base), form_grade(look, tones, form) {}
    Reel reel;
    FootageGrade grade, form_grade;
};

class FootageWorld final : public World {
public:
    FootageWorld(std::unique_ptr<World> inner, Production const& production)
        : inner_(std::move(inner)), layout_(production.layout), family_(production.family), style_(production.style),
          tones_(production.system, production.style), ink_(tones_(inner_->backdrop() == Backdrop::dark ? 0.95F : 0.10F)),
          scenes_(production.dance.scenes.size()) {}

    [[nodiscard]] Backdrop backdrop() const override { return inner_->backdrop(); }

    void put(std::size_t scene, FootageCut const& cut, StretchLook const& look, std::stop_token const& stop) {
        scenes_[scene] = std::make_unique<Shown>(cut, layout_, look, tones_, base_range(backdrop(), style_), form_range(backdrop(), style_), stop);
    }

    void draw(Moment const& m, Scene const& scene, Stage& stage) const override {
        auto const number = static_cast<std::size_t>(m.scene);
        if (m.since_cut >= safely_past && number > 0 && scenes_[number - 1]) scenes_[number - 1]->reel.rest();
        auto* shown = scenes_[number].get();
        auto const picture = shown == nullptr ? nullptr : shown->reel.frame(m.since_cut);
        if (!picture) return inner_->draw(m, scene, stage);
        lay(*picture, *shown, light_of(m), stage);
        View const view(layout_, m.camera);
        draw_form(*picture, *shown, m, scene, view, stage);
        draw_spectrum(m, view, stage);
    }

private:
    /// Accents brighten the picture, within what may flash; a rise darkens it, so that its end is light.
    [[nodiscard]] float light_of(Moment const& m) const { return (0.93F + 0.10F * m.energy) * (1 + 0.20F * m.flash + 0.10F * m.release) * (1 - 0.22F * m.build); }

    /// Where words stand a dark picture is darker from the start: a shade that comes with them would look like a stain.
    [[nodiscard]] float calm_at(float y) const {
        if (backdrop() == Backdrop::light || backdrop() == Backdrop::paper) return 1;
        auto const unit = layout_.unit();
        auto const top = 1 - smoothstep(layout_.artist_top + 0.10F * unit, layout_.artist_top + 0.42F * unit, y);
        auto const title = layout_.title_bottom - layout_.title_height;
        auto const bottom = smoothstep(title - 0.25F * unit, title + 0.05F * unit, y);
        return 1 - 0.34F * top - 0.26F * bottom;
    }

    void lay(Frame const& picture, Shown const& shown, float light, Stage& stage) const {
        for (int y = 0; y < stage.height(); ++y)
            shown.grade.luma(picture.luma(y), stage.width(), FootageGrade::step_of(light * calm_at(static_cast<float>(y))), stage.frame.luma(y));
        for (int y = 0; y < stage.height() / 2; ++y)
            shown.grade.chroma(picture.luma(2 * y), picture.u(y), picture.v(y), stage.width() / 2, stage.frame.u(y), stage.frame.v(y));
    }

    /// The form is a window on the same picture in other tones: it belongs to the clip and to the artist.
    void draw_form(Frame const& picture, Shown const& shown, Moment const& m, Scene const& scene, View const& view, Stage& stage) const {
        if (scene.shot == Shot::close) return;
        stage.path.clear();
        outline_form(family_, m, view, stage, stage.path);
        Filler filler;
        std::vector<std::uint8_t> row(static_cast<std::size_t>(stage.width())), row_v(row.size());
        auto const step = FootageGrade::step_of(1 + 0.16F * m.kick);
        filler.fill(stage.path, stage.width(), stage.height(), 1, [&](Filler::Run const& run) {
            shown.form_grade.luma(picture.luma(run.y) + run.x, run.count, step, row.data());
            blend(row.data(), run, stage.frame.luma(run.y) + run.x);
        });
        filler.fill(stage.path, stage.width() / 2, stage.height() / 2, 0.5F, [&](Filler::Run const& run) {
            shown.form_grade.chroma(picture.luma(2 * run.y) + 2 * run.x, picture.u(run.y) + run.x, picture.v(run.y) + run.x, run.count, row.data(), row_v.data());
            blend(row.data(), run, stage.frame.u(run.y) + run.x);
            blend(row_v.data(), run, stage.frame.v(run.y) + run.x);
        });
    }

    static void blend(std::uint8_t const* from, Filler::Run const& run, std::uint8_t* into) {
        if (run.coverage == nullptr) std::copy_n(from, run.count, into);
        else
            for (int i = 0; i < run.count; ++i) into[i] = static_cast<std::uint8_t>(into[i] + (from[i] - into[i]) * run.coverage[i] / 255);
    }

    void draw_spectrum(Moment const& m, View const& view, Stage& stage) const {
        if (style_.spectrum <= 0) return;
        stage.path.clear();
        outline_spectrum(family_, m, view, stage, static_cast<float>(style_.spectrum), stage.path);
        if (!stage.path.empty()) stage.fill(stage.path, ink_, 0.9F);
    }

    std::unique_ptr<World> inner_;
    Layout layout_;
    std::string family_;
    VideoStyle style_;
    Tones tones_;
    Yuv ink_;
    std::vector<std::unique_ptr<Shown>> scenes_;
};

/// Gives out the cuts: to a scene the one made for a moment within it, else one that is for any; each once.
class Cast {
public:
    Cast(Choreography const& dance, std::vector<FootageCut> const& cuts) : dance_(dance), cuts_(cuts), is_given_(cuts.size()) {}

    /// The next cut for that scene; null: there is none left.
    FootageCut const* next(Scene const& scene) {
        auto const moment = [&](int frame) { return dance_.start + Seconds(static_cast<double>(frame) / frames_per_second); };
        auto const* made_for_it = give([&](FootageCut const& cut) { return cut.at >= moment(scene.from) && cut.at < moment(scene.to); });
        return made_for_it != nullptr ? made_for_it : give([](FootageCut const& cut) { return cut.at < Seconds(0); });
    }

private:
    template <class Fits>
    FootageCut const* give(Fits const& fits) {
        for (std::size_t c = 0; c < cuts_.size(); ++c)
            if (!is_given_[c] && fits(cuts_[c])) {
                is_given_[c] = true;
                return &cuts_[c];
            }
        return nullptr;
    }

    Choreography const& dance_;
    std::vector<FootageCut> const& cuts_;
    std::vector<bool> is_given_;
};

/// Looks at the cut as it will be shown. Nothing: it cannot be; why is in the notes.
Result<std::optional<StretchLook>> examined(FootageCut const& cut, Seconds length, std::vector<std::string>& notes, std::stop_token const& stop) {
    auto const facts = media::probe_clip(cut.file, {}, stop);
    auto const look = facts ? examine_stretch(cut.file, cut.start, std::min(length, cut.length), {}, stop) : Result<StretchLook>(tl::unexpected(facts.error()));
    if (look) return std::optional(*look);
    if (look.error().code == ErrorCode::cancelled) return tl::unexpected(look.error());
    notes.push_back("footage: " + look.error().message + "; it is left out");
    return std::optional<StretchLook>();
}

}  // namespace

Result<void> show_footage(Production& production, TeaserBrief const& brief, std::stop_token const& stop) {
    if (brief.footage.empty()) return {};
    auto const& scenes = production.dance.scenes;
    auto world = std::make_unique<FootageWorld>(std::move(production.world), production);
    Cast cast(production.dance, brief.footage);
    auto const seconds = [](int frames) { return Seconds(static_cast<double>(frames) / frames_per_second); };
    // The last of several scenes says the title: it is the artist's own.
    for (std::size_t s = 0; s < std::max<std::size_t>(1, scenes.size() - 1); ++s)
        for (auto const* cut = cast.next(scenes[s]); cut != nullptr; cut = cast.next(scenes[s])) {
            auto const look = TRY(examined(*cut, seconds(scenes[s].to - scenes[s].from), production.notes, stop));
            if (!look) continue;
            world->put(s, *cut, *look, stop);
            production.footage.push_back({cut->credit, seconds(scenes[s].from), seconds(scenes[s].to)});
            break;
        }
    production.world = std::move(world);
    return {};
}

}  // namespace troupe::visual::motion
