#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "artist/version.hpp"

namespace troupe::artist {

/// candidate -> active <-> evolving, active <-> paused, all but retired -> retired.
BOOST_DEFINE_ENUM_CLASS(State, candidate, active, evolving, paused, retired)

/// What is stored, exported and signed. Its JSON is flat, `id` first:
///     {"id", "name", "state", "core_locked", "core_hash", "seed", "core", "style", .., "understanding", "version"}
/// and is written by `json::print(document)`, read by `json::parse<Document>(text)`.
struct Document {
    ArtistId id;
    State state = State::candidate;
    bool core_locked = false;
    std::string core_hash;   ///< SHA-256 of the core's JSON
    std::uint64_t seed = 0;  ///< what the identity was made with
    Profile profile;
    Version version;

    [[nodiscard]] std::string const& name() const { return profile.core.name; }
};

struct NewArtist {
    ArtistId id;
    Profile profile;
    std::uint64_t seed = 0;
    State state = State::candidate;
    bool core_locked = false;
};

/// Version 1. Errors: invalid_input (the profile, or a blank author or reason; names the field).
[[nodiscard]] Result<Document> create(NewArtist artist, Authorship const& author);

/// The next version with another profile; `kind` is edited or evolved.
/// Errors: invalid_input (the profile, nothing changes), conflict (the core is locked and would change, names the
/// field; the artist is retired).
[[nodiscard]] Result<Document> apply_change(Document const& current, Profile profile, Authorship const& author,
                                            VersionKind kind = VersionKind::edited);

/// The next version with a locked core. Error: conflict (locked already, retired).
[[nodiscard]] Result<Document> lock_core(Document const& current, Authorship const& author);

/// An admin's explicit act, the only one that changes a locked core; it stays locked. Errors: as `apply_change`.
[[nodiscard]] Result<Document> recast(Document const& current, Profile profile, Authorship const& author);

/// The next version in another state. Error: conflict (there is no such way; names those there are).
[[nodiscard]] Result<Document> change_state(Document const& current, State state, Authorship const& author);

/// The next version, whose document is that of version `to` to the byte, `version` aside. `history` is whole, oldest
/// first. Errors: not_found (no such version), conflict (it is the current document already, the artist is retired, or
/// the core has been locked or recast since: a locked core stays what it is).
[[nodiscard]] Result<Document> undo(std::span<Document const> history, int to, Authorship const& author);

/// Checks numbers, hashes, links and that no locked core changed but by a recast. Error: conflict naming the first
/// broken version.
[[nodiscard]] Result<void> verify_chain(std::span<Document const> history);

/// The document's JSON without `version`: what `undo` restores to the byte.
[[nodiscard]] std::string print_without_version(Document const& document);

}  // namespace troupe::artist

namespace troupe::json {
template <>
[[nodiscard]] Value to_value(artist::Document const& document);
template <>
[[nodiscard]] Result<artist::Document> from_value(Value const& value, Unknown unknown, std::string const& path);
}  // namespace troupe::json
