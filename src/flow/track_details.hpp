#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/result.hpp"
#include "catalog/content.hpp"
#include "media/timeline.hpp"
#include "music/analysis.hpp"

namespace troupe::flow {

/// `details` of a track: what was measured, when everything happens, and the picture of its wave.
struct TrackDetails {
    music::Analysis analysis;
    media::Timeline timeline;
    std::string key;           ///< as composed
    std::vector<float> peaks;  ///< 0..1, 800 equal steps over the length
    std::vector<std::string> notes;  ///< where it is not as asked, who stood in for whom
    json::Value factors = json::Object{};  ///< what was tried, in the words of the artist's style: what learning compares
};
BOOST_DESCRIBE_STRUCT(TrackDetails, (), (analysis, timeline, key, peaks, notes, factors))

/// Error: invalid_input when the content is no track.
[[nodiscard]] Result<TrackDetails> track_details(catalog::Content const& track);

}  // namespace troupe::flow
