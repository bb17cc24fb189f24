#pragma once

#include <map>
#include <optional>
#include <string>

#include "catalog/content.hpp"
#include "evolution/style_draw.hpp"
#include "flow/studio.hpp"

/// What one piece tries: chosen for its words, and followed by its song and its cover. Stands in the words' brief.
namespace troupe::flow {

/// What a person wants of a piece, by factor: genre, mood, mode, lyric_theme, visual_family, tempo (BPM).
using Wishes = std::map<std::string, std::string>;

/// Errors: invalid_input, by factor, with what there is (genres and moods of the tables, modes and themes of the
/// artist).
[[nodiscard]] Result<void> check_wishes(Studio const& studio, artist::Document const& artist, Wishes const& wishes);

/// A draw by what was learned, with the wishes in the place of what was drawn. Nothing where there is neither evidence
/// nor a wish: then the piece is made by the style's weights alone. Errors: unavailable.
[[nodiscard]] Result<std::optional<evolution::Draw>> choose_style(Studio& studio, artist::Document const& artist,
                                                                  Wishes const& wishes, std::string const& content,
                                                                  std::uint64_t seed);

/// In brief and provenance of a content.
void note_choice(catalog::Content& content, std::optional<evolution::Draw> const& draw);
[[nodiscard]] std::optional<evolution::Draw> choice_of(catalog::Content const& words);

/// The artist as the makers of that piece shall see it: lists narrowed to the drawn levels, the persona for the control
/// arm. A third of the tempo range or a mode that the genre does not play leaves the choice to the genre, as ever.
[[nodiscard]] Result<artist::Document> as_chosen(Studio& studio, artist::Document artist,
                                                 std::optional<evolution::Draw> const& draw);

/// What learning must know of it later, beside what the song itself says.
void add_factors(json::Value& factors, std::optional<evolution::Draw> const& draw);

}  // namespace troupe::flow
