#pragma once

#include "artist/document.hpp"
#include "flow/studio.hpp"
#include "visual/brief.hpp"
#include "writing/tables.hpp"

namespace troupe::flow {

/// An artist's look in sentences, for makers of pictures that take words: what it looks like, its palette and what is never
/// shown. Neither the artist nor a title is named: a service would draw the letters, or imitate somebody of that name.
struct LookWords {
    std::string prompt;
    std::string negative;
};
[[nodiscard]] LookWords look_words(artist::Profile const& profile, writing::GenreTable const& genres);

/// The look of every picture and video, with its words.
[[nodiscard]] visual::Look worded_look(artist::Document const& artist, Studio const& studio);

}  // namespace troupe::flow
