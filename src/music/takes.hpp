#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "music/track_maker.hpp"

/// Several takes of one song, and which is the best.
namespace troupe::music {

/// What speaks for a take: the critic's judgement of its score, and what was measured in its sound. Each mark is 0..1.
struct TakeMarks {
    double critic = 0;    ///< of the score; .5 where there is none
    double key = 0;       ///< the key that is heard: 1 as asked, .5 a fifth away, .3 its relative, .2 its parallel
    double tempo = 0;     ///< 1 within half a percent of what was asked, up to octave; 0 from 4 percent
    double loudness = 0;  ///< 1 within .2 LU of what was asked; 0 from 2 LU
    double silence = 0;   ///< 1 without a hole in the sound; 0 from 3 s
    double total = 0;     ///< half critic, .2 key, .1 each of the others; the last .1 for being unlike the other takes
    double likeness = 0;  ///< 0..1 of its tune to the nearest other take's
};
BOOST_DESCRIBE_STRUCT(TakeMarks, (), (critic, key, tempo, loudness, silence, total, likeness))

struct Take {
    int number = 1;  ///< as they were made, from 1
    std::uint64_t seed = 0;
    std::filesystem::path folder;  ///< <folder>/take-<number>
    Track track;
    TakeMarks marks;
    std::string reason;  ///< for people: "heard in A minor as asked, -14.0 LUFS; critic .91"
};

/// Makes `count` takes (1 to 10) of a brief, each in a folder of its own, and gives them best first. The first has the
/// brief's seed, the others follow from it; each is kept away from the tunes of those before. A take that comes out equal
/// to an earlier one is refused and made with another seed. Where a later take fails, the error is its.
/// Errors: as `TrackMaker::make`; invalid_input (count); conflict (nothing but equal takes).
[[nodiscard]] Result<std::vector<Take>> make_takes(TrackMaker& maker, Brief const& brief, int count, std::filesystem::path const& folder,
                                                   Progress const& progress, std::stop_token stop);

/// One line a take: rank, number, marks and reason; for people.
[[nodiscard]] std::string takes_table(std::vector<Take> const& ranked);

/// What the brief asked for, as far as it can be heard in the finished track.
[[nodiscard]] TakeMarks marks_of(Track const& track, Brief const& brief);

}  // namespace troupe::music
