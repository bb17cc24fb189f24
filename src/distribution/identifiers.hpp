#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

/// The codes of the music trade: their spelling and their check digits. Nothing here makes a code up.
///
/// Each `parse_` takes what people write (hyphens, spaces, the code's name in front, small letters) and gives the
/// normal form. Error: invalid_input, which says what is wrong and, where a check digit is, which one would be right.
namespace troupe::distribution {

/// "GB-AYE-69-00531" as "GBAYE6900531" (ISO 3901; ISRC Bulletin 2015/01). It has no check digit.
[[nodiscard]] Result<std::string> parse_isrc(std::string_view text);
/// UPC, EAN: 8 or 12 to 14 digits with the GTIN check digit (GS1 General Specifications §7.9); zeros in front stay.
[[nodiscard]] Result<std::string> parse_upc(std::string_view text);
/// "A1-2425G-ABC1234002-M" as "A12425GABC1234002M", check character by ISO 7064 mod 37,36.
[[nodiscard]] Result<std::string> parse_grid(std::string_view text);
/// "PADPIDA2013042401U": 18 characters. The check character is not looked at: see `dpid_checks`.
[[nodiscard]] Result<std::string> parse_dpid(std::string_view text);
/// Whether the last character follows from the others by ISO 7064 mod 37,36. Every DPID of DDEX's sample messages does,
/// but DDEX hands out dummies for tests that do not: a reason to look again, not to refuse.
[[nodiscard]] bool dpid_checks(std::string_view dpid);
/// "0000 0001 2103 2683": 16 characters, check by ISO 7064 mod 11-2, which may be X (ISO 27729).
[[nodiscard]] Result<std::string> parse_isni(std::string_view text);
/// "T-034.524.680-1" as "T0345246801" (ISO 15707).
[[nodiscard]] Result<std::string> parse_iswc(std::string_view text);
/// An IPI name number: 11 digits.
[[nodiscard]] Result<std::string> parse_ipi(std::string_view text);

/// The last digit of a UPC or EAN whose other digits these are.
[[nodiscard]] char upc_check(std::string_view digits);
/// The last character of a GRid or DPID whose others, capitals and digits, these are (ISO 7064 mod 37,36).
[[nodiscard]] char grid_check(std::string_view body);

}  // namespace troupe::distribution
