// A profile from a model, a file or a request: once mended, mending finds nothing more; once valid, it can be made an artist,
// and its document reads as it was written.
#include "artist/document.hpp"
#include "artist/repair.hpp"
#include "demand.hpp"

using namespace troupe;

namespace {

artist::Authorship const author{"fuzz", "for a test", TimePoint{std::chrono::hours(500'000)}, nullptr};

void check_document(std::string_view text) {
    auto const document = json::parse<artist::Document>(text);
    if (!document) return demand_refusal(document.error());
    auto const printed = json::print(*document);
    auto const again = json::parse<artist::Document>(printed);
    demand(again && json::print(*again) == printed);
    if (auto const chain = artist::verify_chain(std::span(&*document, 1)); !chain) demand(chain.error().code == ErrorCode::conflict);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    check_document(text_of(data, size));
    auto profile = json::parse<artist::Profile>(text_of(data, size), json::Unknown::ignore);
    if (!profile) {
        demand_refusal(profile.error());
        return 0;
    }
    (void)artist::repair(*profile);
    demand(artist::repair(*profile).empty());
    auto const valid = artist::validate(*profile);
    if (!valid) {
        demand_refusal(valid.error());
        return 0;
    }
    auto const made = artist::create({{}, *profile, 1, artist::State::active, true}, author);
    demand(made.has_value() && artist::verify_chain(std::span(&*made, 1)).has_value());
    return 0;
}
