#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "providers/trend_sources/impl/service.hpp"

/// Reading what strangers count, and putting it together.
namespace troupe::providers::trend_sources::impl {

/// How far down a chart counts: the first of it has 100 points, the hundredth 1.
inline constexpr int chart_length = 100;
[[nodiscard]] constexpr double points_of(int place) {
    return place >= 1 && place <= chart_length ? chart_length + 1 - place : 0;
}

/// A name fit to be kept and shown: one line of valid text without control characters and without marks that turn it
/// round or cannot be seen, at most 200 bytes, cut with "…". Empty when nothing remains.
[[nodiscard]] std::string name_of(std::string_view text);
[[nodiscard]] std::string name_of(json::Value const* value);
/// "Artist - Title"; empty when one of the two is.
[[nodiscard]] std::string song_name(std::string const& artist, std::string const& title);

/// A count: a whole number from 0 to 10^12, also as a string of digits. Nothing for anything else.
[[nodiscard]] std::optional<double> number_in(json::Value const* value);
/// The day in "2026-11-22T01:42:09.000-07:00", "2026112200" or "Sun, 22 Nov 2026 04:12:12 +0000".
[[nodiscard]] std::optional<Date> date_in(std::string_view text);

/// The readings of one answer.
class Chart {
public:
    struct Place {
        std::string platform;
        std::string country;
        Date date{};
        trends::Grain grain = trends::Grain::day;
    };
    explicit Chart(Place place) : place_(std::move(place)) {}

    /// Of one thing that is told twice the first counts: a song that is there in two versions has its better place.
    void add(trends::Kind kind, std::string const& name, std::string const& measure, std::optional<double> value);
    /// Of one thing that is told twice the sum counts: the songs of an artist.
    void sum(trends::Kind kind, std::string const& name, std::string const& measure, double value);
    void leave_out() { ++left_out_; }

    /// Makes the values of a kind and measure parts of their sum.
    void share(trends::Kind kind, std::string const& measure);

    /// Of so many entries. Error: bad_response when more of them were left out than read: the form has changed.
    [[nodiscard]] Result<Read> done(std::size_t entries);

private:
    [[nodiscard]] double* slot(trends::Kind kind, std::string const& name, std::string const& measure, bool& is_new);

    Place place_;
    std::vector<trends::Reading> readings_;
    std::map<trends::SeriesKey, std::size_t> known_;
    int left_out_ = 0;
};

/// "its answer has another form than expected (no feed.results)": the service has changed.
[[nodiscard]] tl::unexpected<Error> changed(std::string const& what);
/// As above, when a list that must be there is not. An empty one is well.
[[nodiscard]] Result<json::Array const*> list_in(json::Value const* value, std::string const& where);

}  // namespace troupe::providers::trend_sources::impl
