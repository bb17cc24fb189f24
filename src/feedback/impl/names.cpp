#include "feedback/impl/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <unordered_map>

#include "base/territory.hpp"
#include "base/text.hpp"
#include "feedback/impl/embedded_table.hpp"

namespace troupe::feedback::impl {
namespace {

using Names = std::unordered_map<std::string, std::string>;

/// Folded name to key, of a table {key: [names..]}.
Names inverted(std::string_view file) {
    Names names;
    for (auto const& [key, aliases] : embedded_table<std::map<std::string, std::vector<std::string>>>(file)) {
        names[folded(key)] = key;
        for (auto const& alias : aliases) names[folded(alias)] = key;
    }
    return names;
}

std::string upper(std::string_view text) {
    std::string out(text);
    for (auto& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

/// 1 to `most` digits at the front.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t count = 0;
    int value = 0;
    while (count < most && count < text.size() && text[count] >= '0' && text[count] <= '9') value = value * 10 + (text[count++] - '0');
    if (count < least) return std::nullopt;
    text.remove_prefix(count);
    return value;
}

std::optional<int> take_month_name(std::string_view& text) {
    static constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"};
    auto const found = std::find(months.begin(), months.end(), text::lower(text.substr(0, 3)));
    if (found == months.end()) return std::nullopt;
    while (!text.empty() && ((text[0] | 32) >= 'a' && (text[0] | 32) <= 'z')) text.remove_prefix(1);
    return static_cast<int>(found - months.begin()) + 1;
}

struct Parts {
    std::optional<int> year, month, day;
};

struct Token {
    std::string_view name;
    std::size_t least, most;
    std::optional<int> Parts::*part;
};
constexpr std::array<Token, 6> tokens{{{"yyyy", 4, 4, &Parts::year}, {"yy", 2, 2, &Parts::year}, {"mm", 2, 2, &Parts::month},
                                       {"dd", 2, 2, &Parts::day},    {"m", 1, 2, &Parts::month}, {"d", 1, 2, &Parts::day}}};

/// One step of the pattern; false where the text does not go along.
bool take_step(std::string_view& text, std::string_view& pattern, Parts& parts) {
    if (pattern.starts_with("mon")) {
        pattern.remove_prefix(3);
        return (parts.month = take_month_name(text)).has_value();
    }
    for (auto const& token : tokens) {
        if (!pattern.starts_with(token.name)) continue;
        pattern.remove_prefix(token.name.size());
        auto value = take_number(text, token.least, token.most);
        if (value && token.name == "yy") *value += 2000;
        return (parts.*token.part = value).has_value();
    }
    bool const fits = !text.empty() && text[0] == pattern[0];
    pattern.remove_prefix(1);
    if (fits) text.remove_prefix(1);
    return fits;
}

}  // namespace

std::string folded(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (auto const c : text) {
        bool const is_kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (is_kept) out += c;
        else if (c >= 'A' && c <= 'Z') out += static_cast<char>(c + 32);
    }
    return out;
}

std::optional<std::string> find_territory(std::string_view raw) {
    static auto const names = inverted("feedback/territories.json");
    auto const code = upper(text::trim(raw));
    if (code.empty() || code == "WW" || code == "ZZ" || code == "XX" || code == "OU" || code == "WORLDWIDE" || code == "WORLD") return "ZZ";
    if (is_territory(code)) return code;
    auto const found = names.find(folded(raw));
    return found == names.end() ? std::nullopt : std::optional(found->second);
}

std::string platform_named(std::string_view raw) {
    static auto const names = inverted("feedback/platforms.json");
    auto const found = names.find(folded(raw));
    return found == names.end() ? text::lower(text::trim(raw)) : found->second;
}

UseType use_of(std::string_view commercial_model, std::string_view use_type) {
    auto const use = text::lower(use_type);
    auto const model = text::lower(commercial_model);
    if (contains(use, "download") || use == "rent") return UseType::download;
    if (contains(use, "usermakeavailable")) return UseType::ugc;
    if (contains(use, "library")) return UseType::library;
    bool const is_listening = contains(use, "stream") || contains(use, "cast") || use == "playback";
    if (!is_listening) return UseType::other;
    if (contains(model, "subscription")) return UseType::stream_sub;
    if (contains(model, "advertis") || contains(model, "adsupport") || contains(model, "freeofcharge")) return UseType::stream_ad;
    return UseType::stream;
}

std::string as_isrc(std::string_view text) {
    std::string code;
    for (auto const c : text)
        if (c != '-' && c != ' ') code += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    auto const letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    if (code.size() != 12 || !letter(code[0]) || !letter(code[1])) return "";
    if (!std::all_of(code.begin() + 2, code.begin() + 5, [&](char c) { return letter(c) || digit(c); })) return "";
    return std::all_of(code.begin() + 5, code.end(), digit) ? code : "";
}

std::string as_upc(std::string_view text) {
    std::string code;
    for (auto const c : text)
        if (c != '-' && c != ' ' && c != '\'') code += c;
    bool const is_one = code.size() >= 8 && code.size() <= 14 && std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
    return is_one ? code : "";
}

std::optional<Period> parse_period(std::string_view text, std::string_view pattern) {
    Parts parts;
    while (!pattern.empty() && pattern[0] != '*')
        if (!take_step(text, pattern, parts)) return std::nullopt;
    if ((pattern.empty() && !text.empty()) || !parts.year || !parts.month) return std::nullopt;
    Date const day(std::chrono::year(*parts.year), std::chrono::month(static_cast<unsigned>(*parts.month)), std::chrono::day(static_cast<unsigned>(parts.day.value_or(1))));
    if (!day.ok() || *parts.year < 1990 || *parts.year > 2200) return std::nullopt;
    if (!parts.day) return month_of(day);
    return Period{day, day, Granularity::day};
}

Period month_of(Date day) {
    Date const last(std::chrono::year_month_day_last(day.year(), std::chrono::month_day_last(day.month())));
    return {Date(day.year(), day.month(), std::chrono::day(1)), last, Granularity::month};
}

Period period_between(Date first, Date last) {
    if (first == last) return {first, last, Granularity::day};
    auto const month = month_of(first);
    if (month.first == first && month.last == last) return month;
    auto const begin = static_cast<unsigned>(first.month());
    bool const is_quarter = first.day() == std::chrono::day(1) && begin % 3 == 1 && last.year() == first.year() &&
                            static_cast<unsigned>(last.month()) == begin + 2 && month_of(last).last == last;
    return {first, last, is_quarter ? Granularity::quarter : Granularity::other};
}

std::string period_name(Period const& period) {
    auto const first = format_date(period.first);
    switch (period.granularity) {
        case Granularity::day: return first;
        case Granularity::month: return first.substr(0, 7);
        case Granularity::quarter: return fmt::format("{}-Q{}", first.substr(0, 4), (static_cast<unsigned>(period.first.month()) + 2) / 3);
        default: return first + "--" + format_date(period.last);
    }
}

}  // namespace troupe::feedback::impl
