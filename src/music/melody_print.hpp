#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace troupe::music {

struct Score;

/// What a tune is known by, whatever its key and tempo: every run of five notes as a hash of its four intervals and
/// their rhythm, and every run of seven as one of its intervals alone (a copy in another rhythm is a copy), sorted, each
/// once.
struct MelodyPrint {
    std::string title;                 ///< of the song, for messages
    std::vector<std::uint32_t> grams;  ///< empty: there is no tune
};
BOOST_DESCRIBE_STRUCT(MelodyPrint, (), (title, grams))

/// Of lead and voice together.
[[nodiscard]] MelodyPrint print_of(Score const& score);

/// 0 nothing in common .. 1 the same tune: the share of the shorter print's runs that the other one has, too.
[[nodiscard]] double likeness(MelodyPrint const& a, MelodyPrint const& b);

}  // namespace troupe::music
