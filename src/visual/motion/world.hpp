#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "visual/motion/captions.hpp"
#include "visual/motion/choreography.hpp"
#include "visual/motion/layout.hpp"
#include "visual/motion/stage.hpp"
#include "visual/motion/yuv.hpp"
#include "visual/system.hpp"
#include "visual/tables.hpp"

/// What is seen behind the words: one world for each family of covers.
namespace troupe::visual::motion {

/// What a world is made of.
struct Ground {
    VisualSystem const& system;
    VideoStyle const& style;
    Layout layout;
    std::uint64_t seed = 0;  ///< of the release, as for its cover
    int composition = 0;     ///< the layout of the family that the cover has
    bool loops = false;      ///< a canvas: no spectrum, whole turns only
    std::string letters;     ///< the title, for a world that is made of letters; empty: the artist's name
};

/// Draws any frame on its own: made once, then used by all threads.
class World {
public:
    virtual ~World() = default;
    /// Fills the whole frame.
    virtual void draw(Moment const& moment, Scene const& scene, Stage& stage) const = 0;
    [[nodiscard]] virtual Backdrop backdrop() const { return Backdrop::dark; }
};

[[nodiscard]] std::unique_ptr<World> make_aura(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_landscape(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_rings(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_chrome(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_swiss(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_flow(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_collage(Ground const& ground);  ///< of the family "type"
[[nodiscard]] std::unique_ptr<World> make_crystal(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_growth(Ground const& ground);
[[nodiscard]] std::unique_ptr<World> make_city(Ground const& ground);

/// The world of a family of covers; a family that has none of its own is shown as aura.
[[nodiscard]] std::unique_ptr<World> make_world(std::string const& family, Ground const& ground);

/// Which part of a field is needed: pixels. What lies well within `cover` is drawn over by something opaque.
struct Extent {
    float top = -1e9F, bottom = 1e9F;
    Point cover{};
    float cover_radius = 0;
    static Extent around(Point centre, float radius) { return {.top = centre.y - radius, .bottom = centre.y + radius}; }
    static Extent outside(Point centre, float radius) { return {.cover = centre, .cover_radius = radius}; }

    /// The columns of a row that are covered with their neighbours, from and to; the same twice: none.
    [[nodiscard]] std::pair<std::size_t, std::size_t> covered(float row_px, std::size_t columns) const {
        auto const reach = cover_radius - 3 * Field::step;
        auto const away = row_px - cover.y;
        if (reach <= std::fabs(away)) return {columns, columns};
        auto const half = std::sqrt(reach * reach - away * away);
        auto const column = [&](float x) { return std::clamp((x - Field::place(0)) / Field::step, 0.0F, static_cast<float>(columns)); };
        auto const from = static_cast<std::size_t>(std::ceil(column(cover.x - half)));
        return {from, std::max(from, static_cast<std::size_t>(column(cover.x + half)))};
    }
};

/// Fills a field row by row: `shade(xs, ys, tone, accent, columns)` gets the world coordinates of a row and gives its tones
/// and accents, within 0..1.
template <class Shade>
void shade_field(Field& field, Stage& stage, View const& view, Tones const& tones, Extent extent, Shade const& shade) {
    auto const columns = static_cast<std::size_t>(field.columns());
    auto const right = view.right() * static_cast<float>(Field::step);
    auto* xs = stage.xs.data();
    auto* ys = stage.ys.data();
    for (int row = 0; row < field.rows(); ++row) {
        auto const place = Field::place(row);
        if (place < extent.top - 2 * Field::step || place > extent.bottom + 2 * Field::step) continue;
        auto const first = view.to_world({Field::place(0), place});
        for (std::size_t c = 0; c < columns; ++c) {
            xs[c] = first.x + right.x * static_cast<float>(c);
            ys[c] = first.y + right.y * static_cast<float>(c);
        }
        stage.row = row;
        auto* tone = stage.tone.data();
        auto* accent = stage.accent.data();
        auto const [from, to] = extent.covered(place, columns);
        if (from > 0) shade(xs, ys, tone, accent, from);
        std::fill(tone + from, tone + to, 0.0F);
        std::fill(accent + from, accent + to, 0.0F);
        if (to < columns) shade(xs + to, ys + to, tone + to, accent + to, columns - to);
        field.set_row(row, stage.tone, stage.accent, tones);
    }
}

}  // namespace troupe::visual::motion
