#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "feedback/mood.hpp"
#include "feedback/standing.hpp"
#include "flow/reports.hpp"
#include "flow/studio.hpp"

/// What came back from one release, for a person.
namespace troupe::flow {

/// A part of all streams: of a platform, or of a country.
struct StreamShare {
    std::string name;
    std::int64_t streams = 0;
};
BOOST_DESCRIBE_STRUCT(StreamShare, (), (name, streams))

struct TrackReport {
    std::string content_id;
    std::string title;
    std::int64_t streams = 0;            ///< of the days that stores reported, each listening counted once
    std::vector<StreamShare> platforms;  ///< most first
    std::vector<StreamShare> countries;  ///< most first; without what was reported for the whole world
    Date first_day{}, last_day{};        ///< that was reported, if any was
    int days_missing = 0;                ///< of those between, that no store reported: not reported is not 0
    int rows_left_out = 0;               ///< that look artificial
    feedback::Standings standings;       ///< beside the artist's other tracks
    feedback::Mood comments;             ///< of what listeners wrote under it
};
BOOST_DESCRIBE_STRUCT(TrackReport, (), (content_id, title, streams, platforms, countries, first_day, last_day, days_missing, rows_left_out, standings, comments))

/// A version of the artist that evolution made after the release came out.
struct Conclusion {
    int version = 0;
    Date date{};
    std::string reason;
};
BOOST_DESCRIBE_STRUCT(Conclusion, (), (version, date, reason))

struct ReleaseReport {
    std::string id;  ///< of the release
    std::string title;
    std::string artist;
    Date release_date{};
    int days_out = 0;  ///< below 0: it is not out yet
    std::vector<TrackReport> tracks;
    std::vector<Money> money;  ///< of statements that name this release
    std::vector<Conclusion> conclusions;
    std::string text;  ///< all of it in plain words
};
BOOST_DESCRIBE_STRUCT(ReleaseReport, (), (id, title, artist, release_date, days_out, tracks, money, conclusions, text))

/// Errors: not_found (also a content that is no release).
[[nodiscard]] Result<ReleaseReport> report_release(Studio& studio, std::string const& release);

/// The report in plain words: what came out, how it does beside the artist's others, what it paid, and what nobody knows yet.
[[nodiscard]] std::string tell(ReleaseReport const& report);

}  // namespace troupe::flow
