#pragma once

#include <memory>

#include "music/brief.hpp"
#include "music/impl/dsp/instrument.hpp"
#include "music/impl/plan.hpp"
#include "music/impl/soundfont/orchestra.hpp"
#include "music/impl/timbre.hpp"

namespace troupe::music::impl {

/// What the sound of a part is made from.
struct PartSources {
    Part const& part;
    Score const& score;
    Plan const& plan;
    Tables const& tables;
    Brief const& brief;
    Timbre const& timbre;
    std::shared_ptr<Speech const> speech;    ///< how words are spoken; null: a voice has vowels alone
    Orchestra const* orchestra = nullptr;    ///< plays some parts instead of the synthesiser; null: none
};

/// The part's notes in frames, its patch with the song's and the artist's offsets, its movement.
[[nodiscard]] InstrumentRequest request_for(PartSources const& from);
[[nodiscard]] std::unique_ptr<Instrument> instrument_for(PartSources const& from, InstrumentRequest request);
/// The gain that brings the part's usual notes to its usual level, dB, found by playing a few of them.
[[nodiscard]] double calibrated_db(PartSources const& from, InstrumentRequest request);

}  // namespace troupe::music::impl
