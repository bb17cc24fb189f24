#include "visual/lettered_art.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <optional>

#include "visual/cover.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"
#include "visual/impl/resample.hpp"

namespace troupe::visual {
namespace {

using impl::Box;
using impl::Frame;
using impl::Lettering;

/// How far the art's colours are drawn to those the artist's ramp has at the same lightness: enough that a catalogue
/// hangs together, little enough that the art keeps its own.
constexpr float pull = 0.35F;
constexpr int least_art_px = 32;

/// Colour on the artist's scale by lightness; the scale's lightness grows along it.
class Grade {
public:
    explicit Grade(VisualSystem const& system) {
        for (std::size_t i = 0; i < size; ++i) {
            auto const wanted = static_cast<float>(i) / (size - 1);
            float low = 0, high = 1;
            for (int step = 0; step < 12; ++step) {
                auto const middle = (low + high) / 2;
                (to_oklab(system.ramp(middle)).l < wanted ? low : high) = middle;
            }
            colors_[i] = to_oklab(system.ramp(low));
        }
    }
    [[nodiscard]] Rgb operator()(Rgb color) const {
        auto lab = to_oklab(color);
        auto const& own = colors_[static_cast<std::size_t>(clamp01(lab.l) * (size - 1))];
        lab.a = mix(lab.a, own.a, pull);
        lab.b = mix(lab.b, own.b, pull);
        auto const out = to_rgb(lab);
        return {clamp01(out.r), clamp01(out.g), clamp01(out.b)};
    }

private:
    static constexpr std::size_t size = 256;
    std::array<Oklab, size> colors_{};
};

struct Ground {
    float light = 0;   ///< mean, as it is displayed, 0..1
    float unrest = 0;  ///< deviation of the same
};

Ground ground_under(Canvas const& canvas, Box const& box) {
    auto const left = std::max(0, static_cast<int>(box.left)), right = std::min(canvas.width(), static_cast<int>(box.right()) + 1);
    auto const top = std::max(0, static_cast<int>(box.top)), bottom = std::min(canvas.height(), static_cast<int>(box.bottom()) + 1);
    auto const step = std::max(1, canvas.width() / 500);
    double sum = 0, squares = 0;
    int count = 0;
    for (int y = top; y < bottom; y += step)
        for (int x = left; x < right; x += step, ++count) {
            auto const value = std::sqrt(double{luminance(canvas.row(y)[static_cast<std::size_t>(x)])});
            sum += value;
            squares += value * value;
        }
    if (count == 0) return {};
    auto const mean = sum / count;
    return {static_cast<float>(mean), static_cast<float>(std::sqrt(std::max(0.0, squares / count - mean * mean)))};
}

/// The lettering that disturbs the art least and is disturbed least by it.
Result<Lettering> quietest(Canvas const& canvas, VisualSystem const& system, Frame const& frame, std::string const& title) {
    auto const plans = {impl::title_below(frame, Align::left, 0.26F), impl::title_above(frame, Align::left, 0.26F),
                        impl::title_corner(frame, 0.72F, 0.22F)};
    std::optional<Lettering> best;
    float least = 0;
    for (auto const& plan : plans) {
        auto lettering = TRY(impl::set_lettering(system, plan, frame, title));
        auto const ink = lettering.ink();
        auto const unrest = ground_under(canvas, ink.title).unrest + 0.5F * ground_under(canvas, ink.artist).unrest;
        if (best && unrest >= least) continue;
        best = std::move(lettering);
        least = unrest;
    }
    return *std::move(best);
}

bool is_light(Canvas const& canvas, Lettering const& lettering) {
    auto const ink = lettering.title ? lettering.title->ink() : lettering.artist->ink();
    return ground_under(canvas, ink).light > 0.6F;
}

Result<void> check_art(media::Picture const& art) {
    auto const bytes = static_cast<std::size_t>(std::max(0, art.width_px)) * static_cast<std::size_t>(std::max(0, art.height_px)) * 3;
    if (art.width_px >= least_art_px && art.height_px >= least_art_px && art.rgb.size() == bytes) return {};
    return fail(ErrorCode::invalid_input, fmt::format("art: {}x{} px are too few for a cover", art.width_px, art.height_px));
}

}  // namespace

Result<media::Picture> letter_art(CoverBrief const& brief, media::Picture const& art, int threads, std::stop_token stop) {
    TRY(validate(brief));
    TRY(check_art(art));
    auto const system = TRY(make_system(brief.look));
    Frame const frame{brief.size_px, brief.size_px};
    Canvas canvas(frame.width_px, frame.height_px, threads);
    impl::resample_into(canvas, art);
    TRY(impl::go_on(stop));
    Grade const grade(system);
    canvas.for_rows([&](std::span<Rgb> row, int) {
        for (auto& pixel : row) pixel = grade(pixel);
    });
    TRY(impl::go_on(stop));
    auto const lettering = TRY(quietest(canvas, system, frame, brief.title));
    impl::draw_lettering(canvas, system, lettering, is_light(canvas, lettering));
    return canvas.finish(impl::finish_of(system, frame, brief.seed));
}

}  // namespace troupe::visual
