#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "catalog/content.hpp"
#include "flow/studio.hpp"
#include "jobs/queue.hpp"

/// From one sentence to a finished release.
namespace troupe::flow {

struct DebutRequest {
    std::string prompt;
    std::optional<std::uint64_t> seed;  ///< by default made from the prompt
    int days = 90;                      ///< of the plan, 1 to 3650
    bool is_new = false;                ///< another artist, even if this prompt and seed had its debut
};

/// A debut in the queue: begun now, or found where an earlier call left it.
struct Debut {
    artist::ArtistId artist;
    catalog::ContentId release;
    std::vector<jobs::JobId> jobs;   ///< in the order of the work
    bool is_resumed = false;         ///< an earlier call had begun it
    std::vector<std::string> notes;  ///< for people
};

/// Writes all jobs of a debut in one unit of work, or finds those of the same prompt and seed and gives the ones that
/// failed another try. Errors: invalid_input (prompt, days), unavailable.
[[nodiscard]] Result<Debut> begin_debut(Studio& studio, DebutRequest const& request);

}  // namespace troupe::flow
