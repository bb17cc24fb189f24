#include "evolution/verdict.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evolution/market_shock.hpp"
#include "evolution/trials/comparison.hpp"

namespace troupe::evolution {
namespace {

enum class Side { none, before, control, since };

/// Pieces that say which version they were made from go by it, others by their first day. A wished piece is a person's,
/// not the change's.
Side side_of(Piece const& piece, AppliedChange const& change, Date earliest) {
    if (piece.first < earliest || piece.arm == Arm::wished) return Side::none;
    auto const is_since = piece.version > 0 ? piece.version >= change.version : piece.first > change.at;
    if (!is_since) return Side::before;
    if (piece.arm == Arm::control) return Side::control;
    return piece.version > 0 ? Side::since : Side::none;
}

/// A piece's liking against the artist's usual one as a number within 0..1, by the normal distribution.
double outcome_of(double log_odds, double usual, double spread) {
    return 0.5 * std::erfc(-(log_odds - usual) / spread / std::sqrt(2.0));
}

struct Means {
    double others = 0, since = 0;
    int other_count = 0, since_count = 0;
    void add(Side side, double value) {
        if (side == Side::since)
            since += (value - since) / ++since_count;
        else
            others += (value - others) / ++other_count;
    }
};

void count(Verdict& verdict, Side side) {
    (side == Side::before ? verdict.before : side == Side::control ? verdict.control : verdict.since) += 1;
}

std::string text_of(Verdict const& verdict) {
    auto const seen = fmt::format("{} pieces since against {} from before and {} of the control arm", verdict.since,
                                  verdict.before, verdict.control);
    switch (verdict.ruling) {
        case Ruling::kept:
            return fmt::format("kept: {}; {:.2f} times the odds of a save", seen, verdict.ratio);
        case Ruling::harmful:
            return fmt::format("harmful: {}; {:.2f} times the odds of a save", seen, verdict.ratio);
        case Ruling::taken_back:
            return "taken back";
        case Ruling::no_verdict_yet:
            break;
    }
    return fmt::format("no verdict yet: {}; evidence for better {:.1f}, for worse {:.1f}, {:.0f} decides", seen,
                       verdict.better, verdict.worse, verdict.decides);
}

}  // namespace

Verdict judge(AppliedChange const& change, Pieces const& own, std::optional<Shock> const& shock,
              VerdictSettings const& settings) {
    Verdict verdict{.path = change.change.path,
                    .version = change.version,
                    .at = change.at,
                    .decides = 1 / settings.error_rate,
                    .text = {}};
    auto earliest = plus_days(change.at, -settings.most_days_before);
    // An artist that falls alone, after a change, falls by the change for all that anybody knows.
    if (shock && shock->artists > 1) earliest = std::max(earliest, shock->at);
    // One to one: what came before waits until as many have come since.
    SequentialTest better(1, 1);
    SequentialTest worse(1, 1);
    Means means;
    auto const usual = std::log(own.rate / (1 - own.rate));
    for (auto const& piece : own.pieces) {
        auto const side = side_of(piece, change, earliest);
        if (side == Side::none) continue;
        count(verdict, side);
        auto const log_odds = liking(piece.count, own.rate).log_odds;
        auto const outcome = outcome_of(log_odds, usual, settings.spread);
        means.add(side, log_odds);
        side == Side::since ? better.add_second(outcome) : better.add_first(outcome);
        side == Side::since ? worse.add_first(outcome) : worse.add_second(outcome);
    }
    verdict.better = better.so_far(settings.error_rate).evidence;
    verdict.worse = worse.so_far(settings.error_rate).evidence;
    if (means.other_count > 0 && means.since_count > 0) verdict.ratio = std::exp(means.since - means.others);
    if (verdict.worse >= verdict.decides) verdict.ruling = Ruling::harmful;
    if (verdict.better >= verdict.decides) verdict.ruling = Ruling::kept;
    if (change.is_undone) verdict.ruling = Ruling::taken_back;
    verdict.text = text_of(verdict);
    return verdict;
}

}  // namespace troupe::evolution
