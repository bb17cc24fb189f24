#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

/// Money without floating point: what is kept is a whole number of millionths of a currency's unit.
namespace troupe::feedback {

/// Millionths: 1'250'000 is 1.25. The currency stands beside it (ISO 4217).
using Micros = std::int64_t;

/// A decimal number exactly as written: `atto` is 10^-18. It holds what stores write (DistroKid: 12 decimals) without loss.
__extension__ using Atto = __int128;

/// How a file writes its numbers.
enum class NumberStyle {
    point,   ///< 1,234.56
    comma,   ///< 1.234,56
    either,  ///< 1234.56 or 1234,56, never with thousands separators
};
/// Reads "1,234.56", "1.234,56" or "1234.56|1234,56". Error: invalid_input.
[[nodiscard]] Result<NumberStyle> parse_number_style(std::string_view text);

/// Reads a decimal number: an optional sign, digits, thousands separators only where they belong, at most 18 decimals, an
/// exponent as in "1.2E-05" if it leads to no more. At most 9.2 million millions either way. Errors: invalid_input.
[[nodiscard]] Result<Atto> parse_decimal(std::string_view text, NumberStyle style = NumberStyle::point);
/// As above, a whole number. "12.0" is one; "12.5" is not.
[[nodiscard]] Result<std::int64_t> parse_whole(std::string_view text, NumberStyle style = NumberStyle::point);

/// Half to even.
[[nodiscard]] Micros round_to_micros(Atto exact);
[[nodiscard]] std::string format_micros(Micros micros);  ///< "-1.25", "0", "3.000001"

/// An active currency code of ISO 4217.
[[nodiscard]] bool is_currency(std::string_view code);

/// Rounds amounts so that their sum is always the rounded exact sum: what one row lost, a later one gets. With this the
/// rows of a file add up to its total to the micro-unit, however many decimals the store writes.
class FairRounding {
public:
    [[nodiscard]] Micros take(std::string const& currency, Atto exact);
    [[nodiscard]] std::map<std::string, Micros> totals() const;

private:
    struct Sum {
        Atto exact = 0;
        Micros given = 0;
    };
    std::map<std::string, Sum> sums_;
};

}  // namespace troupe::feedback
