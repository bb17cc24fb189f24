#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "artist/document.hpp"
#include "catalog/content.hpp"
#include "flow/press_kit.hpp"
#include "flow/studio.hpp"
#include "planning/plan.hpp"

namespace troupe::flow {

/// All that was made for an artist.
struct Everything {
    artist::Document artist;
    std::vector<catalog::Content> contents;  ///< oldest first
    std::optional<planning::Plan> plan;
};

[[nodiscard]] Result<Everything> everything_of(Studio& studio, artist::Document const& artist);

/// Where the files of each release lie within `releases/`, by its id: "first-light", and where an earlier release bears that
/// title "first-light-" with the end of its id.
[[nodiscard]] std::map<std::string, std::string> release_folders(std::vector<catalog::Content> const& contents);

/// What the page of the artist's latest release shows; nothing while there is no release.
[[nodiscard]] Result<std::optional<PressKit>> press_kit_contents(Studio& studio, Everything const& all);

}  // namespace troupe::flow
