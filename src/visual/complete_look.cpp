#include "visual/complete_look.hpp"

#include <fmt/format.h>

#include <numbers>

#include "base/json.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "visual/color.hpp"

namespace troupe::visual {
namespace {

template <class Rows>
std::string known_ids(Rows const& rows) {
    std::vector<std::string> ids;
    for (auto const& row : rows) ids.push_back(row.id);
    return text::join(ids, ", ");
}

std::string colour(double lightness, double chroma, double degrees) {
    auto const hue = static_cast<float>(degrees * std::numbers::pi / 180);
    return to_hex(to_rgb(into_gamut(to_oklab(Oklch{static_cast<float>(lightness), static_cast<float>(chroma), hue}))));
}

/// One of the genre's hues for the scale, another for the accent; a genre with one hue gets its opposite.
std::vector<std::string> palette_of(VisualTendency const& genre, Random random) {
    auto const first = random.below(genre.hues.size());
    auto const hue = genre.hues[first] + random.uniform(-14, 14);
    auto const other = genre.hues.size() > 1 ? genre.hues[(first + 1 + random.below(genre.hues.size() - 1)) % genre.hues.size()] : hue + 180;
    auto const turn = random.uniform(-24, 24);
    auto const chroma = genre.chroma * random.uniform(0.85, 1.2);
    return {colour(0.17, 0.55 * chroma, hue), colour(0.42, chroma, hue + turn), colour(0.66, chroma, hue + 2 * turn), colour(0.92, 0.35 * chroma, hue + 3 * turn),
            colour(0.70, std::max(0.14, chroma), other + random.uniform(-10, 10))};
}

bool is_only_named(VideoStyle const& style) {
    VideoStyle bare;
    bare.id = style.id;
    return !style.id.empty() && json::print(bare) == json::print(style);
}

Result<VideoStyle> whole_style(std::string const& id, Tables const& tables) {
    if (auto const* style = tables.style(id)) return with_effects(*style, tables);
    return fail(ErrorCode::invalid_input, fmt::format("look.video.id: '{}' is no video style; known are {}", id, known_ids(tables.styles)));
}

}  // namespace

Result<Look> complete_look(Look look, Tables const& tables) {
    if (is_only_named(look.video)) look.video = TRY(whole_style(look.video.id, tables));
    if (look.genre.empty()) return look;
    auto const* genre = tables.look(look.genre);
    if (genre == nullptr) return fail(ErrorCode::invalid_input, fmt::format("look.genre: '{}' is in no table of looks; known are {}", look.genre, known_ids(tables.looks)));
    Random const random(look.seed);
    if (look.palette.empty() && !genre->hues.empty()) look.palette = palette_of(*genre, random.stream("palette"));
    if (look.families.empty()) look.families = genre->families;
    look.traits.insert(genre->traits.begin(), genre->traits.end());
    if (look.character == Look().character && !genre->characters.empty())
        look.character = genre->characters[random.stream("lettering").below(genre->characters.size())];
    if (look.video.id.empty() && !genre->video_style.empty()) look.video = TRY(whole_style(genre->video_style, tables));
    return look;
}

}  // namespace troupe::visual
