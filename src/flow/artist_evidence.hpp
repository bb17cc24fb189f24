#pragma once

#include <string>
#include <vector>

#include "evolution/change_history.hpp"
#include "evolution/style_draw.hpp"
#include "flow/studio.hpp"

/// What is known of how an artist's pieces were taken: what evolution, draws and advice all go by.
namespace troupe::flow {

struct ArtistEvidence {
    artist::Document artist;
    std::vector<artist::Document> history;  ///< oldest first
    std::vector<feedback::Observation> observations;
    evolution::Pieces own;
    std::vector<evolution::Pieces> roster;  ///< of the label's other artists, the newest twelve that anybody has heard
    std::optional<evolution::Shock> shock;  ///< the later one of the artist's own and of the roster's

    [[nodiscard]] artist::Style anchor() const;
};

/// The roster is asked only where the artist has pieces of its own that were heard: without them nothing is drawn.
/// Errors: unavailable.
[[nodiscard]] Result<ArtistEvidence> evidence_of(Studio& studio, artist::Document const& artist);

[[nodiscard]] evolution::EvolveRequest evolve_request(ArtistEvidence const& evidence, TimePoint now);
/// For a content of that id and seed.
[[nodiscard]] evolution::DrawRequest draw_request(ArtistEvidence const& evidence, std::string const& content,
                                                  std::uint64_t seed);

}  // namespace troupe::flow
