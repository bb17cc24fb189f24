#pragma once

#include <filesystem>

#include "catalog/content.hpp"
#include "distribution/form_sheet.hpp"
#include "flow/studio.hpp"

/// The files of a kit for a form, in what the form takes.
namespace troupe::flow::impl {

/// A release with the form that it is packed for.
struct KitSource {
    Studio& studio;
    catalog::Content const& content;
    distribution::Release const& release;
    distribution::Form const& form;
};

/// Copies what the form takes as it is; writes anew what it takes in another format, rate or depth. Errors: not_found (a
/// file of the release is gone), unavailable.
[[nodiscard]] Result<void> write_sound(KitSource const& source, distribution::FilledTrack const& track,
                                       std::filesystem::path const& folder);

/// cover.jpg, no larger than the form takes. Errors: as above; conflict (no quality makes it small enough).
[[nodiscard]] Result<void> write_cover(KitSource const& source, std::filesystem::path const& file);

}  // namespace troupe::flow::impl
