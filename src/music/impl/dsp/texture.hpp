#pragma once

#include "music/impl/dsp/instrument.hpp"

namespace troupe::music::impl {

/// A bed of sound under the music: vinyl, tape, rain, air or city, by `patch.wave`. Sounds while a note does.
[[nodiscard]] std::unique_ptr<Instrument> make_texture(InstrumentRequest request);

}  // namespace troupe::music::impl
