#pragma once

#include <boost/describe.hpp>
#include <string>

#include "evolution/change_history.hpp"
#include "evolution/pieces.hpp"

/// Was a change for the better? Asked as often as one likes.
namespace troupe::evolution {

BOOST_DEFINE_ENUM_CLASS(Ruling, kept, no_verdict_yet, harmful, taken_back)

/// The pieces made since a change against those from before it, and those of the control arm, made since by the
/// persona.
struct Verdict {
    std::string path;
    int version = 0;  ///< that made the change
    Date at{};
    Ruling ruling = Ruling::no_verdict_yet;
    int before = 0;     ///< pieces from before
    int control = 0;    ///< pieces of the control arm since
    int since = 0;      ///< other pieces since
    double better = 1;  ///< evidence that those since are liked more; at `decides` the change is kept..
    double worse = 1;   ///< ..that they are liked less; at `decides` it is harmful
    double decides = 20;
    double ratio = 1;  ///< odds of a save of those since over the others: means, without a claim
    std::string text;  ///< one line for people
};
BOOST_DESCRIBE_STRUCT(Verdict, (),
                      (path, version, at, ruling, before, control, since, better, worse, decides, ratio, text))

struct VerdictSettings {
    double error_rate = 0.05;  ///< of either claim, however often one looks
    double spread = 0.3;       ///< log odds: how a piece's liking becomes an outcome within 0..1
    int most_days_before = 730;
};

/// Errors are rare but not impossible: a market that falls after a change looks like harm, so pieces from before a
/// shock that the roster felt are left out of the comparison, and harm only ever leads back to what was.
[[nodiscard]] Verdict judge(AppliedChange const& change, Pieces const& own, std::optional<Shock> const& shock,
                            VerdictSettings const& settings = {});

}  // namespace troupe::evolution
