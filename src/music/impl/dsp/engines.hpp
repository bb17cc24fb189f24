#pragma once

#include "music/impl/dsp/instrument.hpp"

/// One maker for each `Patch::engine`; `make_instrument` chooses.
namespace troupe::music::impl {

[[nodiscard]] std::unique_ptr<Instrument> make_analog(InstrumentRequest request);
[[nodiscard]] std::unique_ptr<Instrument> make_fm(InstrumentRequest request);
[[nodiscard]] std::unique_ptr<Instrument> make_pluck(InstrumentRequest request);
[[nodiscard]] std::unique_ptr<Instrument> make_organ(InstrumentRequest request);

}  // namespace troupe::music::impl
