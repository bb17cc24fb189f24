#include "visual/impl/lettering.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "visual/impl/typesetter.hpp"

namespace troupe::visual::impl {
namespace {

constexpr float wanted_contrast = 4.5F;
/// Aimed at a little above what is wanted: grain comes after, and must not undo it.
constexpr float aimed_contrast = 5.2F;

Placed put(SetText text, TypePlace const& place) {
    auto const slack_x = place.box.width - static_cast<float>(text.mask.width_px);
    auto const slack_y = place.box.height - static_cast<float>(text.mask.height_px);
    auto const across = place.align == Align::left ? 0.0F : place.align == Align::right ? 1.0F : 0.5F;
    auto const down = place.vertical == Vertical::top ? 0.0F : place.vertical == Vertical::bottom ? 1.0F : 0.5F;
    return {std::move(text), static_cast<int>(std::lround(place.box.left + slack_x * across)), static_cast<int>(std::lround(place.box.top + slack_y * down))};
}

FitBox fit_box(TypePlace const& place, float most_size, float least_size) {
    return {static_cast<int>(place.box.width), static_cast<int>(place.box.height), place.most_lines, most_size, least_size};
}

Result<Placed> set_title(VisualSystem const& system, TypePlace const& place, Frame const& frame, std::string const& title) {
    TextStyle const style{.face = system.display, .align = place.align, .leading = system.display.letter_case == LetterCase::upper ? 0.92F : 1.0F};
    auto text = TRY(fit_text(title, style, fit_box(place, place.most_share * frame.side(), 0.03F * frame.side())));
    return put(std::move(text), place);
}

Result<Placed> set_artist(VisualSystem const& system, TypePlace const& place, Frame const& frame) {
    if (TRY(drawable_field(system.artist, system.text, "look.artist")).empty())
        return fail(ErrorCode::invalid_input, "look.artist: has no character that can be drawn, write the name in letters");
    auto face = system.text;
    auto const tracked = system.random(0).stream("artist case").chance(0.75);
    if (tracked) face.letter_case = LetterCase::upper;
    TextStyle const style{.face = face, .tracking_em = tracked ? 0.28F : 0.05F, .align = place.align};
    auto const size = (tracked ? 0.0235F : 0.029F) * frame.side();
    auto box = fit_box(place, size, 0.6F * size);
    box.height_px = static_cast<int>(2 * size);
    auto text = TRY(fit_text(system.artist, style, box));
    return put(std::move(text), place);
}

float percentile(std::vector<float>& values, float share) {
    auto const index = static_cast<std::ptrdiff_t>(share * static_cast<float>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + index, values.end());
    return values[static_cast<std::size_t>(index)];
}

/// Soft-edged: 1 over the text, 0 at a distance that grows with its height.
float shade_at(Box const& ink, float reach, float x, float y) {
    auto const dx = std::max({ink.left - x, x - ink.right(), 0.0F}) / (1.5F * reach);
    auto const dy = std::max({ink.top - y, y - ink.bottom(), 0.0F}) / reach;
    auto const off = std::sqrt(dx * dx + dy * dy);
    if (off >= 1) return 0;
    auto const left = 1 - smoothstep(0, 1, off);
    return left * left * (2 - left);
}

void shade(Canvas& canvas, Box const& ink, Rgb color, float strength) {
    auto const side = static_cast<float>(std::min(canvas.width(), canvas.height()));
    auto const reach = std::max(0.2F * side, 1.5F * ink.height);
    auto const top = std::max(0, static_cast<int>(ink.top - reach));
    auto const bottom = std::min(canvas.height(), static_cast<int>(ink.bottom() + reach) + 1);
    canvas.for_rows([&](std::span<Rgb> row, int y) {
        if (y < top || y >= bottom) return;
        for (std::size_t x = 0; x < row.size(); ++x) {
            auto const cover = strength * shade_at(ink, reach, static_cast<float>(x), static_cast<float>(y));
            if (cover > 0) row[x] = mix(row[x], color, cover);
        }
    });
}

/// Share of the ground's own colour that must be laid under the text for its ink to stand out.
float needed_shade(Canvas const& canvas, Box const& ink, Rgb color, Rgb ground) {
    auto const goal = aimed_contrast;
    auto const now = contrast_around(canvas, ink, color);
    if (now >= goal) return 0;
    // Luminance moves linearly with the share laid over it.
    auto const ink_light = luminance(color);
    auto const ground_light = luminance(ground);
    auto const dark_ink = ink_light < ground_light;
    auto const worst = dark_ink ? now * (ink_light + 0.05F) - 0.05F : (ink_light + 0.05F) / now - 0.05F;
    auto const limit = dark_ink ? goal * (ink_light + 0.05F) - 0.05F : (ink_light + 0.05F) / goal - 0.05F;
    return clamp01((worst - limit) / (worst - ground_light));
}

}  // namespace

Rgb prepare_ground(Canvas& canvas, VisualSystem const& system, Placed const& placed, bool light_ground) {
    auto const light = system.stop(4);
    auto const dark = system.stop(0);
    auto const for_light = needed_shade(canvas, placed.ink(), light, dark);
    auto const for_dark = needed_shade(canvas, placed.ink(), dark, light);
    // The ground's own way of lettering, unless it costs a shade that shows and the other costs next to none: a shade against
    // the ground's own lightness is a smudge.
    auto const own = light_ground ? for_dark : for_light;
    auto const other = light_ground ? for_light : for_dark;
    auto const turned = own > 0.12F && other < std::min(0.15F, 0.6F * own);
    auto const use_light = light_ground == turned;
    auto const strength = turned ? other : own;
    if (strength > 0) shade(canvas, placed.ink(), use_light ? dark : light, strength);
    return use_light ? light : dark;
}

float contrast_around(Canvas const& canvas, Box const& ink, Rgb color) {
    auto const pad = 0.25F * std::min(ink.height, 0.1F * static_cast<float>(canvas.width()));
    auto const left = std::max(0, static_cast<int>(ink.left - pad));
    auto const right = std::min(canvas.width(), static_cast<int>(ink.right() + pad) + 1);
    auto const top = std::max(0, static_cast<int>(ink.top - pad));
    auto const bottom = std::min(canvas.height(), static_cast<int>(ink.bottom() + pad) + 1);
    auto const step = std::max(1, static_cast<int>(std::sqrt(static_cast<float>((right - left) * (bottom - top)) / 20000)));
    std::vector<float> contrasts;
    auto const own = luminance(color);
    for (int y = top; y < bottom; y += step) {
        auto const row = canvas.row(y);
        for (int x = left; x < right; x += step) {
            auto const other = luminance(row[static_cast<std::size_t>(x)]);
            // Ground on the wrong side of the ink's lightness does not count as contrast.
            auto const right_side = own > 0.4F ? other < own : other > own;
            contrasts.push_back(right_side ? contrast(own, other) : 1.0F);
        }
    }
    return contrasts.empty() ? 21.0F : percentile(contrasts, 0.1F);
}

Result<std::string> drawable_field(std::string const& text, Typeface const& face, char const* field) {
    auto shown = drawable(text, face);
    if (!shown) return fail(shown.error().code, fmt::format("{}: {}", field, shown.error().message));
    return shown;
}

Result<Lettering> set_lettering(VisualSystem const& system, TypePlan const& plan, Frame const& frame, std::string const& title) {
    Lettering lettering;
    auto const shown = TRY(drawable_field(title, system.display, "title"));
    if (!shown.empty()) lettering.title = TRY(set_title(system, plan.title, frame, shown));
    lettering.artist = TRY(set_artist(system, plan.artist, frame));
    return lettering;
}

void draw_lettering(Canvas& canvas, VisualSystem const& system, Lettering const& lettering, bool light_ground) {
    std::vector<std::pair<Placed const*, Rgb>> inks;
    for (auto const* placed : {lettering.artist ? &*lettering.artist : nullptr, lettering.title ? &*lettering.title : nullptr})
        if (placed != nullptr) inks.emplace_back(placed, prepare_ground(canvas, system, *placed, light_ground));
    for (auto const& [placed, ink] : inks) canvas.tint(placed->text.mask, placed->x, placed->y, ink);
}

}  // namespace troupe::visual::impl
