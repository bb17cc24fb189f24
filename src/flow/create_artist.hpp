#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "artist/creation_report.hpp"
#include "artist/document.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

struct CreateRequest {
    std::string prompt;
    std::optional<std::uint64_t> seed;       ///< by default made from the prompt
    std::optional<artist::ArtistId> id;      ///< by default a new one
    bool lock_core = false;                  ///< a debut locks it
    std::string by = "owner";
    std::stop_token stop;                    ///< a language model may take minutes
    int proposal = 0;                        ///< 1 to 3: that one of `propose_artists`; 0: the prompt's own
};

struct Created {
    artist::Document artist;         ///< not stored yet: `join_roster` does
    std::vector<std::string> notes;  ///< who on the roster it had to differ from; which candidates were passed over
    artist::CreationReport report;
    std::vector<std::pair<artist::ArtistId, int>> known;  ///< the newest of the roster that it was made to differ from, with their versions
};

/// For a prompt that leaves much open: this many artists are shown, and the label picks one.
inline constexpr int proposal_count = 3;

/// Three artists that differ in everything the prompt leaves open; nothing is stored. `create_artist` with `proposal` makes
/// one of them. Errors: invalid_input (the prompt).
[[nodiscard]] Result<std::vector<artist::Profile>> propose_artists(Studio& studio, CreateRequest const& request);

/// The seed that a prompt stands for.
[[nodiscard]] std::uint64_t seed_of(std::string_view prompt);

/// Invents an artist who differs from the whole roster: a candidate whose name is taken, or who is too near to someone,
/// gives way to the next. Errors: invalid_input (the prompt), conflict (no candidate of sixteen differs enough).
[[nodiscard]] Result<Created> invent_artist(Studio& studio, CreateRequest const& request);

/// Stores one that was invented. Error: unavailable (an artist who joined or changed meanwhile is too near: invent it again).
[[nodiscard]] Result<void> join_roster(Studio& studio, Created const& created);

/// Invents and stores, again where somebody came first. Errors: as above.
[[nodiscard]] Result<Created> create_artist(Studio& studio, CreateRequest const& request);

/// How the artist came to be: understood, assumed, nearest of the roster, findings of our validators.
[[nodiscard]] Result<artist::CreationReport> report_on(Studio& studio, artist::Document const& artist);

/// All artists, oldest first.
[[nodiscard]] Result<std::vector<artist::Document>> roster(Studio& studio);

}  // namespace troupe::flow
