#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace troupe::providers::trend_sources {

/// How one service of trends is asked: a row of data/providers/trends/sources.json.
struct SourceRow {
    std::string name;             ///< for people
    std::string home;             ///< "https://api.deezer.com", unless the settings say otherwise
    std::string url_setting;      ///< "TROUPE_DEEZER_URL": for tests and proxies
    std::string key_setting;      ///< "LASTFM_API_KEY"; empty: it takes no key
    std::string licence;          ///< under what its numbers may be kept; 1 to 200 bytes
    std::string limits;           ///< what it allows, and where that stands, for people
    int poll_minutes = 720;       ///< 60 and more
    int retry_minutes = 60;       ///< after a failure
    double spacing_seconds = 1;   ///< between two requests of a poll, at least
    int most_requests = 40;       ///< in one poll
    std::int64_t most_bytes = 0;  ///< of one answer
    /// Its answers say of which day they are. Only then "not modified" means that there is nothing new: the same chart
    /// on another day is another number.
    bool is_dated = false;
    std::optional<int> keep_days;  ///< its terms want its numbers refreshed or deleted after so many; empty: they stay
};
BOOST_DESCRIBE_STRUCT(SourceRow, (),
                      (name, home, url_setting, key_setting, licence, limits, poll_minutes, retry_minutes,
                       spacing_seconds, most_requests, most_bytes, is_dated, keep_days))

/// By id ("deezer"). Error: internal or invalid_input, naming the field: the table was built in wrong.
[[nodiscard]] Result<std::map<std::string, SourceRow>> load_sources();

/// What Last.fm calls a country, by its code. Error: as above.
[[nodiscard]] Result<std::map<std::string, std::string>> load_country_names();

}  // namespace troupe::providers::trend_sources
