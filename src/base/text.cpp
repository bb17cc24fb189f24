#include "base/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/random.hpp"

namespace troupe::text {
namespace {

constexpr char32_t replacement = 0xFFFD;

/// One code point at `at`, which moves on; `replacement` with `valid` false for a malformed sequence (RFC 3629).
char32_t next_code_point(std::string_view text, std::size_t& at, bool& valid) {
    auto const byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    auto const first = byte(at);
    valid = true;
    if (first < 0x80) return text[at++] & 0x7F;
    auto const count = first >= 0xF0 && first < 0xF5 ? 3U : first >= 0xE0 && first < 0xF0 ? 2U : first >= 0xC2 && first < 0xE0 ? 1U : 0U;
    char32_t point = count == 3 ? first & 0x07U : count == 2 ? first & 0x0FU : first & 0x1FU;
    if (count == 0 || at + count >= text.size()) {
        ++at;
        valid = false;
        return replacement;
    }
    for (std::size_t i = 1; i <= count; ++i) {
        if ((byte(at + i) & 0xC0) != 0x80) {
            ++at;
            valid = false;
            return replacement;
        }
        point = (point << 6) | (byte(at + i) & 0x3FU);
    }
    constexpr char32_t smallest[] = {0, 0x80, 0x800, 0x10000};
    if (point < smallest[count] || (point >= 0xD800 && point < 0xE000) || point > 0x10FFFF) {
        ++at;
        valid = false;
        return replacement;
    }
    at += count + 1;
    return point;
}

void append(std::string& out, char32_t point) {
    auto const put = [&](char32_t bits) { out += static_cast<char>(bits); };
    if (point < 0x80) return put(point);
    if (point < 0x800) {
        put(0xC0 | (point >> 6));
        return put(0x80 | (point & 0x3F));
    }
    if (point < 0x10000) {
        put(0xE0 | (point >> 12));
        put(0x80 | ((point >> 6) & 0x3F));
        return put(0x80 | (point & 0x3F));
    }
    put(0xF0 | (point >> 18));
    put(0x80 | ((point >> 12) & 0x3F));
    put(0x80 | ((point >> 6) & 0x3F));
    put(0x80 | (point & 0x3F));
}

/// The Latin letter under an accent of Latin-1 or Latin Extended-A, or empty.
std::string_view base_letter(char32_t point) {
    struct Range {
        char32_t first, last;
        std::string_view letter;
    };
    static constexpr Range ranges[] = {
        {0xC0, 0xC5, "a"},   {0xC6, 0xC6, "ae"},  {0xC7, 0xC7, "c"},   {0xC8, 0xCB, "e"},   {0xCC, 0xCF, "i"},
        {0xD0, 0xD0, "d"},   {0xD1, 0xD1, "n"},   {0xD2, 0xD6, "o"},   {0xD8, 0xD8, "o"},   {0xD9, 0xDC, "u"},
        {0xDD, 0xDD, "y"},   {0xDF, 0xDF, "ss"},  {0xE0, 0xE5, "a"},   {0xE6, 0xE6, "ae"},  {0xE7, 0xE7, "c"},
        {0xE8, 0xEB, "e"},   {0xEC, 0xEF, "i"},   {0xF0, 0xF0, "d"},   {0xF1, 0xF1, "n"},   {0xF2, 0xF6, "o"},
        {0xF8, 0xF8, "o"},   {0xF9, 0xFC, "u"},   {0xFD, 0xFF, "y"},   {0x100, 0x105, "a"}, {0x106, 0x10D, "c"},
        {0x10E, 0x111, "d"}, {0x112, 0x11B, "e"}, {0x11C, 0x123, "g"}, {0x128, 0x131, "i"}, {0x139, 0x142, "l"},
        {0x143, 0x148, "n"}, {0x14C, 0x151, "o"}, {0x152, 0x153, "oe"}, {0x154, 0x159, "r"}, {0x15A, 0x161, "s"},
        {0x162, 0x167, "t"}, {0x168, 0x173, "u"}, {0x174, 0x175, "w"}, {0x176, 0x178, "y"}, {0x179, 0x17E, "z"}};
    for (auto const& range : ranges)
        if (point >= range.first && point <= range.last) return range.letter;
    return {};
}

bool is_word_byte(unsigned char c) { return std::isalnum(c) || c == '\'' || c >= 0x80; }

}  // namespace

bool is_valid_utf8(std::string_view text) {
    bool valid = true;
    for (std::size_t at = 0; at < text.size() && valid;) next_code_point(text, at, valid);
    return valid;
}

std::u32string decode(std::string_view text) {
    std::u32string points;
    bool valid = true;
    for (std::size_t at = 0; at < text.size();) points += next_code_point(text, at, valid);
    return points;
}

std::string encode(std::u32string_view text) {
    std::string out;
    for (auto point : text) append(out, point);
    return out;
}

std::size_t length(std::string_view text) { return decode(text).size(); }

std::string_view trim(std::string_view text) {
    auto const first = text.find_first_not_of(" \t\r\n\f\v");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n\f\v") - first + 1);
}

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

}  // namespace

