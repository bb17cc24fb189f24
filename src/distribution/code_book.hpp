#pragma once

#include <optional>
#include <string>
#include <vector>

#include "distribution/codes.hpp"

/// Which codes the label has, and what they name.
namespace troupe::distribution {

/// Something that wants a code.
struct CodeWish {
    CodeKind kind = CodeKind::isrc;
    std::string owner;    ///< as in IssuedCode; not empty
    std::string release;  ///< id
    std::string title;
    std::string by;
    TimePoint at{};  ///< decides the year of an ISRC
};

/// A code that somebody else gave, or a hand wrote.
struct GivenCode {
    CodeWish wish;
    std::string value;  ///< in its normal form
};

/// How far a row is used.
struct CodeRow {
    CodePrefix prefix;
    int year = 0;            ///< last two digits; 0 where rows have no years
    std::int64_t given = 0;  ///< from 0 to this without a gap
    std::int64_t capacity = 0;
};
BOOST_DESCRIBE_STRUCT(CodeRow, (), (prefix, year, given, capacity))

/// Port: gives no code twice, to nobody, whoever asks at the same time, and whatever ends the process. The numbers of a
/// row are given in order and without a gap. Nothing is ever removed. Adapters: storage (SQL), testing (memory). All
/// calls may be made from any thread and process and take part in the unit of work of their thread; what was answered
/// is durable when that ends. Every call may fail with unavailable.
class CodeBook {
public:
    virtual ~CodeBook() = default;

    /// Error: conflict (it is there already, or it begins another or another begins it; a second DPID).
    [[nodiscard]] virtual Result<void> add_prefix(CodePrefix const& prefix) = 0;
    /// In the order of their entering, then of their spelling.
    [[nodiscard]] virtual Result<std::vector<CodePrefix>> prefixes() = 0;
    /// The rows that were begun, and those of this time's year.
    [[nodiscard]] virtual Result<std::vector<CodeRow>> rows(TimePoint now) = 0;

    /// The code of that owner: the one it has, whatever its status, or else the next of the oldest prefix with room,
    /// reserved. Errors: not_found (no prefix of that kind), conflict (all prefixes are used up: says until when),
    /// invalid_input (a DPID is not given out).
    [[nodiscard]] virtual Result<IssuedCode> reserve(CodeWish const& wish) = 0;
    /// From now on it is used for good; a second time it changes nothing. Error: not_found (the owner has no code).
    [[nodiscard]] virtual Result<IssuedCode> assign(CodeKind kind, std::string const& owner, TimePoint at) = 0;
    /// Writes a given code down as external. A reserved code of the owner is put aside for good, an external one is
    /// replaced in the same way. Errors: conflict (the code names something else, or did; the owner's code is
    /// assigned).
    [[nodiscard]] virtual Result<IssuedCode> take_in(GivenCode const& given) = 0;

    /// The present code of that owner.
    [[nodiscard]] virtual Result<std::optional<IssuedCode>> find(CodeKind kind, std::string const& owner) = 0;
    [[nodiscard]] virtual Result<std::optional<IssuedCode>> find_value(CodeKind kind, std::string const& value) = 0;
    /// Every code that was first wanted for that release, those put aside too, by kind and value.
    [[nodiscard]] virtual Result<std::vector<IssuedCode>> of_release(std::string const& release) = 0;
};

/// What adapters say alike.
[[nodiscard]] Result<void> check_new_prefix(std::vector<CodePrefix> const& known, CodePrefix const& prefix);
[[nodiscard]] tl::unexpected<Error> no_prefix(CodeKind kind);
[[nodiscard]] tl::unexpected<Error> used_up(CodeKind kind, int year, std::size_t prefixes);
[[nodiscard]] tl::unexpected<Error> names_another(IssuedCode const& code);
[[nodiscard]] tl::unexpected<Error> is_assigned(IssuedCode const& code);
[[nodiscard]] tl::unexpected<Error> has_no_code(CodeKind kind, std::string const& owner);
/// Errors: invalid_input (no owner; a DPID).
[[nodiscard]] Result<void> check_wish(CodeWish const& wish);
/// The code at that place of the prefix's row, reserved for the wish.
[[nodiscard]] IssuedCode reserved_code(CodeWish const& wish, CodePrefix const& prefix, std::int64_t number);
/// The given code as external, with its place where it begins with one of our prefixes.
[[nodiscard]] IssuedCode external_code(GivenCode const& given, std::vector<CodePrefix> const& known);

}  // namespace troupe::distribution
