#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artist/document.hpp"
#include "flow/field_change.hpp"
#include "flow/requests.hpp"
#include "flow/studio.hpp"
#include "jobs/queue.hpp"

/// What people do with an artist: each call writes one new version, or fails and changes nothing.
/// Errors of all: not_found (the artist), conflict (the locked core, a state that does not lead there, somebody else was
/// faster), invalid_input (names the field).
namespace troupe::flow {

/// Changes any field of the profile. Where one weight of a list is set, added or removed, the others share what remains, and
/// the list is sorted: style.moods[+]={"name":"dusk","weight":0.2} leaves 0.8 for the rest.
[[nodiscard]] Result<artist::Document> edit_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes,
                                                   std::string const& by);
/// The only way to change a locked core.
[[nodiscard]] Result<artist::Document> recast_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes,
                                                     std::string const& by);
/// The profile with the changes, and lists of shares that still make 1; not validated. Errors: as `with_changes`.
[[nodiscard]] Result<artist::Profile> changed_profile(artist::Profile const& profile, std::vector<FieldChange> const& changes);
/// Back to a version; by default to the one before the present.
[[nodiscard]] Result<artist::Document> undo_artist(Studio& studio, std::string const& id, std::optional<int> to, std::string const& by);
[[nodiscard]] Result<artist::Document> set_artist_state(Studio& studio, std::string const& id, artist::State state, std::string const& by);

/// Takes in a document that `artist export` wrote, as version 1 of an artist with the same id and profile.
[[nodiscard]] Result<artist::Document> import_artist(Studio& studio, std::string const& text, std::string const& by);

struct Removed {
    std::string name;
    int versions = 0;
    int contents = 0;
    int files = 0;  ///< assets that nobody else uses
    std::uint64_t bytes = 0;  ///< of these
    int plan_items = 0;
    int observations = 0;
};
BOOST_DESCRIBE_STRUCT(Removed, (), (name, versions, contents, files, bytes, plan_items, observations))

struct BegunRemoval {
    Removed removed;
    std::vector<jobs::JobId> jobs;  ///< that remove the files
};
/// Forgets the artist with all versions, plan, contents in all revisions and observations; the files that nobody else uses go with jobs.
[[nodiscard]] Result<BegunRemoval> begin_removal(Studio& studio, std::string const& id);
/// The same, when the jobs are done, too.
[[nodiscard]] Result<Removed> remove_artist(Studio& studio, std::string const& id);

/// Removes those of the files that nobody uses. How many. Errors: unavailable.
[[nodiscard]] Result<int> remove_unused(Studio& studio, CleaningJob const& job);

}  // namespace troupe::flow
