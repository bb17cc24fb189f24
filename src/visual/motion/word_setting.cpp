#include "visual/motion/word_setting.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace troupe::visual::motion {
namespace {

constexpr float least_space_em = 0.34F;  ///< between the ink of two words
constexpr float shrink = 0.94F;

struct Row {
    std::size_t first = 0, last = 0;  ///< words
    int width = 0;
};

struct Setting {
    std::vector<SetText> words;
    std::vector<Row> rows;
    int width = 0;
    int space = 0;
};

/// Hebrew, Arabic and their relatives: lead bytes 0xD6 to 0xDF of UTF-8 stand for U+0580 to U+07FF.
bool is_right_to_left(std::string_view line) {
    return std::any_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xD6 && static_cast<unsigned char>(c) <= 0xDF; });
}

/// The gap between the ink of two words as the face has it: typewriter faces have wide ones.
int space_of(TextStyle const& style) {
    auto const one = set_lines({"n"}, style);
    auto const two = set_lines({"n n"}, style);
    auto const own = one && two ? two->mask.width_px - 2 * one->mask.width_px : 0;
    return std::max(own, static_cast<int>(least_space_em * style.size_px));
}

/// Rows that are at most `width` wide, filled one after the other; none when a word is wider.
std::vector<Row> rows_within(std::vector<SetText> const& words, int width, int space) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const wide = words[i].mask.width_px;
        if (wide > width) return {};
        if (!rows.empty() && rows.back().width + space + wide <= width) {
            rows.back().last = i;
            rows.back().width += space + wide;
        } else {
            rows.push_back({i, i, wide});
        }
    }
    return rows;
}

/// As few rows as possible, and of those the arrangement whose longest row is shortest.
std::vector<Row> balanced(std::vector<SetText> const& words, int width, int space) {
    auto rows = rows_within(words, width, space);
    for (auto narrower = width - 4; narrower > width / 4; narrower -= 4) {
        auto const tried = rows_within(words, narrower, space);
        if (tried.empty() || tried.size() > rows.size()) break;
        rows = tried;
    }
    return rows;
}

Result<Setting> at_size(std::vector<std::string> const& words, TextStyle style, float size, FitBox const& box) {
    Setting setting;
    style.size_px = size;
    for (auto const& word : words) setting.words.push_back(TRY(set_lines({word}, style)));
    setting.space = space_of(style);
    setting.rows = balanced(setting.words, box.width_px, setting.space);
    for (auto const& row : setting.rows) setting.width = std::max(setting.width, row.width);
    return setting;
}

void copy_into(Mask& mask, Mask const& word, int left, int top) {
    for (int y = 0; y < word.height_px; ++y)
        for (int x = 0; x < word.width_px; ++x) {
            auto& to = mask.coverage[static_cast<std::size_t>(top + y) * static_cast<std::size_t>(mask.width_px) + static_cast<std::size_t>(left + x)];
            to = std::max(to, word.at(x, y));
        }
}

SetWords put_together(Setting const& setting, TextStyle const& style, float size, bool right_to_left) {
    int ascent = 0;
    int descent = 0;
    for (auto const& word : setting.words) {
        ascent = std::max(ascent, word.ascent_px);
        descent = std::max(descent, word.mask.height_px - word.ascent_px);
    }
    auto const leading = static_cast<int>(std::lround(style.leading * size));
    auto const space = setting.space;
    SetWords set;
    set.right_to_left = right_to_left;
    set.mask.width_px = setting.width;
    set.mask.height_px = ascent + descent + leading * (static_cast<int>(setting.rows.size()) - 1);
    set.mask.coverage.assign(static_cast<std::size_t>(set.mask.width_px) * static_cast<std::size_t>(set.mask.height_px), 0);
    int base = ascent;
    for (auto const& row : setting.rows) {
        auto const room = setting.width - row.width;
        auto x = style.align == Align::centre ? room / 2 : (style.align == Align::right) != right_to_left ? room : 0;
        if (right_to_left) x += row.width;
        for (auto i = row.first; i <= row.last; ++i) {
            auto const& word = setting.words[i];
            if (right_to_left) x -= word.mask.width_px;
            auto const top = base - word.ascent_px;
            copy_into(set.mask, word.mask, x, top);
            set.words.push_back({x, top, x + word.mask.width_px, top + word.mask.height_px});
            x += right_to_left ? -space : word.mask.width_px + space;
        }
        base += leading;
    }
    return set;
}

}  // namespace

Result<SetWords> set_words(std::vector<std::string> const& words, TextStyle const& style, FitBox const& box) {
    std::string line;
    for (auto const& word : words) line += (line.empty() ? "" : " ") + word;
    for (auto size = box.most_size_px; words.size() > 1 && size >= box.least_size_px * 0.999F; size *= shrink) {
        auto const setting = at_size(words, style, size, box);
        if (!setting) break;  // a word of nothing that can be seen: the line may have more
        if (!setting->rows.empty() && static_cast<int>(setting->rows.size()) <= box.most_lines)
            return put_together(*setting, style, size, is_right_to_left(line));
    }
    auto whole = TRY(fit_text(line, style, box));
    SetWords set{std::move(whole.mask), {}, is_right_to_left(line)};
    set.words = {{0, 0, set.mask.width_px, set.mask.height_px}};
    return set;
}

}  // namespace troupe::visual::motion
