#pragma once

#include <filesystem>
#include <memory>
#include <stop_token>

#include "music/impl/production.hpp"
#include "music/impl/singing/speech.hpp"
#include "music/impl/soundfont/orchestra.hpp"

namespace troupe::music::impl {

/// Who is heard beside the synthesiser.
struct Performers {
    std::shared_ptr<Speech const> speech;  ///< null: nobody sings words, or nothing on this machine can speak
    Orchestra orchestra;                   ///< empty without a soundfont
};

/// Names the song's instruments and has its words spoken and its sampled parts played, into `folder`. A speaker that is
/// broken does not cost the song its voice: it sings vowels then. Errors: invalid_input (the soundfont), unavailable,
/// cancelled.
[[nodiscard]] Result<Performers> engage(Song& song, std::filesystem::path const& soundfont, std::filesystem::path const& folder, std::stop_token const& stop);

/// Says in the provenance who performed.
void credit(Performers const& performers, Brief const& brief, media::Provenance& provenance);

}  // namespace troupe::music::impl
