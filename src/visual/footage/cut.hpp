#pragma once

#include <boost/describe.hpp>
#include <filesystem>

#include "base/units.hpp"
#include "visual/footage/clip.hpp"

namespace troupe::visual {

/// A piece of a clip for one scene of a teaser.
struct FootageCut {
    std::filesystem::path file;  ///< MP4; not part of a written brief, as it is a place on this machine
    Seconds start{0};            ///< in the clip
    Seconds length{0};           ///< that may be shown; after it the last picture stands
    Seconds at{-1};              ///< a moment of the song within the scene it is for; below 0: the first scene without a cut
    FootageCredit credit;
};
BOOST_DESCRIBE_STRUCT(FootageCut, (), (start, length, at, credit))

/// What was shown when, in seconds of the video.
struct ShownFootage {
    FootageCredit credit;
    Seconds from{0};
    Seconds to{0};
};
BOOST_DESCRIBE_STRUCT(ShownFootage, (), (credit, from, to))

}  // namespace troupe::visual
