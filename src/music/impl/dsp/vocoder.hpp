#pragma once

#include <memory>
#include <string>

#include "music/impl/dsp/instrument.hpp"
#include "music/impl/singing/speech.hpp"

namespace troupe::music::impl {

/// A voice that sings words in tune: tones and breath through the mouth that `speech` recorded. Vowels begin on the
/// beat, the consonants before them. `style`: sung, choir, vocoder, spoken, rapped.
[[nodiscard]] std::unique_ptr<Instrument> make_vocoder(InstrumentRequest request, std::shared_ptr<Speech const> speech, std::string const& style);

}  // namespace troupe::music::impl
