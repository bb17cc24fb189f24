// A change of a field as people type it is refused with the field, or the document that comes of it reads as it was written.
#include "flow/field_change.hpp"

#include "artist/profile.hpp"
#include "artist/testing/example_profile.hpp"
#include "base/text.hpp"
#include "demand.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::vector<flow::FieldChange> changes;
    for (auto const& line : text::split(text_of(data, size), '\n')) {
        auto const change = flow::parse_field_change(line);
        if (!change) {
            demand_refusal(change.error());
            continue;
        }
        changes.push_back(*change);
    }
    auto const changed = flow::with_changes(artist::testing::example_profile(), changes);
    if (!changed) {
        demand_refusal(changed.error());
        return 0;
    }
    if (auto const valid = artist::validate(*changed); !valid) demand_refusal(valid.error());
    auto const printed = json::print(*changed);
    auto const again = json::parse<artist::Profile>(printed);
    demand(again && json::print(*again) == printed);
    return 0;
}
