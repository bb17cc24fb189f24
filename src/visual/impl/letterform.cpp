#include "visual/impl/letterform.hpp"

#include <memory>
#include <utility>

#include "base/text.hpp"

namespace troupe::visual::impl {

Box ink_at_100(std::string const& text, Typeface const& face) {
    auto const layout = lay_out(cased(text, face), face, 100, 0);
    if (!layout) return {};
    auto const ink = ink_of(layout->get());
    return {static_cast<float>(ink.left), static_cast<float>(ink.top), static_cast<float>(ink.width), static_cast<float>(ink.height)};
}

bool trace_text(cairo_t* cairo, std::string const& text, Typeface const& face, Box const& box) {
    auto const layout = lay_out(cased(text, face), face, 400, 0);
    if (!layout) return false;
    auto const ink = ink_of(layout->get());
    if (ink.width < 1 || ink.height < 1) return false;
    cairo_save(cairo);
    cairo_translate(cairo, static_cast<double>(box.left), static_cast<double>(box.top));
    cairo_scale(cairo, static_cast<double>(box.width) / ink.width, static_cast<double>(box.height) / ink.height);
    cairo_new_path(cairo);
    cairo_move_to(cairo, -ink.left, -ink.top);
    pango_cairo_layout_line_path(cairo, pango_layout_get_line_readonly(layout->get(), 0));
    cairo_restore(cairo);
    return true;
}

std::string initial_of(std::string const& text) {
    auto const characters = text::decode(text::trim(text));
    std::u32string kept;
    for (auto const c : characters) {
        auto const is_mark = c >= 0x300 && c < 0x370;
        if (!kept.empty() && !is_mark) break;
        kept += c;
    }
    std::unique_ptr<char, decltype(&g_free)> const raised(g_utf8_strup(text::encode(kept).c_str(), -1), &g_free);
    return raised.get();
}

std::vector<std::string> words_of(std::string const& text) {
    std::vector<std::string> words;
    std::string word;
    for (auto const c : text + " ")
        if (c != ' ' && c != '\t' && c != '\n') word += c;
        else if (!word.empty()) words.push_back(std::exchange(word, {}));
    return words;
}

}  // namespace troupe::visual::impl
