#include "visual/impl/typesetter.hpp"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <fontconfig/fcfreetype.h>
#include <pango/pangofc-font.h>
#include <pango/pangofc-fontmap.h>

#include <cmath>
#include <map>

#include "base/text.hpp"

namespace troupe::visual::impl {
namespace {

/// The name under which the face is known to its own font map: no other file can answer to it.
constexpr char const* family = "Troupe Face";

enum class Fallback { none, system };

struct FaceMap {
    Owned<PangoFontMap> map;
    Owned<PangoContext> context;
};

/// Puts the file into the configuration under our family name, with plain weight and width, so that no matching rule
/// can prefer another.
bool add_face(FcConfig* config, std::string const& file) {
    int count = 0;
    auto* pattern = FcFreeTypeQuery(reinterpret_cast<FcChar8 const*>(file.c_str()), 0, nullptr, &count);
    if (pattern == nullptr) return false;
    for (char const* key : {FC_FAMILY, FC_FAMILYLANG, FC_FULLNAME, FC_FULLNAMELANG, FC_STYLE, FC_STYLELANG, FC_WEIGHT, FC_WIDTH, FC_SLANT})
        FcPatternDel(pattern, key);
    FcPatternAddString(pattern, FC_FAMILY, reinterpret_cast<FcChar8 const*>(family));
    FcPatternAddInteger(pattern, FC_WEIGHT, FC_WEIGHT_NORMAL);
    FcPatternAddInteger(pattern, FC_WIDTH, FC_WIDTH_NORMAL);
    FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN);
    // A set of application fonts exists once a file was added the ordinary way.
    if (FcConfigAppFontAddFile(config, reinterpret_cast<FcChar8 const*>(file.c_str())) == FcFalse) {
        FcPatternDestroy(pattern);
        return false;
    }
    FcFontSetAdd(FcConfigGetFonts(config, FcSetApplication), pattern);
    return true;
}

PangoFontDescription* description(double size_px) {
    auto* wanted = pango_font_description_from_string(family);
    pango_font_description_set_absolute_size(wanted, size_px * PANGO_SCALE);
    return wanted;
}

/// The file that Pango took for our family.
std::string resolved_file(PangoFontMap* map, PangoContext* context) {
    auto* wanted = description(100);
    auto* font = pango_font_map_load_font(map, context, wanted);
    pango_font_description_free(wanted);
    if (font == nullptr) return "nothing";
    Owned<PangoFont> const owned(font);
    FcChar8* file = nullptr;
    FcPatternGetString(pango_fc_font_get_pattern(PANGO_FC_FONT(font)), FC_FILE, 0, &file);
    return file == nullptr ? "nothing" : reinterpret_cast<char const*>(file);
}

Result<FaceMap> open_face(std::string const& file, Fallback fallback) {
    auto* config = fallback == Fallback::none ? FcConfigCreate() : FcInitLoadConfigAndFonts();
    auto const added = add_face(config, file);
    FaceMap face{Owned<PangoFontMap>(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)), nullptr};
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(face.map.get()), config);
    FcConfigDestroy(config);
    if (!added) return fail(ErrorCode::unavailable, fmt::format("font {} cannot be read: install its package again", file));
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(face.map.get()), 72);
    face.context.reset(pango_font_map_create_context(face.map.get()));
    auto* options = cairo_font_options_create();
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(face.context.get(), options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(face.context.get(), FALSE);
    auto const got = resolved_file(face.map.get(), face.context.get());
    if (got != file) return fail(ErrorCode::unavailable, fmt::format("font {} was asked for and {} came", file, got));
    return face;
}

Result<FaceMap const*> face_map(std::string const& file, Fallback fallback) {
    thread_local std::map<std::pair<std::string, Fallback>, FaceMap> maps;
    auto found = maps.find({file, fallback});
    if (found == maps.end()) {
        auto opened = TRY(open_face(file, fallback));
        found = maps.emplace(std::pair{file, fallback}, std::move(opened)).first;
    }
    return &found->second;
}

