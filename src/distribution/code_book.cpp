#include "distribution/code_book.hpp"

#include <fmt/format.h>

#include "base/json.hpp"

namespace troupe::distribution {
namespace {

std::string shown(CodeKind kind) {
    switch (kind) {
        case CodeKind::isrc:
            return "ISRC";
        case CodeKind::upc:
            return "UPC";
        case CodeKind::grid:
            return "GRid";
        case CodeKind::dpid:
            break;
    }
    return "DPID";
}

}  // namespace

Result<void> check_new_prefix(std::vector<CodePrefix> const& known, CodePrefix const& prefix) {
    for (auto const& other : known) {
        if (other.kind == prefix.kind && prefix.kind == CodeKind::dpid)
            return fail(ErrorCode::conflict, fmt::format("the label has the DPID {} already", other.prefix));
        if (!are_apart(other, prefix))
            return fail(ErrorCode::conflict,
                        other.prefix == prefix.prefix
                            ? fmt::format("the prefix {} is entered already", prefix.prefix)
                            : fmt::format("the prefixes {} and {} begin the same codes: one of them is mistyped",
                                          other.prefix, prefix.prefix));
    }
    return {};
}

tl::unexpected<Error> no_prefix(CodeKind kind) {
    return fail(ErrorCode::not_found,
                fmt::format("the label has no prefix for {} codes: `troupe release codes add-prefix {} PREFIX`, or "
                            "`troupe release codes set` with a code that a distributor gave",
                            shown(kind), json::enum_name(kind)));
}

tl::unexpected<Error> used_up(CodeKind kind, int year, std::size_t prefixes) {
    auto const which = prefixes == 1 ? std::string("its only prefix") : fmt::format("all {} prefixes", prefixes);
    auto const until = has_years(kind) ? fmt::format(" for the year {:02}: the next year has new ones, or", year) : ":";
    return fail(ErrorCode::conflict, fmt::format("every {} of {} is given{} enter another prefix with `troupe release "
                                                 "codes add-prefix {} PREFIX`",
                                                 shown(kind), which, until, json::enum_name(kind)));
}

tl::unexpected<Error> names_another(IssuedCode const& code) {
    return fail(
        ErrorCode::conflict,
        fmt::format("{} {} {} \"{}\" of release {}: a code is never used for a second thing", shown(code.kind),
                    code.value, code.status == CodeStatus::none ? "once was for" : "names", code.title, code.release));
}

tl::unexpected<Error> is_assigned(IssuedCode const& code) {
    return fail(ErrorCode::conflict, fmt::format("{} \"{}\" bears {} for good since it was delivered: take the release "
                                                 "down and make a new one",
                                                 shown(code.kind), code.title, code.value));
}

tl::unexpected<Error> has_no_code(CodeKind kind, std::string const& owner) {
    return fail(ErrorCode::not_found,
                fmt::format("{} has no {} yet: `troupe release codes reserve`", owner, shown(kind)));
}

Result<void> check_wish(CodeWish const& wish) {
    if (wish.owner.empty()) return fail(ErrorCode::invalid_input, "code: nothing says what it is to name");
    if (wish.kind == CodeKind::dpid)
        return fail(ErrorCode::invalid_input,
                    "a DPID names the label: enter it with `troupe release codes add-prefix "
                    "dpid DPID`");
    return {};
}

IssuedCode reserved_code(CodeWish const& wish, CodePrefix const& prefix, std::int64_t number) {
    auto const year = code_year(prefix.kind, wish.at);
    return {.kind = wish.kind,
            .value = make_code(prefix, year, number),
            .status = CodeStatus::reserved,
            .owner = wish.owner,
            .release = wish.release,
            .title = wish.title,
            .prefix = prefix.prefix,
            .year = year,
            .number = number,
            .by = wish.by,
            .reserved = wish.at};
}

IssuedCode external_code(GivenCode const& given, std::vector<CodePrefix> const& known) {
    auto const& wish = given.wish;
    IssuedCode code{.kind = wish.kind,
                    .value = given.value,
                    .status = CodeStatus::external,
                    .owner = wish.owner,
                    .release = wish.release,
                    .title = wish.title,
                    .by = wish.by,
                    .reserved = wish.at};
    for (auto const& prefix : known)
        if (auto const place = prefix.kind == wish.kind ? place_of(prefix, given.value) : std::nullopt) {
            code.prefix = prefix.prefix;
            code.year = place->year;
            code.number = place->number;
        }
    return code;
}

}  // namespace troupe::distribution
