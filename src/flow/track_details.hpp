#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "catalog/content.hpp"
#include "flow/studio.hpp"
#include "media/timeline.hpp"
#include "music/analysis.hpp"
#include "music/melody_print.hpp"
#include "music/takes.hpp"

namespace troupe::flow {

/// One of several takes of a song: each is a content of its own.
struct TakeNote {
    std::string content;  ///< its id
    int number = 1;       ///< as they were made
    std::uint64_t seed = 0;
    music::TakeMarks marks;
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(TakeNote, (), (content, number, seed, marks, reason))

/// `details` of a track: what was measured, when everything happens, and the picture of its wave.
struct TrackDetails {
    music::Analysis analysis;
    media::Timeline timeline;
    std::string key;           ///< as composed
    std::vector<float> peaks;  ///< 0..1, 800 equal steps over the length
    std::vector<std::string> notes;  ///< where it is not as asked, who stood in for whom
    json::Value factors = json::Object{};  ///< what was tried, in the words of the artist's style: what learning compares
    music::MelodyPrint tune;      ///< what later songs keep away from; empty when there is no score
    std::vector<TakeNote> takes;  ///< of this song, best first; empty when it is the only one
    std::string words;  ///< id of the content it was made from; empty: a person's recording, or made before this was kept
};
BOOST_DESCRIBE_STRUCT(TrackDetails, (), (analysis, timeline, key, peaks, notes, factors, tune, takes, words))

/// Error: invalid_input when the content is no track.
[[nodiscard]] Result<TrackDetails> track_details(catalog::Content const& track);

/// The highest sample of each of 800 equal steps, the loudest step at 1. Errors: not_found, invalid_input.
[[nodiscard]] Result<std::vector<float>> peaks_of(std::filesystem::path const& file);

/// A brief as a content keeps it: the tunes that it was kept away from as their number alone.
[[nodiscard]] json::Value brief_value(music::Brief brief);

/// Puts a finished track's files and what is known of it into a content; what was tried and the other takes stay as they
/// are. `folder` holds the files. Errors: unavailable, cancelled.
[[nodiscard]] Result<void> describe_track(Studio& studio, catalog::Content& content, music::Track const& track, std::filesystem::path const& folder,
                                          std::stop_token const& stop);

}  // namespace troupe::flow
