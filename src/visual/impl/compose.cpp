#include "visual/impl/compose.hpp"

#include <fmt/format.h>

namespace troupe::visual::impl {

Result<std::unique_ptr<Family>> make_family(VisualSystem const& system, Frame const& frame, Composition const& composition, std::uint64_t seed,
                                            Occasion const& occasion) {
    for (auto const& entry : families()) {
        if (composition.family != entry.name) continue;
        if (composition.layout < 0 || composition.layout >= entry.layouts)
            return fail(ErrorCode::invalid_input, fmt::format("composition.layout: {} has {} layouts, not {}", entry.name, entry.layouts, composition.layout));
        return entry.make({system, system.random(seed), frame, composition.layout, occasion});
    }
    return fail(ErrorCode::invalid_input, fmt::format("composition.family: '{}' is none of {}", composition.family, fmt::join(family_names(), ", ")));
}

Finish finish_of(VisualSystem const& system, Frame const& frame, std::uint64_t seed) {
    // A small picture shows the grain of the large one averaged, as a scaled print would.
    auto const share = std::min(1.0F, 0.35F + 0.65F * frame.side() / 2400);
    return {.grain = system.grain * share, .seed = system.seed * 31 + seed};
}

Result<void> go_on(std::stop_token const& stop) {
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "cover: cancelled");
    return {};
}

}  // namespace troupe::visual::impl
