#include "feedback/money.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace troupe::feedback {
namespace {

constexpr int atto_digits = 18;
constexpr std::int64_t atto_in_micro = 1'000'000'000'000;
constexpr Micros micros_in_unit = 1'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

tl::unexpected<Error> wrong(std::string what) { return fail(ErrorCode::invalid_input, std::move(what)); }

struct Marks {
    char decimal;
    char thousands;  ///< 0: none
};

Marks marks_of(std::string_view text, NumberStyle style) {
    if (style == NumberStyle::point) return {'.', ','};
    if (style == NumberStyle::comma) return {',', '.'};
    return {text.find(',') != std::string_view::npos ? ',' : '.', '\0'};
}

/// The digits before the decimal mark, without separators. They stand between groups of three or nowhere.
Result<std::string> whole_digits(std::string_view text, char separator) {
    std::string digits;
    auto const first = separator == '\0' ? std::string_view::npos : text.find(separator);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (is_digit(text[i])) {
            digits += text[i];
            continue;
        }
        bool const belongs = text[i] == separator && first <= 3 && first > 0 && (text.size() - i) % 4 == 0;
        if (!belongs && text[i] == separator && i > 0) return wrong("its separators of thousands are misplaced");
        if (!belongs) return wrong("no number");
    }
    auto const separators = text.size() - digits.size();
    if (separators > 0 && (digits.size() - 1) / 3 != separators) return wrong("its separators of thousands are misplaced");
    return digits;
}

/// Takes "E-05" off the end. The exponent is small, or the number is refused.
Result<int> take_exponent(std::string_view& text) {
    auto const at = text.find_first_of("eE");
    if (at == std::string_view::npos) return 0;
    auto written = text.substr(at + 1);
    if (written.starts_with('+')) written.remove_prefix(1);
    int exponent = 0;
    auto const [end, problem] = std::from_chars(written.data(), written.data() + written.size(), exponent);
    if (problem == std::errc::result_out_of_range) return wrong("too large or too small a number");
    if (problem != std::errc{} || end != written.data() + written.size()) return wrong("no number");
    if (exponent > 12 || exponent < -atto_digits) return wrong("too large or too small a number");
    text = text.substr(0, at);
    return exponent;
}

Result<Atto> scaled(std::string digits, int decimals) {
    while (decimals > atto_digits && !digits.empty() && digits.back() == '0') digits.pop_back(), --decimals;
    if (decimals > atto_digits) return wrong("more than 18 decimals");
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.size() + static_cast<std::size_t>(atto_digits - decimals) > 37) return wrong("too large a number");
    Atto value = 0;
    for (auto const c : digits) value = value * 10 + (c - '0');
    for (int i = decimals; i < atto_digits; ++i) value *= 10;
    if (value / atto_in_micro > std::numeric_limits<Micros>::max() - 1) return wrong("too large a number");
    return value;
}

}  // namespace

Result<NumberStyle> parse_number_style(std::string_view text) {
    if (text == "1,234.56") return NumberStyle::point;
    if (text == "1.234,56") return NumberStyle::comma;
    if (text == "1234.56|1234,56") return NumberStyle::either;
    return wrong("expected 1,234.56 or 1.234,56 or 1234.56|1234,56");
}

Result<Atto> parse_decimal(std::string_view text, NumberStyle style) {
    bool const is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    auto const exponent = TRY(take_exponent(text));
    auto const marks = marks_of(text, style);
    auto const at = text.find(marks.decimal);
    auto digits = TRY(whole_digits(text.substr(0, at), marks.thousands));
    auto const fraction = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
    if (!std::all_of(fraction.begin(), fraction.end(), is_digit)) return wrong("no number");
    if (digits.empty() && fraction.empty()) return wrong("no number");
    digits += fraction;
    auto const shift = static_cast<int>(fraction.size()) - exponent;
    if (shift < 0) digits.append(static_cast<std::size_t>(-shift), '0');
    auto const value = TRY(scaled(std::move(digits), std::max(shift, 0)));
    return is_negative ? -value : value;
}

Result<std::int64_t> parse_whole(std::string_view text, NumberStyle style) {
    std::int64_t value = 0;  // the usual case first: a million rows have two of them each
    auto const [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem == std::errc{} && end == text.data() + text.size() && value < 1'000'000'000'000 && value > -1'000'000'000'000) return value;
    auto const exact = TRY(parse_decimal(text, style));
    constexpr Atto one = static_cast<Atto>(atto_in_micro) * micros_in_unit;
    if (exact % one != 0) return wrong("no whole number");
    value = static_cast<std::int64_t>(exact / one);
    if (value > 1'000'000'000'000 || value < -1'000'000'000'000) return wrong("more than a million millions");
    return value;
}

Micros round_to_micros(Atto exact) {
    auto whole = static_cast<Micros>(exact / atto_in_micro);
    auto const rest = static_cast<std::int64_t>(exact % atto_in_micro);
    auto const size = rest < 0 ? -rest : rest;
    if (size * 2 > atto_in_micro || (size * 2 == atto_in_micro && whole % 2 != 0)) whole += rest < 0 ? -1 : 1;
    return whole;
}

std::string format_micros(Micros micros) {
    auto const size = micros < 0 ? 0ULL - static_cast<std::uint64_t>(micros) : static_cast<std::uint64_t>(micros);
    auto text = fmt::format("{}{}.{:06}", micros < 0 ? "-" : "", size / micros_in_unit, size % micros_in_unit);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text;
}

bool is_currency(std::string_view code) {
    static constexpr std::string_view codes =
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP "
        "CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS "
        "INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU "
        "MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK "
        "SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF "
        "XCD XOF XPF YER ZAR ZMW ZWG ZWL HRK";
    if (code.size() != 3 || code.find(' ') != std::string_view::npos) return false;
    for (std::size_t at = 0; at < codes.size(); at += 4)
        if (codes.substr(at, 3) == code) return true;
    return false;
}

Micros FairRounding::take(std::string const& currency, Atto exact) {
    auto& sum = sums_[currency];
    sum.exact += exact;
    auto const due = round_to_micros(sum.exact);
    auto const part = due - sum.given;
    sum.given = due;
    return part;
}

std::map<std::string, Micros> FairRounding::totals() const {
    std::map<std::string, Micros> totals;
    for (auto const& [currency, sum] : sums_) totals[currency] = sum.given;
    return totals;
}

}  // namespace troupe::feedback
