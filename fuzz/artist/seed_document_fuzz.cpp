// A profile document of another system is refused with the field that is wrong, or becomes a profile that is valid, and
// that mending again leaves as it is.
#include "artist/seed_document.hpp"

#include "artist/testing/example_profile.hpp"
#include "demand.hpp"

using namespace troupe;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const imported = artist::import_seed(text_of(data, size), artist::testing::example_profile("Base"));
    if (!imported) {
        demand_refusal(imported.error());
        return 0;
    }
    demand(artist::validate(imported->profile).has_value());
    auto mended = imported->profile;
    // A document that rides along whole is taken as it is, or not at all.
    if (!imported->document) demand(artist::repair(mended).empty() && json::print(mended) == json::print(imported->profile));
    for (auto const& name : imported->unknown) demand_one_line(name);
    if (imported->document) demand(json::parse<artist::Document>(json::print(*imported->document)).has_value());
    return 0;
}
