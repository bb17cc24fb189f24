#pragma once

#include "music/tables.hpp"

namespace troupe::music::impl {

/// What the types cannot say: ranges, patterns, chords that can be read, instruments that exist.
/// Error: invalid_input with the path within the row ("drums[1].lanes.kick: ...").
[[nodiscard]] Result<void> check(Genre const& genre, Tables const& tables);
[[nodiscard]] Result<void> check(Mood const& mood, Tables const& tables);
[[nodiscard]] Result<void> check(Tempo const& tempo);

/// The parts a brief and a form may name, and the sections a form may have.
[[nodiscard]] std::vector<std::string> const& part_names();
[[nodiscard]] std::vector<std::string> const& section_names();
[[nodiscard]] std::vector<std::string> const& sound_names();
[[nodiscard]] std::vector<std::string> const& mode_names();

}  // namespace troupe::music::impl
