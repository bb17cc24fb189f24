#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "writing/provider_prompts/clauses.hpp"
#include "writing/tables.hpp"

namespace troupe::writing::provider_prompts {

BOOST_DESCRIBE_STRUCT(Texts, (), (brief, medium, full))

struct Colour {
    std::string hex;    ///< "#d97588"
    std::string words;  ///< "light rose"
};
BOOST_DESCRIBE_STRUCT(Colour, (), (hex, words))

/// What a maker of images, or of texts, is told of an artist.
struct ArtistPrompt {
    std::string version = "artist/1";
    std::string name;
    std::string who;                       ///< "a virtual dark ambient artist, the lodger nobody has met"
    std::vector<std::string> temperament;  ///< "watchful"
    std::vector<std::string> background;   ///< public facts, as clauses
    std::vector<std::string> look;         ///< "very dark", "layered horizons"
    std::vector<std::string> motifs;
    std::vector<Colour> palette;  ///< from dark to light, the accent last
    bool shows_face = false;
    std::vector<std::string> avoid;
    Texts text;
    std::string negative;  ///< as image makers take it: "face, portrait, logo"; at most 500 characters
};
BOOST_DESCRIBE_STRUCT(ArtistPrompt, (),
                      (version, name, who, temperament, background, look, motifs, palette, shows_face, avoid, text,
                       negative))

/// Same profile and table, same bytes. Facts that are not public are left out.
[[nodiscard]] ArtistPrompt artist_prompt(artist::Profile const& profile, GenreTable const& genres);

/// The palette in words and hex; what is no colour is left out.
[[nodiscard]] std::vector<Colour> palette_of(artist::Profile const& profile);

/// What no picture of this artist may show, as clauses: a face for one who shows none, likenesses, brands.
[[nodiscard]] std::vector<std::string> never_shown(artist::Profile const& profile);
/// The same as single words, for fields that take what is not wanted: "portrait", "logo".
[[nodiscard]] std::vector<std::string> unwanted_words(artist::Profile const& profile);

/// "dub techno" for "dub_techno", by the table where it knows the id.
[[nodiscard]] std::string genre_name(GenreTable const& genres, std::string const& id);

}  // namespace troupe::writing::provider_prompts
