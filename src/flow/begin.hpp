#pragma once

#include <string>

#include "flow/add_material.hpp"
#include "flow/create_artist.hpp"
#include "flow/make_plan.hpp"
#include "flow/redo_track.hpp"

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

/// Errors: not_found, invalid_input (the section; no track).
[[nodiscard]] Result<jobs::JobId> begin_redo(Studio& studio, RedoRequest const& request);

/// A person's recording, in a file of our own, whose bytes are put into the assets at once; `file_name` is what the
/// person calls it. Errors: not_found (artist, track), invalid_input (rights, role, place, name).
[[nodiscard]] Result<jobs::JobId> begin_material(Studio& studio, MaterialRequest const& request,
                                                 std::string const& file_name);

}  // namespace troupe::flow