std::string lower(std::string_view text) {
    std::string out(text);
    for (auto& c : out) c = lower(c);
    return out;
}

bool equals_in_any_case(std::string_view one, std::string_view other) {
    return std::equal(one.begin(), one.end(), other.begin(), other.end(), [](char a, char b) { return lower(a) == lower(b); });
}

std::string capitalised(std::string_view text) {
    std::string out(text);
    if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
    return out;
}

std::vector<std::string> split(std::string_view text, char at) {
    std::vector<std::string> parts;
    for (;;) {
        auto const end = text.find(at);
        parts.emplace_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> found;
    std::string word;
    auto const flush = [&] {
        while (!word.empty() && word.back() == '\'') word.pop_back();
        while (!word.empty() && word.front() == '\'') word.erase(0, 1);
        if (!word.empty()) found.push_back(std::move(word));
        word.clear();
    };
    for (auto c : lower(text)) {
        if (is_word_byte(static_cast<unsigned char>(c))) word += c;
        else flush();
    }
    flush();
    return found;
}

std::string join(std::vector<std::string> const& parts, std::string_view between) {
    return fmt::format("{}", fmt::join(parts, between));
}

std::string replace_all(std::string text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

std::string enumerate(std::vector<std::string> const& parts, std::string_view last) {
    if (parts.size() < 2) return parts.empty() ? "" : parts[0];
    std::vector<std::string> const head(parts.begin(), parts.end() - 1);
    return fmt::format("{} {} {}", join(head, ", "), last, parts.back());
}

std::string slug(std::string_view text) {
    std::string out;
    for (auto point : decode(text)) {
        std::string piece(base_letter(point));
        if (point < 0x80 && std::isalnum(static_cast<int>(point))) piece = lower(std::string(1, static_cast<char>(point)));
        if (!piece.empty()) out += piece;
        else if (point != U'\'' && point != U'’' && !out.empty() && out.back() != '-') out += '-';
        if (out.size() >= 60) break;
    }
    out.resize(std::min<std::size_t>(out.size(), 60));
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? fmt::format("x{:08x}", stable_hash(text) & 0xFFFFFFFF) : out;
}

std::string excerpt(std::string_view text, std::size_t limit) {
    auto points = decode(text);
    for (auto& point : points)
        if (point < 0x20 || (point >= 0x7F && point < 0xA0)) point = U' ';
    if (points.size() <= limit) return encode(points);
    points.resize(limit > 0 ? limit - 1 : 0);
    return encode(points) + "…";
}

std::string escape_xml(std::string_view text) {
    std::string out;
    for (auto c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            case '\'': out += "&#39;"; break;
            default: out += c;
        }
    }
    return out;
}

}  // namespace troupe::text
