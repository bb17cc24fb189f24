#pragma once

#include "artist/document.hpp"
#include "catalog/content.hpp"
#include "flow/making.hpp"
#include "visual/cover.hpp"

/// The pictures of one release show one composition, which keeps away from those of the artist's earlier covers.
namespace troupe::flow {

/// What the cover of the request is made with: artist, title, kind of release, and a seed that is settled against the
/// newest two dozen of the artist's covers before it. Where a cover of the same request's seed stands in the catalogue it is
/// that one's. Same catalogue, same request: the same brief, and it holds all that the picture is made of.
/// Errors: not_found, invalid_input, unavailable, cancelled.
[[nodiscard]] Result<visual::CoverBrief> cover_brief(Making const& making, artist::Document const& artist, std::string const& title);

/// The seed of teasers and canvas of the request's seed: that of the cover that was made with it, else its own.
[[nodiscard]] Result<std::uint64_t> pictures_seed(Making const& making);

/// What later covers have to know of a finished one, as `details` of its content keep it.
[[nodiscard]] Result<json::Object> shown_details(visual::CoverBrief const& brief, visual::MadeCover const& made);

}  // namespace troupe::flow
