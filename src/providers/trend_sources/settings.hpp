#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/configuration.hpp"
#include "base/units.hpp"
#include "providers/trend_sources/source_table.hpp"
#include "trends/series.hpp"

/// Services that report what is listened to, watched and read. From the environment:
///   TROUPE_TREND_SOURCES   which of those without a key: apple, deezer, listenbrainz, wikimedia; none unless said so
///   LASTFM_API_KEY, YOUTUBE_API_KEY   bring Last.fm and YouTube
///   TROUPE_TREND_CONTACT   a mail or web address that goes with every request; Wikimedia demands it
///   TROUPE_TREND_ARTISTS, TROUPE_TREND_GENRES   who and what is followed by name, between semicolons: "Low=Low (band);
///   Björk"; behind
///                          the = stands the article of Wikipedia where that is called otherwise
///   TROUPE_TREND_WIKIPEDIA   of which language the page views are: en
///   TROUPE_DEEZER_COUNTRY  which country's chart Deezer shows to this machine; worldwide when it is not set
/// and an address for each, for tests and proxies (`SourceRow::url_setting`). TROUPE_TREND_COUNTRIES comes with each
/// poll.
namespace troupe::providers::trend_sources {

struct Followed {
    trends::Kind kind = trends::Kind::artist;
    std::string name;
    std::string article;  ///< as Wikipedia calls it
};

struct SourceSettings {
    SourceRow row;
    std::string base_url;  ///< without a slash at its end
    std::string key;       ///< empty: it takes none
};

struct Settings {
    std::map<std::string, SourceSettings> sources;  ///< those that are on, by id
    std::string contact;
    std::vector<Followed> followed;
    std::string wikipedia = "en";
    std::string deezer_country = "ZZ";
    std::map<std::string, std::string> country_names;  ///< what Last.fm calls a country, by its code
    Seconds backoff{0.5};                              ///< before the second try
    Seconds patience{15};                              ///< for one answer
    double pace = 1;                                   ///< times the table's spacing; tests hurry
};

/// Errors: invalid_input naming the variable.
[[nodiscard]] Result<Settings> read_settings(Configuration const& configuration);

}  // namespace troupe::providers::trend_sources
