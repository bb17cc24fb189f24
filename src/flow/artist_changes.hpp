#pragma once

#include <optional>
#include <string>
#include <vector>

#include "artist/document.hpp"
#include "flow/studio.hpp"

/// What people do with an artist: each call writes one new version, or fails and changes nothing.
/// Errors of all: not_found (the artist), conflict (the locked core, a state that does not lead there, somebody else was
/// faster), invalid_input (names the field).
namespace troupe::flow {

/// "style.moods[0].weight" and what it shall be, as JSON or as plain text.
struct FieldChange {
    std::string path;
    std::string value;
};

/// Reads "field.path=value". Error: invalid_input.
[[nodiscard]] Result<FieldChange> parse_field_change(std::string const& text);

[[nodiscard]] Result<artist::Document> edit_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes,
                                                   std::string const& by);
/// The only way to change a locked core.
[[nodiscard]] Result<artist::Document> recast_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes,
                                                     std::string const& by);
/// Back to a version; by default to the one before the present.
[[nodiscard]] Result<artist::Document> undo_artist(Studio& studio, std::string const& id, std::optional<int> to, std::string const& by);
[[nodiscard]] Result<artist::Document> set_artist_state(Studio& studio, std::string const& id, artist::State state, std::string const& by);

/// Takes in a document that `artist export` wrote, as version 1 of an artist with the same id and profile.
[[nodiscard]] Result<artist::Document> import_artist(Studio& studio, std::string const& text, std::string const& by);

struct Removed {
    std::string name;
    int contents = 0;
    int files = 0;  ///< assets that nobody else uses
};
/// Forgets the artist with plan, contents and the files that nobody else uses.
[[nodiscard]] Result<Removed> remove_artist(Studio& studio, std::string const& id);

}  // namespace troupe::flow