Layout make_layout(FaceMap const& face, std::string const& line, double size_px, float tracking_em) {
    Layout layout(pango_layout_new(face.context.get()));
    auto* wanted = description(size_px);
    pango_layout_set_font_description(layout.get(), wanted);
    pango_font_description_free(wanted);
    auto* attributes = pango_attr_list_new();
    pango_attr_list_insert(attributes, pango_attr_letter_spacing_new(static_cast<int>(std::lround(tracking_em * size_px * PANGO_SCALE))));
    pango_layout_set_attributes(layout.get(), attributes);
    pango_attr_list_unref(attributes);
    pango_layout_set_single_paragraph_mode(layout.get(), TRUE);
    pango_layout_set_text(layout.get(), line.data(), static_cast<int>(line.size()));
    return layout;
}

/// Pictures rather than letters: fonts draw them in colours of their own, if at all.
bool is_pictograph(char32_t c) {
    return (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0x200D || c == 0x20E3 || (c >= 0xE0020 && c <= 0xE007F);
}

/// Symbols that many plain fonts have and some have not: a star, a heart, a sun.
bool is_symbol(char32_t c) { return c >= 0x2190 && c <= 0x2BFF; }

template <class Drop>
std::string without(std::string_view text, Drop const& drop) {
    std::u32string kept;
    for (auto const c : text::decode(text))
        if (!drop(c)) kept += c;
    auto const encoded = text::encode(kept);
    return std::string(text::trim(encoded));
}

Result<bool> has_all(std::string const& text, Typeface const& face) {
    if (text.empty()) return true;
    auto const own = make_layout(*TRY(face_map(face.file.string(), Fallback::none)), text, 100, 0);
    if (pango_layout_get_unknown_glyphs_count(own.get()) == 0) return true;
    auto const any = make_layout(*TRY(face_map(face.file.string(), Fallback::system)), text, 100, 0);
    return pango_layout_get_unknown_glyphs_count(any.get()) == 0;
}

/// The characters that cannot be drawn, each once, the first few of them.
Result<std::string> missing_of(std::string const& text, Typeface const& face) {
    std::u32string missing;
    for (auto const c : text::decode(text)) {
        if (missing.find(c) != std::u32string::npos || TRY(has_all(text::encode(std::u32string(1, c)), face))) continue;
        missing += c;
        if (missing.size() == 8) break;
    }
    return text::encode(missing);
}

}  // namespace

Result<std::string> drawable(std::string_view text, Typeface const& face) {
    auto shown = without(text, [](char32_t c) { return is_pictograph(c) || c < 0x20 || c == 0x7F; });
    if (TRY(has_all(shown, face))) return shown;
    shown = without(shown, is_symbol);
    if (TRY(has_all(shown, face))) return shown;
    return fail(ErrorCode::unavailable, fmt::format("no installed font has {} of '{}': install a font of that script (fonts-droid-fallback or "
                                                    "fonts-noto-cjk for Chinese, Japanese and Korean, fonts-noto-core for most others)",
                                                    TRY(missing_of(shown, face)), text::excerpt(text)));
}

Result<Layout> lay_out(std::string const& line, Typeface const& face, float size_px, float tracking_em) {
    auto const spacing = tracking_em + face.tracking_em;
    auto layout = make_layout(*TRY(face_map(face.file.string(), Fallback::none)), line, static_cast<double>(size_px), spacing);
    if (pango_layout_get_unknown_glyphs_count(layout.get()) == 0) return layout;
    // Joined scripts must not be pulled apart, and no script but ours is designed for it.
    return make_layout(*TRY(face_map(face.file.string(), Fallback::system)), line, static_cast<double>(size_px), std::max(0.0F, std::min(spacing, 0.02F)));
}

Ink ink_of(PangoLayout* layout) {
    PangoRectangle ink;
    pango_layout_get_extents(layout, &ink, nullptr);
    auto const base = pango_layout_get_baseline(layout);
    constexpr double unit = PANGO_SCALE;
    return {ink.x / unit, (ink.y - base) / unit, ink.width / unit, ink.height / unit};
}

std::string cased(std::string_view text, Typeface const& face) {
    if (face.letter_case == LetterCase::as_written) return std::string(text);
    std::unique_ptr<char, decltype(&g_free)> const raised(g_utf8_strup(text.data(), static_cast<gssize>(text.size())), &g_free);
    return raised.get();
}

}  // namespace troupe::visual::impl
