#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"
#include "feedback/statement.hpp"

/// What came back: imported reports, one observation a row.
namespace troupe::feedback {

/// What was tried, where, when, and what came back, from which file and row. A count that a report leaves empty is
/// absent, never 0.
struct Observation {
    std::string key;         ///< identity of the row: see `observation_key`
    std::string artist_id;   ///< as printed; empty while the track is not matched
    std::string content_id;  ///< as printed; empty while the track is not matched
    std::string track;       ///< as the report wrote it
    std::string artist;      ///< as the report wrote it, or empty
    Date date{};             ///< day of use
    std::string platform;    ///< lower case: "spotify"
    std::string territory;   ///< ISO 3166-1 alpha-2, or ZZ for worldwide
    std::int64_t streams = 0;
    std::optional<std::int64_t> listeners;
    std::optional<std::int64_t> saves;
    std::optional<std::int64_t> skips;
    std::optional<std::int64_t> shares;
    json::Value factors =
        json::Object{};  ///< what was tried: {"genre": "techno", "mood": "dark", "tempo": 128, "hour": 19, ..}
    std::vector<std::string> flags;  ///< why nothing may be learned from it: "artificial: ..."; empty is good
    std::string file_sha256;
    std::string file_name;
    int line = 0;  ///< of the file, counted from 1
    Measure measure = Measure::analytics;  ///< of the same day, royalty and analytics rows count the same streams
    std::string cleared_by;                ///< who said that these numbers are real, whatever they look like..
    std::string cleared_why;
};
BOOST_DESCRIBE_STRUCT(Observation, (),
                      (key, artist_id, content_id, track, artist, date, platform, territory, streams, listeners, saves,
                       skips, shares, factors, flags, file_sha256, file_name, line, measure, cleared_by, cleared_why))

}  // namespace troupe::feedback
