#include "visual/impl/release.hpp"

#include <algorithm>
#include <cmath>

#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"

namespace troupe::visual::impl {
namespace {

constexpr float album_grandeur = 1.32F;
constexpr float album_title = 0.085F;
constexpr float window_height = 0.7F;
constexpr float window_grandeur = 1.3F;

/// The art without a word in the window of the mount; the words under it.
Result<media::Picture> render_mounted(VisualSystem const& system, CoverBrief const& brief, Composition const& composition, Running const& running) {
    Frame const frame{brief.size_px, brief.size_px};
    auto const margin = static_cast<int>(margin_of(frame));
    Frame const window{frame.width_px - 2 * margin, static_cast<int>(window_height * frame.height())};
    auto occasion = TRY(occasion_of(system, brief));
    // The window is smaller than the frame: the form may take more of it.
    occasion.bare = true;
    occasion.grandeur = window_grandeur;
    auto const family = TRY(make_family(system, window, composition, brief.seed, occasion));
    auto const lettering = TRY(set_lettering(system, title_corner(frame, 1.0F, 0.095F), frame, brief.title));
    TRY(go_on(running.stop));
    auto canvas = [&] {
        Canvas art(window.width_px, window.height_px, running.threads);
        family->paint(art, {}, running.stop);
        Canvas whole(frame.width_px, frame.height_px, running.threads);
        auto const mount = to_rgb(system.mount);
        whole.for_rows([&](std::span<Rgb> row, int y) {
            std::fill(row.begin(), row.end(), mount);
            if (y < margin || y >= margin + window.height_px) return;
            auto const line = static_cast<Canvas const&>(art).row(y - margin);
            std::copy(line.begin(), line.end(), row.begin() + margin);
        });
        return whole;
    }();
    TRY(go_on(running.stop));
    draw_lettering(canvas, system, lettering, system.light_ground);
    return canvas.finish(finish_of(system, frame, brief.seed));
}

}  // namespace

Result<Occasion> occasion_of(VisualSystem const& system, CoverBrief const& brief) {
    return Occasion{.title = TRY(drawable_field(brief.title, system.display, "title")), .grandeur = brief.kind == ReleaseKind::album ? album_grandeur : 1.0F};
}

TypePlan plan_of(Family const& family, Frame const& frame, ReleaseKind kind) {
    auto plan = family.plan();
    if (kind != ReleaseKind::album) return plan;
    // What is as large as an album's form leaves no place for words at two ends of the picture.
    auto const apart = std::abs(plan.artist.box.top - plan.title.box.top) > 0.3F * frame.height();
    // They stay where the art keeps free for the title: a sky is quieter than what is under it.
    auto const above = plan.title.box.top < plan.artist.box.top;
    if (apart && !family.is_the_title()) plan = above ? title_top(frame, 0.095F) : title_corner(frame, 1.0F, 0.095F);
    plan.title.most_share = std::min(plan.title.most_share, album_title);
    return plan;
}

Result<media::Picture> render_release(VisualSystem const& system, CoverBrief const& brief, Composition const& composition, Running const& running) {
    if (brief.kind == ReleaseKind::ep) return render_mounted(system, brief, composition, running);
    Frame const frame{brief.size_px, brief.size_px};
    auto const family = TRY(make_family(system, frame, composition, brief.seed, TRY(occasion_of(system, brief))));
    auto const lettering = TRY(set_lettering(system, plan_of(*family, frame, brief.kind), frame, family->is_the_title() ? "" : brief.title));
    TRY(go_on(running.stop));
    Canvas canvas(frame.width_px, frame.height_px, running.threads);
    family->paint(canvas, lettering.ink(), running.stop);
    TRY(go_on(running.stop));
    draw_lettering(canvas, system, lettering, family->light_ground());
    return canvas.finish(finish_of(system, frame, brief.seed));
}

}  // namespace troupe::visual::impl
