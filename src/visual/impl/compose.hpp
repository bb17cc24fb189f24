#pragma once

#include "visual/cover.hpp"
#include "visual/impl/family.hpp"

/// What covers, banners and avatars are composed with.
namespace troupe::visual::impl {

/// Errors: invalid_input (no such family or layout).
[[nodiscard]] Result<std::unique_ptr<Family>> make_family(VisualSystem const& system, Frame const& frame, Composition const& composition,
                                                          std::uint64_t seed, Occasion const& occasion = {});
[[nodiscard]] Finish finish_of(VisualSystem const& system, Frame const& frame, std::uint64_t seed);
/// Error: cancelled, when asked to stop.
[[nodiscard]] Result<void> go_on(std::stop_token const& stop);

}  // namespace troupe::visual::impl
