#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/random.hpp"

namespace troupe::music::impl {

/// What one artist does in every song, drawn from the signature alone, never from the song. Without a signature nothing
/// is preferred and every offset is 0.
struct Habits {
    bool own = false;  ///< there is a signature
    std::uint64_t seed = 0;
    std::vector<int> rhythm;     ///< of the motif: 3 to 6 onsets in eighths from its first tone
    std::vector<int> contour;    ///< of the motif: its tones in steps of the scale, from its first one
    int register_shift = 0;      ///< semitones, -4..4
    double step_bias = 0;        ///< added to the genre's: -.1...1
    double repeat = 0;           ///< -.06...06
    double syncopation = 0;      ///< -.15...15
    double swing = 0;            ///< of a step, -.04...06
    double ghosts = 0;           ///< chance of a drummer's additions, -.15...2
    double density = 0;          ///< of notes, added to the sound's: -.3...3
    double backbeat_ms = 0;      ///< how much later the snare comes: -5..9
    std::array<double, 16> accents = every_step_alike();  ///< of a drummer's hands, times each sixteenth's force: .72..1.15

    [[nodiscard]] static constexpr std::array<double, 16> every_step_alike() {
        std::array<double, 16> steps{};
        steps.fill(1);
        return steps;
    }
    /// How much the artist likes one of several choices, known by any text: 1 is neutral, 0.3 to 4.
    [[nodiscard]] double favour(std::string_view what) const;
    [[nodiscard]] Random draws(std::string_view what) const { return Random(seed).stream(what); }
};

[[nodiscard]] Habits habits_of(std::string_view signature);

}  // namespace troupe::music::impl
