#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "evolution/pieces.hpp"

/// A day on which the audience changed its mind: what was learned before it counts a quarter.
namespace troupe::evolution {

struct ShockSettings {
    double slack = 0.5;             ///< deviations of a forecast that are nobody's surprise
    double alarm = 6;               ///< sum of surprises for the worse beyond the slack
    int first_pieces = 4;           ///< of an artist that only set what is expected
    double piece_deviation = 0.35;  ///< of pieces of one artist: luck, and what was tried; log odds
    int most_ago_days = 540;        ///< an older shock is history: all that counts has come since
    int least_artists = 3;          ///< that must have fallen together before the market is held to have moved
};

struct Shock {
    Date at{};        ///< first day of the fall
    int pieces = 0;   ///< that fell
    int artists = 1;  ///< whose they are
    double fall = 0;  ///< of these pieces against the forecast: mean, log odds, below 0
};
BOOST_DESCRIBE_STRUCT(Shock, (), (at, pieces, artists, fall))

/// The last shock, if there was one: a one-sided sum of surprises (Page, Biometrika 1954) over the pieces in the order
/// of time. `artists`: the pieces of one artist, or of each of a roster; a piece is forecast from those of the same
/// artist before it. Of several artists it takes `least_artists` to fall: one who fails is no market.
[[nodiscard]] std::optional<Shock> find_shock(std::vector<Pieces> const& artists, Date today,
                                              ShockSettings const& settings = {});

/// How much a piece of that day counts: 1, or a quarter when it came before the shock.
[[nodiscard]] double trust_after(std::optional<Shock> const& shock, Date first);

/// The count with its rate as it was, but of so many fewer that its weight in a StyleLearner of that `noise` is `share`
/// of what it would have been.
[[nodiscard]] SaveCount thinned(SaveCount const& count, double share, double noise);

}  // namespace troupe::evolution
