#pragma once

namespace troupe::music::impl {

/// Pitches of the part "fx": each is a sound of its own.
constexpr int effect_riser = 1;    ///< noise and a tone that climb
constexpr int effect_impact = 2;   ///< a deep boom and a splash
constexpr int effect_fall = 3;     ///< noise that sinks
constexpr int effect_reverse = 4;  ///< a cymbal backwards

}  // namespace troupe::music::impl
