#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "evolution/style_learner.hpp"
#include "feedback/observation.hpp"

/// Pieces of an artist (songs) as learning sees them: what was tried, and how those who heard it took it.
namespace troupe::evolution {

/// Who chose what a piece tries. `persona`: its weights, before anything was learned; `wished`: a person said all of
/// it.
BOOST_DEFINE_ENUM_CLASS(Arm, persona, learned, control, wished)

struct Piece {
    std::string content_id;
    Date first{};          ///< day of the first row that counts
    SaveCount count;       ///< of the first four weeks, as if all platforms were alike
    json::Object factors;  ///< as the observations have them
    Arm arm = Arm::persona;
    int version = 0;  ///< of the artist's document, when it was made; 0: not recorded
};

struct PieceSettings {
    int days = 28;                 ///< of a piece's age that are compared; what comes later depends on who stays
    double least_exposures = 100;  ///< a piece that fewer have heard says nothing yet
};

struct Pieces {
    std::vector<Piece> pieces;  ///< by first day, then id
    std::string measure;        ///< "saves by listener".., see impl/measure.hpp; empty: nothing is measured
    double rate = 0;            ///< of all pieces together
    double exposures = 0;
};

/// Sums up one artist's observations; flagged rows and rows without a track count for nothing. Some platforms make
/// saving easier than others: a piece's successes are scaled by what its own mix of platforms would have given an
/// average piece (indirect standardisation), so that a piece is not held to be liked for where it was heard.
[[nodiscard]] Pieces pieces_of(std::vector<feedback::Observation> const& observations,
                               PieceSettings const& settings = {});

/// The piece's rate in log odds, drawn a little to `usual`, with the variance of counting alone.
struct Liking {
    double log_odds = 0;
    double variance = 0;
};
[[nodiscard]] Liking liking(SaveCount const& count, double usual);

}  // namespace troupe::evolution
