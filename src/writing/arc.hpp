#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "artist/profile.hpp"

namespace troupe::writing {

/// One step of the story: what the audience learns, or is reminded of.
struct Disclosure {
    int step = 0;           ///< 0 is the first
    std::string stage;      ///< setup, escalation, turn, climax, release
    std::string fact;       ///< id in profile.story.facts
    bool is_return = false; ///< true: known already, comes back as a callback
};
BOOST_DESCRIBE_STRUCT(Disclosure, (), (step, stage, fact, is_return))

/// A schedule of disclosure: place, object, rule, work, wound, song, return. Each step reveals one fact that the
/// audience lacks; with more steps than facts, the rest are returns of what was told at least three steps earlier.
/// Facts that are not public come last. `steps` of 0 or less, or an artist without facts: nothing.
[[nodiscard]] std::vector<Disclosure> arc(artist::Profile const& profile, int steps);

}  // namespace troupe::writing
