#include "visual/type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "visual/impl/typesetter.hpp"

namespace troupe::visual {
namespace {

using impl::Ink;
using impl::Layout;

struct Line {
    Layout layout;
    Ink ink;
    double left = 0;  // of the ink in the block
    double base = 0;  // of the base line in the block
};

struct Block {
    std::vector<Line> lines;
    double width = 0, height = 0;  // of all the ink
    double ascent = 0;
};

Result<Block> lay_out_block(std::vector<std::string> const& lines, TextStyle const& style) {
    Block block;
    for (auto const& text : lines) {
        auto layout = TRY(impl::lay_out(text, style.face, style.size_px, style.tracking_em));
        auto const ink = impl::ink_of(layout.get());
        block.lines.push_back({std::move(layout), ink});
        block.width = std::max(block.width, ink.width);
    }
    double top = 0;
    double bottom = 0;
    for (std::size_t i = 0; i < block.lines.size(); ++i) {
        auto& line = block.lines[i];
        line.base = static_cast<double>(i) * static_cast<double>(style.leading) * static_cast<double>(style.size_px);
        auto const slack = block.width - line.ink.width;
        line.left = style.align == Align::left ? 0 : style.align == Align::right ? slack : slack / 2;
        top = i == 0 ? line.base + line.ink.top : std::min(top, line.base + line.ink.top);
        bottom = std::max(bottom, line.base + line.ink.top + line.ink.height);
    }
    for (auto& line : block.lines) line.base -= top;
    block.ascent = block.lines.empty() ? 0 : block.lines.front().base;
    block.height = bottom - top;
    return block;
}

struct InkBounds {
    int left = std::numeric_limits<int>::max(), top = left, right = -1, bottom = -1;
};

InkBounds bounds_of(unsigned char const* data, int width, int height, int stride) {
    InkBounds bounds;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            if (data[y * stride + x] == 0) continue;
            bounds.left = std::min(bounds.left, x);
            bounds.right = std::max(bounds.right, x);
            bounds.top = std::min(bounds.top, y);
            bounds.bottom = std::max(bounds.bottom, y);
        }
    return bounds;
}

/// Draws the block on a surface with a margin, then keeps exactly the ink.
Result<SetText> draw(Block const& block, float size_px) {
    constexpr int margin = 4;
    auto const width = static_cast<int>(std::ceil(block.width)) + 2 * margin;
    auto const height = static_cast<int>(std::ceil(block.height)) + 2 * margin;
    impl::Surface const surface(cairo_image_surface_create(CAIRO_FORMAT_A8, width, height));
    impl::Context const context(cairo_create(surface.get()));
    for (auto const& line : block.lines) {
        cairo_move_to(context.get(), margin + line.left - line.ink.left, margin + line.base);
        pango_cairo_show_layout_line(context.get(), pango_layout_get_line_readonly(line.layout.get(), 0));
    }
    cairo_surface_flush(surface.get());
    auto const* data = cairo_image_surface_get_data(surface.get());
    auto const stride = cairo_image_surface_get_stride(surface.get());
    if (data == nullptr) return fail(ErrorCode::invalid_input, fmt::format("text: {} x {} px cannot be drawn", width, height));
    auto const ink = bounds_of(data, width, height, stride);
    if (ink.right < 0) return fail(ErrorCode::invalid_input, "text: has no visible character");
    SetText result;
    result.mask.width_px = ink.right - ink.left + 1;
    result.mask.height_px = ink.bottom - ink.top + 1;
    result.size_px = size_px;
    result.ascent_px = static_cast<int>(std::lround(block.ascent)) + margin - ink.top;
    for (int y = ink.top; y <= ink.bottom; ++y)
        result.mask.coverage.insert(result.mask.coverage.end(), data + y * stride + ink.left, data + y * stride + ink.right + 1);
    return result;
}

/// Places where a line may end: after each word, and between any two characters of a script without spaces.
std::vector<std::string> pieces_of(std::string_view text) {
    std::vector<std::string> pieces;
    std::u32string piece;
    auto const close = [&] {
        if (!piece.empty()) pieces.push_back(text::encode(piece));
        piece.clear();
    };
    for (auto const c : text::decode(text)) {
        auto const ideograph = c >= 0x2E80 && c < 0xA000 && !(c >= 0x3001 && c <= 0x3002);
        if (c == U' ' || c == U'\t' || c == U'\n' || c == 0x3000) {
            close();
            if (!pieces.empty() && pieces.back().back() != ' ') pieces.back() += ' ';
        } else if (ideograph) {
            close();
            piece = c;
            close();
        } else {
            piece += c;
        }
    }
    close();
    return pieces;
}

std::string joined(std::vector<std::string> const& pieces, std::size_t from, std::size_t to) {
    std::string line;
    for (auto i = from; i < to; ++i) line += pieces[i];
    return std::string(text::trim(line));
}

/// The pieces on `count` lines of as equal a length as can be (least sum of squares of the lengths).
std::vector<std::string> break_evenly(std::vector<std::string> const& pieces, std::size_t count) {
    auto const n = pieces.size();
    std::vector<double> length(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i) length[i + 1] = length[i] + static_cast<double>(text::length(pieces[i]));
    constexpr auto none = std::numeric_limits<double>::max();
    std::vector<std::vector<double>> cost(count + 1, std::vector<double>(n + 1, none));
    std::vector<std::vector<std::size_t>> from(count + 1, std::vector<std::size_t>(n + 1, 0));
    cost[0][0] = 0;
    for (std::size_t line = 1; line <= count; ++line)
        for (std::size_t end = line; end <= n; ++end)
            for (std::size_t start = line - 1; start < end; ++start) {
                if (cost[line - 1][start] == none) continue;
                auto const wide = length[end] - length[start];
                auto const sum = cost[line - 1][start] + wide * wide;
                if (sum >= cost[line][end]) continue;
                cost[line][end] = sum;
                from[line][end] = start;
            }
    std::vector<std::string> lines(count);
    for (std::size_t line = count, end = n; line > 0; --line) {
        lines[line - 1] = joined(pieces, from[line][end], end);
        end = from[line][end];
    }
    return lines;
}

/// The size at which these lines just fit the box.
Result<float> fitting_size(std::vector<std::string> const& lines, TextStyle style, FitBox const& box) {
    style.size_px = 200;
    auto const block = TRY(lay_out_block(lines, style));
    if (block.width < 1 || block.height < 1) return fail(ErrorCode::invalid_input, "text: has no visible character");
    auto const scale = std::min((box.width_px - 1) / block.width, (box.height_px - 1) / block.height);
    return std::min(style.size_px * static_cast<float>(scale), box.most_size_px);
}

struct Choice {
    std::vector<std::string> lines;
    float size_px = 0;
};

/// One more line is taken only where it makes the letters clearly larger.
Result<Choice> choose_lines(std::vector<std::string> const& pieces, TextStyle const& style, FitBox const& box) {
    Choice best;
    auto const most = std::min<std::size_t>(static_cast<std::size_t>(std::max(1, box.most_lines)), pieces.size());
    for (std::size_t count = 1; count <= most; ++count) {
        auto lines = break_evenly(pieces, count);
        auto const size = TRY(fitting_size(lines, style, box));
        if (best.lines.empty() || size > best.size_px * 1.22F) best = {std::move(lines), size};
    }
    return best;
}

Result<SetText> draw_within(Choice choice, TextStyle style, FitBox const& box) {
    for (int attempt = 0;; ++attempt) {
        style.size_px = choice.size_px;
        auto drawn = TRY(set_lines(choice.lines, style));
        auto const fits = drawn.mask.width_px <= box.width_px && drawn.mask.height_px <= box.height_px;
        if (fits || attempt == 6) return drawn;
        choice.size_px *= 0.992F;
    }
}

/// The beginning of the text, in whole characters, with an ellipsis.
std::string shortened(std::u32string const& text, std::size_t keep) {
    auto const head = text::encode(std::u32string_view(text).substr(0, keep));
    return std::string(text::trim(head)) + "…";
}

}  // namespace

