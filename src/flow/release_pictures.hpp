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

/// What a teaser or a canvas shares with the cover it stands beside.
struct SharedPicture {
    std::uint64_t seed = 0;
    visual::Look look;
};

/// That of the cover that was made for the same request; else of the newest cover of that title, so that a video made
/// weeks later still looks like its song, whatever the artist looks like by then; else the artist's look of today and the
/// request's own seed. How videos are cut and graded is always today's. Errors: not_found, those of the store.
[[nodiscard]] Result<SharedPicture> shared_picture(Making const& making, artist::Document const& artist, std::string const& title);

/// What later covers have to know of a finished one, as `details` of its content keep it.
[[nodiscard]] Result<json::Object> shown_details(visual::CoverBrief const& brief, visual::MadeCover const& made);

}  // namespace troupe::flow
