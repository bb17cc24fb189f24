#pragma once

#include <string>
#include <vector>

#include "feedback/observation.hpp"

/// A simulated artist's streams, with honest surprises and, in half of the artists, planted bots.
namespace troupe::feedback {

enum class Reported { everything, counts };  ///< counts: streams and listeners alone

struct Audience {
    std::vector<Observation> rows;      ///< one a track, platform, territory and day
    std::vector<std::int64_t> planted;  ///< artificial streams of each row
    std::vector<int> kinds;             ///< of the planted: 0 none, 1.. as in `bot_kinds`
};

/// looped: few accounts, hundreds of plays. once: many accounts, one play each. plateau: weeks of a steady number. mimic:
/// follows the weekdays, saves and skips a little. spread: the same over several territories.
extern std::vector<std::string> const bot_kinds;

/// 120 days of two to five tracks on three platforms in six territories: trend, weekdays, noise; releases, playlist adds, one
/// that goes viral everywhere or in one territory alone, a radio play: honest look-alikes in every artist.
[[nodiscard]] Audience simulate_audience(std::uint64_t seed, Reported reported);

}  // namespace troupe::feedback