Result<SetText> set_lines(std::vector<std::string> const& lines, TextStyle const& style) {
    std::vector<std::string> shown;
    for (auto const& line : lines) {
        if (!text::is_valid_utf8(line)) return fail(ErrorCode::invalid_input, "text: is no valid UTF-8");
        shown.push_back(impl::cased(TRY(impl::drawable(line, style.face)), style.face));
    }
    auto const block = TRY(lay_out_block(shown, style));
    auto result = TRY(draw(block, style.size_px));
    result.lines = std::move(shown);
    return result;
}

Result<SetText> fit_text(std::string_view text, TextStyle style, FitBox const& box) {
    if (!text::is_valid_utf8(text)) return fail(ErrorCode::invalid_input, "text: is no valid UTF-8");
    auto const whole = impl::cased(TRY(impl::drawable(text, style.face)), style.face);
    auto const characters = text::decode(whole);
    if (characters.empty()) return fail(ErrorCode::invalid_input, "text: has no visible character");
    auto choice = TRY(choose_lines(pieces_of(whole), style, box));
    if (choice.size_px >= box.least_size_px) return draw_within(std::move(choice), style, box);
    std::size_t low = 1;
    std::size_t high = characters.size();
    while (low + 1 < high) {
        auto const middle = (low + high) / 2;
        auto const fits = TRY(choose_lines(pieces_of(shortened(characters, middle)), style, box)).size_px >= box.least_size_px;
        (fits ? low : high) = middle;
    }
    auto result = TRY(draw_within(TRY(choose_lines(pieces_of(shortened(characters, low)), style, box)), style, box));
    result.shortened = true;
    return result;
}

