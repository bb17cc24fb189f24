#pragma once

#include <stop_token>

#include "media/picture.hpp"
#include "visual/bands.hpp"
#include "visual/brief.hpp"

namespace troupe::visual {

/// A cover out of art that somebody else made: the middle square of it, drawn towards the artist's colours, scaled to
/// brief.size_px (64 to 6000) and lettered with title and artist in the artist's faces, where the art is quietest, with the
/// contrast every cover of ours has. Same art, same brief: the same pixels, whatever the number of threads.
/// Errors: invalid_input (the brief; art without pixels, or smaller than 32 px), unavailable (fonts), cancelled.
[[nodiscard]] Result<media::Picture> letter_art(CoverBrief const& brief, media::Picture const& art, int threads = default_threads(),
                                                std::stop_token stop = {});

}  // namespace troupe::visual
