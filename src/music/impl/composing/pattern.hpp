#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "music/impl/plan.hpp"

namespace troupe::music::impl {

/// How strong each sixteenth of a bar is: 1 the downbeat, .85 where a group of pulses begins (the third beat of 4/4, the
/// second dotted quarter of 6/8, the 3+2 of 5/4, the 2+2+3 of 7/8), .7 another beat, .4 an eighth between, .1 the rest.
[[nodiscard]] std::vector<double> accents_of(Metre const& metre);
/// The step of a bar where its second half begins: where a second chord comes in.
[[nodiscard]] int middle_of(Metre const& metre);

/// Which of three levels a section's energy is on; a song keeps one pattern for each.
[[nodiscard]] inline int level_of(double energy) { return energy < 0.4 ? 0 : energy < 0.7 ? 1 : 2; }

[[nodiscard]] inline std::string text_of(BassPattern const& row) { return row.steps; }
[[nodiscard]] inline std::string text_of(PlayPattern const& row) { return row.steps; }
[[nodiscard]] std::string text_of(DrumPattern const& row);

/// One of the rows in the plan's metre whose energy range holds `energy`, by weight and the artist's habits; null when
/// there is none.
template <class Row>
Row const* choose_for_energy(std::vector<Row> const& rows, double energy, Plan const& plan, Random& random) {
    std::vector<double> weights;
    double sum = 0;
    for (auto const& row : rows) {
        bool const fits = row.metre == plan.metre_name && energy >= row.energy_low - 1e-9 && energy <= row.energy_high + 1e-9;
        weights.push_back(fits ? row.weight * plan.habits.favour(text_of(row)) : 0);
        sum += weights.back();
    }
    if (sum <= 0) return nullptr;
    return &rows[random.weighted(weights)];
}

/// What a player makes of a pattern over four bars: strokes left out, added and anticipated, more of them with a greater
/// `amount` (0..1), none in the first bar. `added` is the symbol of a stroke that is put in. The result has whole bars:
/// four, or the pattern's own number if that is greater.
[[nodiscard]] std::string varied(std::string const& steps, Metre const& metre, double amount, char added, Random& random);

}  // namespace troupe::music::impl
