#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "flow/studio.hpp"
#include "jobs/queue.hpp"
#include "visual/brief.hpp"

namespace troupe::flow {

/// Something to be made for an artist who exists.
struct GenerateRequest {
    std::string artist;                 ///< id
    std::string type;                   ///< track, lyrics, cover, kit, teaser, lyric_video, canvas, post or release
    std::optional<std::string> item;    ///< plan item
    std::optional<std::uint64_t> seed;  ///< by default the next of the artist's own
    int takes = 1;                      ///< 1 to 10; of a track: takes of one song, ranked
    visual::Aspect aspect = visual::Aspect::portrait_9x16;  ///< of a teaser or lyric video
    std::optional<double> seconds;  ///< of a teaser, 6 to 60; by default 15
    std::map<std::string, std::string> wishes;  ///< of lyrics, a track or a release, by factor: see style_choice.hpp
};

struct Generation {
    std::vector<std::string> contents;  ///< ids that the results will have; of a track the best take's
    std::vector<jobs::JobId> jobs;      ///< all that must run, in order
};

/// Puts the work into the queue, with what it needs first: a track needs words, a teaser the artist's latest track.
/// Errors: invalid_input (type, takes, seconds, wishes; nothing to make it from), not_found (artist, item).
[[nodiscard]] Result<Generation> begin_generation(Studio& studio, GenerateRequest const& request);

/// What the jobs that make contents of an artist have as their group.
[[nodiscard]] std::string making_group(artist::ArtistId artist);
/// How many pieces the artist has, with those that are still to be made: what is ordered next gets this number, and so a seed of its own.
/// Call it in the unit that orders.
[[nodiscard]] Result<std::uint64_t> pieces_ordered(Studio& studio, artist::ArtistId artist);

/// Error: invalid_input, with the types that exist.
[[nodiscard]] Result<void> check_content_type(std::string const& type);

}  // namespace troupe::flow
