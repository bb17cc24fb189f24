#include "distribution/codes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/identifiers.hpp"

namespace troupe::distribution {
namespace {

constexpr std::int64_t isrcs_a_year = 100'000;
constexpr std::size_t ean_digits = 12;       ///< before the check digit
constexpr std::size_t grid_characters = 10;  ///< of the release number

std::string bare(std::string_view text) {
    std::string out;
    for (char const c : text::trim(text))
        if (c != ' ' && c != '-') out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool are_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }
bool are_alphanumeric(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_capital(c); });
}

tl::unexpected<Error> wrong(CodeKind kind, std::string_view text, std::string const& why) {
    return fail(ErrorCode::invalid_input,
                fmt::format("prefix of {} \"{}\": {}", json::enum_name(kind), text::excerpt(text), why));
}

Result<std::string> parse_isrc_prefix(std::string_view text) {
    auto prefix = bare(text);
    if (prefix.starts_with("ISRC")) prefix.erase(0, 4);
    if (prefix.size() == 5 && is_capital(prefix[0]) && is_capital(prefix[1]) && are_alphanumeric(prefix)) return prefix;
    return wrong(CodeKind::isrc, text,
                 "expected two letters and three letters or digits, as the national ISRC agency gave them: GB-AYE");
}

/// GS1 General Specifications §1.4: what begins so is no product of a company.
bool is_restricted(std::string_view prefix) {
    static constexpr std::array restricted{"0000000", "02", "04", "05", "2", "977", "978", "979", "98", "99"};
    return std::any_of(restricted.begin(), restricted.end(),
                       [&](char const* start) { return prefix.starts_with(start); });
}

Result<std::string> parse_company_prefix(std::string_view text) {
    auto const prefix = bare(text);
    if (prefix.size() < 6 || prefix.size() > 11 || !are_digits(prefix))
        return wrong(CodeKind::upc, text, "expected the 6 to 11 digits of a GS1 company prefix");
    if (is_restricted(prefix))
        return wrong(
            CodeKind::upc, text,
            "GS1 gives no company what begins so (shops' own numbers, coupons, books); a U.P.C. company prefix "
            "is entered with a 0 in front");
    return prefix;
}

Result<std::string> parse_issuer(std::string_view text) {
    auto prefix = bare(text);
    if (prefix.size() == 7 && prefix.starts_with("A1")) prefix.erase(0, 2);
    if (prefix.size() == 5 && are_alphanumeric(prefix)) return prefix;
    return wrong(CodeKind::grid, text, "expected the five letters or digits of a GRid issuer: 2425G");
}

/// A label's own DPID is entered once and stands in every message: there is no reason to take a wrong one.
Result<std::string> parse_own_dpid(std::string_view text) {
    auto dpid = TRY(parse_dpid(text));
    if (dpid_checks(dpid)) return dpid;
    return wrong(CodeKind::dpid, text, "its last character does not fit the others; compare it with DDEX's letter");
}

std::optional<std::int64_t> number_in(std::string_view digits) {
    std::int64_t number = 0;
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// What stands before the number of a code of this prefix.
std::string start_of(CodePrefix const& prefix, int year) {
    switch (prefix.kind) {
        case CodeKind::isrc:
            return fmt::format("{}{:02}", prefix.prefix, year);
        case CodeKind::grid:
            return "A1" + prefix.prefix;
        case CodeKind::upc:
        case CodeKind::dpid:
            break;
    }
    return prefix.prefix;
}

}  // namespace

Result<std::string> parse_prefix(CodeKind kind, std::string_view text) {
    switch (kind) {
        case CodeKind::isrc:
            return parse_isrc_prefix(text);
        case CodeKind::upc:
            return parse_company_prefix(text);
        case CodeKind::grid:
            return parse_issuer(text);
        case CodeKind::dpid:
            break;
    }
    return parse_own_dpid(text);
}

Result<std::string> parse_code(CodeKind kind, std::string_view text) {
    switch (kind) {
        case CodeKind::isrc:
            return parse_isrc(text);
        case CodeKind::upc:
            return parse_upc(text);
        case CodeKind::grid:
            return parse_grid(text);
        case CodeKind::dpid:
            break;
    }
    return parse_dpid(text);
}

std::string code_key(CodeKind kind, std::string const& value) {
    if (kind != CodeKind::upc || value.size() >= 14) return value;
    return std::string(14 - value.size(), '0') + value;
}

std::int64_t capacity(CodePrefix const& prefix) {
    switch (prefix.kind) {
        case CodeKind::isrc:
            return isrcs_a_year;
        case CodeKind::upc:
            return static_cast<std::int64_t>(std::llround(std::pow(10.0, ean_digits - prefix.prefix.size())));
        case CodeKind::grid:
            return static_cast<std::int64_t>(std::llround(std::pow(10.0, grid_characters)));
        case CodeKind::dpid:
            break;
    }
    return 0;
}

bool has_years(CodeKind kind) { return kind == CodeKind::isrc; }

int code_year(CodeKind kind, TimePoint at) { return has_years(kind) ? static_cast<int>(date_of(at).year()) % 100 : 0; }

std::string make_code(CodePrefix const& prefix, int year, std::int64_t number) {
    auto const start = start_of(prefix, year);
    if (prefix.kind == CodeKind::isrc) return fmt::format("{}{:05}", start, (number + 1) % isrcs_a_year);
    if (prefix.kind == CodeKind::grid) {
        auto const body = fmt::format("{}{:010}", start, number);
        return body + grid_check(body);
    }
    auto const body = fmt::format("{}{:0{}}", start, number, ean_digits - start.size());
    return body + upc_check(body);
}

std::optional<CodePlace> place_of(CodePrefix const& prefix, std::string const& value) {
    if (prefix.kind == CodeKind::dpid) return std::nullopt;
    if (prefix.kind == CodeKind::isrc) {
        if (value.size() != 12 || !value.starts_with(prefix.prefix)) return std::nullopt;
        auto const year = number_in(std::string_view(value).substr(5, 2));
        auto const number = number_in(std::string_view(value).substr(7));
        if (!year || !number) return std::nullopt;
        return CodePlace{static_cast<int>(*year), (*number + isrcs_a_year - 1) % isrcs_a_year};
    }
    auto whole = code_key(prefix.kind, value);
    if (prefix.kind == CodeKind::upc && whole.front() == '0') whole.erase(0, 1);
    auto const start = start_of(prefix, 0);
    auto const length = prefix.kind == CodeKind::grid ? 18U : 13U;
    if (whole.size() != length || !whole.starts_with(start)) return std::nullopt;
    auto const number = number_in(std::string_view(whole).substr(start.size(), length - 1 - start.size()));
    // A GRid of the same issuer may bear letters: ours never does, so it stands in nobody's way.
    return number ? std::optional(CodePlace{0, *number}) : std::nullopt;
}

bool are_apart(CodePrefix const& left, CodePrefix const& right) {
    return left.kind != right.kind ||
           (!left.prefix.starts_with(right.prefix) && !right.prefix.starts_with(left.prefix));
}

}  // namespace troupe::distribution
