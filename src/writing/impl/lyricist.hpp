#pragma once

#include "base/random.hpp"
#include "base/result.hpp"
#include "writing/impl/banks.hpp"
#include "writing/impl/slots.hpp"
#include "writing/prosody.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::impl {

/// Every way to say an authored line: "{a|b} [maybe] word" gives four. At most 64, the shortest forms included.
[[nodiscard]] std::vector<std::string> variants_of(std::string const& line);

/// The words of a song: a premise that suits the artist and the mood, its lines fitted to the form.
/// Error: invalid_input (form[n].lines, form[n].syllables_low).
[[nodiscard]] Result<Lyrics> write_lyrics(LyricsRequest const& request, Banks const& banks, GenreTable const& genres,
                                          Prosody const& prosody);

/// Where a mood of the music engine's table stands on the axes; all zero for an unknown one.
[[nodiscard]] Axes axes_of_mood(std::string_view mood);

/// What the profile says of itself on the axes: its genre, its character, its look, its presence.
[[nodiscard]] Axes axes_of(artist::Profile const& profile, Banks const& banks, GenreTable const& genres);

}  // namespace troupe::writing::impl
