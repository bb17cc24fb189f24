#pragma once

#include <string>
#include <vector>

#include "distribution/release.hpp"
#include "flow/making.hpp"

/// What the releases that an artist has leave to the next one.
namespace troupe::flow {

/// The plan's day of a release that it knows. Else the first Friday that leaves the stores four weeks; of finished
/// tracks the first on which nothing else of the artist comes out or is planned.
[[nodiscard]] Result<Date> release_day(Making const& making);

/// One recording, one ISRC: what another release of the artist bears for the same sound stands in this one too, until
/// the label's book says otherwise. `recordings` as of `recordings_of`.
[[nodiscard]] Result<distribution::Release> with_known_isrcs(Studio& studio, artist::ArtistId artist,
                                                             distribution::Release release,
                                                             std::vector<std::string> const& recordings);

}  // namespace troupe::flow
