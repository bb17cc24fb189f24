#pragma once

#include <string>
#include <vector>

#include "artist/document.hpp"
#include "evolution/skills.hpp"
#include "flow/studio.hpp"
#include "music/brief.hpp"

/// What an artist has learned to do by releasing, and the songs that use it.
namespace troupe::flow {

/// Releases of the artist that are approved or beyond. Error: unavailable.
[[nodiscard]] Result<int> finished_releases(Studio& studio, artist::ArtistId artist);

/// Skills that the artist's document names. One that this build does not know is passed over.
[[nodiscard]] std::vector<evolution::Skill> known_skills(artist::Profile const& profile);

/// The profile with the skills of so many releases that no version has named before: what a person took away stays
/// away. Nothing when there is nothing new.
[[nodiscard]] std::optional<artist::Profile> with_new_skills(artist::Profile const& profile,
                                                             std::vector<artist::Document> const& history,
                                                             int releases);

/// Lets the song use a skill, if it is its turn. `seed` is the song's. The id of the skill, or empty: not this time, or
/// the genre has nothing to offer for it (no other metre, say).
[[nodiscard]] std::string use_skill(music::Brief& brief, music::Tables const& tables,
                                    std::vector<evolution::Skill> const& known, std::uint64_t seed);

}  // namespace troupe::flow