Result<TextOutline> outline_text(std::string_view text, TextStyle const& style) {
    if (!text::is_valid_utf8(text)) return fail(ErrorCode::invalid_input, "text: is no valid UTF-8");
    auto const line = impl::cased(TRY(impl::drawable(text, style.face)), style.face);
    auto const layout = TRY(impl::lay_out(line, style.face, style.size_px, style.tracking_em));
    auto const ink = impl::ink_of(layout.get());
    impl::Surface const surface(cairo_image_surface_create(CAIRO_FORMAT_A8, 1, 1));
    impl::Context const context(cairo_create(surface.get()));
    cairo_set_tolerance(context.get(), 0.05);
    cairo_move_to(context.get(), -ink.left, -ink.top);
    pango_cairo_layout_line_path(context.get(), pango_layout_get_line_readonly(layout.get(), 0));
    std::unique_ptr<cairo_path_t, decltype(&cairo_path_destroy)> const path(cairo_copy_path(context.get()), &cairo_path_destroy);
    TextOutline outline{.width_px = static_cast<float>(ink.width), .height_px = static_cast<float>(ink.height)};
    for (int i = 0; i < path->num_data; i += path->data[i].header.length) {
        auto const* item = &path->data[i];
        auto const point = [&](int k) { return fmt::format("{:.2f} {:.2f}", item[k].point.x, item[k].point.y); };
        switch (item->header.type) {
            case CAIRO_PATH_MOVE_TO: outline.path += "M" + point(1); break;
            case CAIRO_PATH_LINE_TO: outline.path += "L" + point(1); break;
            case CAIRO_PATH_CURVE_TO: outline.path += "C" + point(1) + " " + point(2) + " " + point(3); break;
            case CAIRO_PATH_CLOSE_PATH: outline.path += "Z"; break;
        }
    }
    if (outline.path.empty()) return fail(ErrorCode::invalid_input, "text: has no visible character");
    return outline;
}

}  // namespace troupe::visual
