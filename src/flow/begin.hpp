#pragma once

#include <string>

#include "flow/create_artist.hpp"
#include "flow/make_plan.hpp"

/// Work for the queue that makes no content.
namespace troupe::flow {

struct BegunArtist {
    artist::ArtistId artist;  ///< that they will have
    jobs::JobId job;
};
/// Errors: invalid_input (the prompt is empty or too long).
[[nodiscard]] Result<BegunArtist> begin_artist(Studio& studio, CreateRequest const& request);

/// Errors: not_found (the artist), invalid_input (days).
[[nodiscard]] Result<jobs::JobId> begin_plan(Studio& studio, PlanRequest const& request);

}  // namespace troupe::flow
