#include "distribution/identifiers.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace troupe::distribution {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_alphanumeric(char c) { return is_digit(c) || is_letter(c); }

bool are_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }
bool are_alphanumeric(std::string_view text) { return std::all_of(text.begin(), text.end(), is_alphanumeric); }

/// Upper case, without what people put between the parts, and without the name of the code in front.
std::string bare(std::string_view text, std::string_view name) {
    std::string out;
    for (char const c : text::trim(text)) {
        if (c == ' ' || c == '-' || c == '.' || c == ':') continue;
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    if (out.starts_with(name)) out.erase(0, name.size());
    return out;
}

tl::unexpected<Error> wrong(std::string_view name, std::string_view text, std::string const& why) {
    return fail(ErrorCode::invalid_input, fmt::format("{} \"{}\": {}", name, text::excerpt(text), why));
}

int value_of(char c) { return is_digit(c) ? c - '0' : c - 'A' + 10; }
char character_of(int value) { return static_cast<char>(value < 10 ? '0' + value : 'A' + value - 10); }

/// ISO 7064 mod 37,36: the character that completes `body`.
char check_37_36(std::string_view body) {
    int product = 36;
    for (char const c : body) {
        int const sum = (product + value_of(c)) % 36;
        product = (sum == 0 ? 36 : sum) * 2 % 37;
    }
    return character_of((37 - product) % 36);
}

/// ISO 7064 mod 11-2.
char check_11_2(std::string_view body) {
    int total = 0;
    for (char const c : body) total = (total + value_of(c)) * 2 % 11;
    int const check = (12 - total) % 11;
    return check == 10 ? 'X' : character_of(check);
}

/// Weights 3 and 1 in turn, from the right.
char check_gtin(std::string_view body) {
    int sum = 0;
    int weight = 3;
    for (auto i = body.size(); i-- > 0; weight = 4 - weight) sum += value_of(body[i]) * weight;
    return character_of((10 - sum % 10) % 10);
}

char check_iswc(std::string_view digits) {
    int sum = 1;
    for (std::size_t i = 0; i < digits.size(); ++i) sum += static_cast<int>(i + 1) * value_of(digits[i]);
    return character_of((10 - sum % 10) % 10);
}

Result<std::string> checked(std::string_view name, std::string_view written, std::string code, char right) {
    if (code.back() == right) return code;
    return wrong(
        name, written,
        fmt::format("its last character does not fit the others ({} would); compare it with the source", right));
}

}  // namespace

Result<std::string> parse_isrc(std::string_view text) {
    auto code = bare(text, "ISRC");
    bool const fits = code.size() == 12 && is_letter(code[0]) && is_letter(code[1]) &&
                      are_alphanumeric(std::string_view(code).substr(2, 3)) &&
                      are_digits(std::string_view(code).substr(5));
    if (!fits)
        return wrong("ISRC", text,
                     "expected two letters, three letters or digits and seven digits, as in GB-AYE-69-00531");
    return code;
}

Result<std::string> parse_upc(std::string_view text) {
    auto code = bare(text, "UPC");
    if (code.starts_with("EAN")) code.erase(0, 3);
    bool const fits = are_digits(code) && (code.size() == 8 || (code.size() >= 12 && code.size() <= 14));
    if (!fits) return wrong("UPC", text, "expected 8, 12, 13 or 14 digits");
    auto const right = check_gtin(std::string_view(code).substr(0, code.size() - 1));
    return checked("UPC", text, std::move(code), right);
}

Result<std::string> parse_grid(std::string_view text) {
    auto code = bare(text, "GRID");
    if (code.size() != 18 || !code.starts_with("A1") || !are_alphanumeric(code))
        return wrong("GRid", text, "expected A1 and 16 letters or digits, as in A1-2425G-ABC1234002-M");
    auto const right = check_37_36(std::string_view(code).substr(0, 17));
    return checked("GRid", text, std::move(code), right);
}

Result<std::string> parse_dpid(std::string_view text) {
    auto code = bare(text, "DPID");
    if (code.size() != 18 || !code.starts_with("PADPIDA") || !are_alphanumeric(code))
        return wrong("DPID", text, "expected PADPIDA and 11 letters or digits; ddex.net gives one for free");
    return code;
}

bool dpid_checks(std::string_view dpid) {
    return dpid.size() == 18 && are_alphanumeric(dpid) && check_37_36(dpid.substr(0, 17)) == dpid.back();
}

char upc_check(std::string_view digits) { return check_gtin(digits); }

char grid_check(std::string_view body) { return check_37_36(body); }

Result<std::string> parse_isni(std::string_view text) {
    auto code = bare(text, "ISNI");
    if (code.size() != 16 || !are_digits(std::string_view(code).substr(0, 15)) ||
        !(is_digit(code[15]) || code[15] == 'X'))
        return wrong("ISNI", text, "expected 16 digits, of which the last may be X");
    auto const right = check_11_2(std::string_view(code).substr(0, 15));
    return checked("ISNI", text, std::move(code), right);
}

Result<std::string> parse_iswc(std::string_view text) {
    auto code = bare(text, "ISWC");
    if (code.size() != 11 || code[0] != 'T' || !are_digits(std::string_view(code).substr(1)))
        return wrong("ISWC", text, "expected T and ten digits, as in T-034.524.680-1");
    auto const right = check_iswc(std::string_view(code).substr(1, 9));
    return checked("ISWC", text, std::move(code), right);
}

Result<std::string> parse_ipi(std::string_view text) {
    auto code = bare(text, "IPI");
    if (code.size() != 11 || !are_digits(code)) return wrong("IPI", text, "expected 11 digits");
    return code;
}

}  // namespace troupe::distribution
