#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/units.hpp"

namespace troupe::media {

/// What happens when in a song: the one thing that music and pictures share. From a score it is exact (confidence 1);
/// from the analysis of a file it says how sure it is. All times count from the first sample of the file, in order.

struct Beat {
    Seconds at{0};
    bool downbeat = false;  ///< the first of its bar
    double confidence = 1;  ///< 0..1
};
BOOST_DESCRIBE_STRUCT(Beat, (), (at, downbeat, confidence))

struct Section {
    std::string name;  ///< "intro", "verse", "chorus", "drop", "bridge", "outro"...
    Seconds start{0};
    Seconds end{0};
    double energy = 0.5;  ///< 0..1
    double confidence = 1;
};
BOOST_DESCRIBE_STRUCT(Section, (), (name, start, end, energy, confidence))

/// Something a picture should answer to.
struct Accent {
    Seconds at{0};
    std::string kind;     ///< "kick", "snare", "drop", "fill", "riser", "chord", "hook"
    double strength = 1;  ///< 0..1
    double confidence = 1;
};
BOOST_DESCRIBE_STRUCT(Accent, (), (at, kind, strength, confidence))

/// A word of a line that is sung.
struct LyricWord {
    Seconds start{0};
    Seconds end{0};
    std::string text;  ///< as it stands in the line, with its punctuation
};
BOOST_DESCRIBE_STRUCT(LyricWord, (), (start, end, text))

/// A line that is sung.
struct LyricMoment {
    Seconds start{0};
    Seconds end{0};
    std::string text;
    std::vector<LyricWord> words;  ///< all words of the text, in order; empty when only the line's times are known
};
BOOST_DESCRIBE_STRUCT(LyricMoment, (), (start, end, text, words))

struct Timeline {
    Seconds length{0};
    Bpm tempo{120};
    int beats_per_bar = 4;
    std::vector<Beat> beats;
    std::vector<Section> sections;  ///< cover the whole length without a gap
    std::vector<Accent> accents;
    std::vector<LyricMoment> lyrics;  ///< whole lines; empty when nobody sings
    Seconds hook_start{0};            ///< the 15 s or so that people would remember: where a teaser begins
    double confidence = 1;            ///< of tempo and beats as a whole
};
BOOST_DESCRIBE_STRUCT(Timeline, (),
                      (length, tempo, beats_per_bar, beats, sections, accents, lyrics, hook_start, confidence))

}  // namespace troupe::media
