#pragma once

#include <boost/describe.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace troupe::music {

constexpr int ticks_per_beat = 480;  ///< a quarter note, as in a MIDI file
constexpr int ticks_per_step = ticks_per_beat / 4;  ///< a sixteenth

/// "6/8": six eighths in a bar. Tempi count quarter notes in every metre, as MIDI does.
struct Metre {
    int beats = 4;  ///< 2 to 15
    int unit = 4;   ///< 4 or 8: a quarter or an eighth
    [[nodiscard]] int bar_ticks() const { return beats * ticks_per_beat * 4 / unit; }
    [[nodiscard]] int steps() const { return bar_ticks() / ticks_per_step; }  ///< sixteenths in a bar
    /// 6/8, 9/8 and 12/8 are felt in groups of three eighths.
    [[nodiscard]] bool is_compound() const { return unit == 8 && beats > 3 && beats % 3 == 0; }
    /// What a foot taps to: a quarter, a dotted quarter in compound metres, an eighth in 5/8 and 7/8.
    [[nodiscard]] int pulse_ticks() const { return is_compound() ? 3 * ticks_per_beat / 2 : unit == 8 ? ticks_per_beat / 2 : ticks_per_beat; }
    [[nodiscard]] int pulses() const { return bar_ticks() / pulse_ticks(); }  ///< in a bar
    bool operator==(Metre const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Metre, (), (beats, unit))

/// Reads "4/4", "6/8". Error: invalid_input.
[[nodiscard]] Result<Metre> parse_metre(std::string_view text);

}  // namespace troupe::music
