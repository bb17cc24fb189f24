#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/release_track.hpp"

/// Codes that a label may give because an agency gave it a prefix, and those that others gave it.
namespace troupe::distribution {

BOOST_DEFINE_ENUM_CLASS(CodeKind, isrc, upc, grid, dpid)

/// What a label may begin its codes with. A DPID is whole: it names the label, and nothing is given out of it.
struct CodePrefix {
    CodeKind kind = CodeKind::isrc;
    std::string prefix;  ///< in its normal form: "GBAYE", "4006381", "2425G", "PADPIDA2013042401U"
    std::string by;      ///< who entered it
    TimePoint entered{};
};
BOOST_DESCRIBE_STRUCT(CodePrefix, (), (kind, prefix, by, entered))

/// A code that names something, or once was to: it is never given again, whatever became of it.
struct IssuedCode {
    CodeKind kind = CodeKind::isrc;
    std::string value;                         ///< in its normal form: see identifiers.hpp
    CodeStatus status = CodeStatus::reserved;  ///< none: put aside, another code took its place
    std::string owner;         ///< what it names: of an ISRC the hash of the recording, of the others the release's id
    std::string release;       ///< id of the release it was first wanted for
    std::string title;         ///< of what it names, for people
    std::string prefix;        ///< of our own that it begins with; empty: another's
    int year = 0;              ///< last two digits that an ISRC of our own bears; 0 for the other kinds
    std::int64_t number = -1;  ///< place in the row of that prefix and year, from 0; -1: not ours
    std::string by;            ///< who asked for it
    TimePoint reserved{};
    std::optional<TimePoint> assigned;  ///< since when it is used for good
};
BOOST_DESCRIBE_STRUCT(IssuedCode, (),
                      (kind, value, status, owner, release, title, prefix, year, number, by, reserved, assigned))

/// The normal form of a prefix as people write it: an ISRC's country and registrant ("GB-AYE"), a GS1 company prefix of
/// 6 to 11 digits as it begins an EAN-13 (with the 0 that stands before a U.P.C. company prefix), a GRid's issuer of
/// five characters, a whole DPID. Error: invalid_input, which says why it cannot be one.
[[nodiscard]] Result<std::string> parse_prefix(CodeKind kind, std::string_view text);

/// The normal form of a whole code of that kind. Error: invalid_input.
[[nodiscard]] Result<std::string> parse_code(CodeKind kind, std::string_view text);

/// Equal for two spellings of one code: a UPC is an EAN with a 0 in front, and both are GTINs of 14 digits.
[[nodiscard]] std::string code_key(CodeKind kind, std::string const& value);

/// How many codes begin with it: of ISRCs 100,000 in each year, of the others for good; of a DPID none.
[[nodiscard]] std::int64_t capacity(CodePrefix const& prefix);

/// Whether the row of this kind begins again each year.
[[nodiscard]] bool has_years(CodeKind kind);
/// The last two digits of the year of an ISRC given at that time; 0 for the other kinds.
[[nodiscard]] int code_year(CodeKind kind, TimePoint at);

/// The code at that place of its row, with its check digit. ISRCs begin with 00001 and end with 00000.
[[nodiscard]] std::string make_code(CodePrefix const& prefix, int year, std::int64_t number);

/// Where a code stands in the row of a prefix; nothing when it does not begin with it.
struct CodePlace {
    int year = 0;
    std::int64_t number = 0;
};
[[nodiscard]] std::optional<CodePlace> place_of(CodePrefix const& prefix, std::string const& value);

/// Whether no code can begin with both: neither is the beginning of the other.
[[nodiscard]] bool are_apart(CodePrefix const& left, CodePrefix const& right);

}  // namespace troupe::distribution
