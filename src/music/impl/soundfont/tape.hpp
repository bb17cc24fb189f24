#pragma once

#include <filesystem>
#include <memory>

#include "base/result.hpp"
#include "music/impl/dsp/instrument.hpp"

namespace troupe::music::impl {

/// Plays a stereo recording at 48 kHz from its start, block by block; silent after its end.
/// Error: unavailable (cannot be read, or is of another kind).
[[nodiscard]] Result<std::unique_ptr<Instrument>> make_tape(std::filesystem::path const& file);

}  // namespace troupe::music::impl
