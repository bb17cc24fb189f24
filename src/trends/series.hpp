#pragma once

#include <boost/describe.hpp>
#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

/// What the world does: numbers over time, each with where it is from, when it was taken and under which licence.
namespace troupe::trends {

BOOST_DEFINE_ENUM_CLASS(Kind, genre, mood, tempo_band, visual_style, hashtag, artist, song)
BOOST_DEFINE_ENUM_CLASS(Grain, day, week)

/// What a series counts. Numbers of two measures are never put together.
struct SeriesKey {
    Kind kind = Kind::genre;
    std::string name;      ///< as people write it, trimmed: "drill", "120-129", "Lantern Low"; 1 to 200 bytes
    std::string platform;  ///< lower case: "spotify"; 1 to 80 bytes
    std::string country;   ///< ISO 3166-1 alpha-2, or ZZ for worldwide
    Grain grain = Grain::week;
    std::string measure;  ///< "plays", "views", "rank_points"; 1 to 80 bytes, lower case

    auto operator<=>(SeriesKey const&) const = default;
};
BOOST_DESCRIBE_STRUCT(SeriesKey, (), (kind, name, platform, country, grain, measure))

/// One number. A day or week without one is missing, never 0.
struct Reading : SeriesKey {
    Date date{};            ///< the day, or the Monday that its week begins with
    double value = 0;       ///< 0 to `largest_value`, kept to a millionth
    std::string source;     ///< who said so: "deezer", "label research"; 1 to 80 bytes
    TimePoint retrieved{};  ///< when it was taken
    std::string licence;    ///< "CC0-1.0", "terms of the service": under what it may be kept; 1 to 200 bytes
};
BOOST_DESCRIBE_STRUCT(Reading, (SeriesKey), (date, value, source, retrieved, licence))

/// More than this in a day or week of one thing is a mistake of whoever wrote it.
inline constexpr double largest_value = 1e12;

/// What makes two readings statements about the same: later ones of a source replace its earlier ones.
struct ReadingKey : SeriesKey {
    Date date{};
    std::string source;

    auto operator<=>(ReadingKey const&) const = default;
};
[[nodiscard]] ReadingKey key_of(Reading const& reading);

/// Checks what the types cannot, and brings names into their one form (lower case, Monday of the week).
/// Errors: invalid_input with the field: a negative or absurd value, a date after `now`, an unknown country..
[[nodiscard]] Result<Reading> checked(Reading reading, TimePoint now);

}  // namespace troupe::trends
