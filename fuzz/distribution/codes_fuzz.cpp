// A code as people write it is refused with a reason, or has one normal form, which is read as itself.
#include "distribution/codes.hpp"

#include <algorithm>

#include "demand.hpp"
#include "distribution/identifiers.hpp"

using namespace troupe;
using namespace troupe::distribution;

namespace {

template <class Parse>
void check(Parse parse, std::string_view text) {
    auto const code = parse(text);
    if (!code) return demand_refusal(code.error());
    auto const is_plain = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); };
    demand(!code->empty() && code->size() <= 32 && std::all_of(code->begin(), code->end(), is_plain));
    demand(parse(*code) == *code);
}

void check_row(CodeKind kind, std::string_view text) {
    auto const prefix = parse_prefix(kind, text);
    if (!prefix) return demand_refusal(prefix.error());
    CodePrefix const row{kind, *prefix, "fuzz", {}};
    if (capacity(row) < 1) return;
    auto const code = make_code(row, has_years(kind) ? 26 : 0, capacity(row) - 1);
    demand(parse_code(kind, code) == code);
    auto const place = place_of(row, code);
    demand(place && place->number == capacity(row) - 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const text = text_of(data, size);
    for (auto const parse : {parse_isrc, parse_upc, parse_grid, parse_dpid, parse_isni, parse_iswc, parse_ipi}) check(parse, text);
    for (auto const kind : {CodeKind::isrc, CodeKind::upc, CodeKind::grid, CodeKind::dpid}) {
        check([kind](std::string_view each) { return parse_code(kind, each); }, text);
        check_row(kind, text);
    }
    return 0;
}
