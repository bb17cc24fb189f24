#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artist/profile.hpp"
#include "writing/impl/banks.hpp"
#include "writing/tables.hpp"

namespace troupe::writing::impl {

/// What may stand in a frame's `{slot}`: all of it comes from the facts of one profile.
using Slots = std::map<std::string, std::string, std::less<>>;

/// The bank entry a fact was made from; null for facts that a person or a language model wrote.
[[nodiscard]] Entry const* entry_of(artist::Fact const& fact, Banks const& banks);

/// Slots of the artist: {name}, {genre}, {genre.a}, {sound.three}.., and those of every fact under its role: "object.np",
/// "object2.np", "job.past", "event.year". Facts that are not public are left out unless their id is `disclosed`.
[[nodiscard]] Slots slots_of(artist::Profile const& profile, Banks const& banks, GenreTable const& genres,
                             std::string_view disclosed = "");

/// The roles of a profile's facts by slot prefix: {"object2", "object.2"}.
[[nodiscard]] std::map<std::string, std::string, std::less<>> fact_ids(artist::Profile const& profile);

/// The text with its slots filled; nothing when one of them is missing.
[[nodiscard]] std::optional<std::string> fill(std::string_view text, Slots const& slots);

/// The prefixes of the slots in a frame: "job" for {job.past}.
[[nodiscard]] std::vector<std::string> slot_roles(std::string_view text);

/// Capitals at the beginnings of sentences; a single full stop where two met.
[[nodiscard]] std::string sentence_case(std::string text);

}  // namespace troupe::writing::impl
