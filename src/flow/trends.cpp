#include "flow/trends.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>

#include "base/files.hpp"
#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/handlers.hpp"

namespace troupe::flow {
namespace {

constexpr auto no_sources =
    "no trend source is configured, and none was asked; import files with `troupe trends import FILE`, or say in "
    "TROUPE_TREND_SOURCES which services may be asked (apple,deezer)";

/// What a poll asks for by name takes a request each.
constexpr std::size_t most_genres = 30;
constexpr std::size_t most_artists = 100;

/// From 0, what the artist does most, to 1, what it never does.
double distance_in(std::vector<artist::Weight> const& weights, std::string const& name) {
    double largest = 0, own = 0;
    for (auto const& each : weights) {
        largest = std::max(largest, each.weight);
        if (text::equals_in_any_case(each.name, name)) own = each.weight;
    }
    return largest > 0 ? 1 - own / largest : 1;
}

/// "120-129" or "120": how far the band's middle is from the artist's tempo range, an octave of 60 BPM being all the
/// way.
std::optional<double> tempo_distance(artist::Style const& style, std::string const& band) {
    constexpr double far = 60;
    double low = 0;
    auto const* const end = band.data() + band.size();
    auto const first = std::from_chars(band.data(), end, low);
    if (first.ec != std::errc()) return std::nullopt;
    double high = low;
    if (first.ptr != end && *first.ptr == '-' && std::from_chars(first.ptr + 1, end, high).ec != std::errc())
        return std::nullopt;
    auto const middle = (low + high) / 2;
    auto const outside = std::max({style.tempo_low.value - middle, middle - style.tempo_high.value, 0.0});
    return std::min(outside / far, 1.0);
}

std::optional<double> distance_of(artist::Profile const& profile, trends::Kind kind, std::string const& name) {
    switch (kind) {
        case trends::Kind::genre:
            return distance_in(profile.style.genres, name);
        case trends::Kind::mood:
            return distance_in(profile.style.moods, name);
        case trends::Kind::visual_style:
            return distance_in(profile.style.visual_families, name);
        case trends::Kind::tempo_band:
            return tempo_distance(profile.style, name);
        default:
            return std::nullopt;
    }
}

trends::Opportunities opportunities_of(artist::Document const& artist, trends::Survey const& survey) {
    auto const alignment = json::enum_from<trends::Alignment>(artist.profile.settings.trend_alignment);
    trends::Seeker const seeker{
        artist.name(), alignment.value_or(trends::Alignment::soft),
        [&](trends::Kind kind, std::string const& name) { return distance_of(artist.profile, kind, name); }};
    return trends::find_opportunities(survey, seeker);
}

Result<std::vector<artist::Document>> seekers(Studio& studio, std::string const& id) {
    if (!id.empty()) return std::vector<artist::Document>{TRY(find_artist(studio, id))};
    std::vector<artist::Document> all;
    for (auto& each : TRY(roster(studio)))
        if (each.state != artist::State::retired) all.push_back(std::move(each));
    return all;
}

/// Names of the roster for sources that are asked by name: its genres, those of most artists first, then the artists.
Result<std::vector<trends::SeriesKey>> wanted_of_roster(Studio& studio) {
    std::map<std::string, int> genres;
    std::vector<trends::SeriesKey> artists;
    auto const key = [](trends::Kind kind, std::string name) {
        trends::SeriesKey made;
        made.kind = kind;
        made.name = std::move(name);
        return made;
    };
    for (auto const& artist : TRY(seekers(studio, ""))) {
        for (auto const& genre : artist.profile.style.genres) ++genres[text::lower(genre.name)];
        artists.push_back(key(trends::Kind::artist, artist.name()));
    }
    std::vector<std::pair<std::string, int>> ranked(genres.begin(), genres.end());
    std::stable_sort(ranked.begin(), ranked.end(), [](auto const& a, auto const& b) { return a.second > b.second; });
    ranked.resize(std::min(ranked.size(), most_genres));
    std::vector<trends::SeriesKey> wanted;
    for (auto const& [genre, count] : ranked) wanted.push_back(key(trends::Kind::genre, genre));
    artists.resize(std::min(artists.size(), most_artists));
    wanted.insert(wanted.end(), artists.begin(), artists.end());
    return wanted;
}

}  // namespace

Result<trends::TrendImport> import_trends(Studio& studio, std::filesystem::path const& file, bool accepts_good_rows) {
    trends::TrendFile const read{TRY(read_file(file, trends::trend_file_limit_bytes + 1)), file.filename().string(),
                                 studio.clock.now(), accepts_good_rows};
    trends::TrendImport result;
    TRY(studio.unit.run([&]() -> Result<void> {
        result = TRY(trends::import_trends(read, studio.trends));
        return {};
    }));
    return result;
}

Result<trends::Survey> survey_trends(Studio& studio, trends::SeriesQuery const& query) {
    return trends::survey(TRY(studio.trends.list(query)));
}

Result<std::vector<trends::Opportunities>> trend_opportunities(Studio& studio, std::string const& artist) {
    auto const artists = TRY(seekers(studio, artist));
    auto const survey = TRY(survey_trends(studio, {}));
    std::vector<trends::Opportunities> all;
    for (auto const& each : artists) all.push_back(opportunities_of(each, survey));
    return all;
}

Result<TrendRefresh> refresh_trends(Studio& studio, std::stop_token stop) {
    if (studio.trend_sources.empty()) {
        TRY(trends::forget_expired(studio.trends, studio.unit, studio.clock.now()));
        return TrendRefresh{{}, no_sources};
    }
    auto wanted = TRY(wanted_of_roster(studio));
    trends::RefreshRequest const request{studio.trend_countries, std::move(wanted)};
    return TrendRefresh{
        TRY(trends::refresh(studio.trend_sources, request, studio.trends, studio.unit, studio.clock, std::move(stop))),
        ""};
}

Result<jobs::JobId> begin_trend_refresh(Studio& studio) {
    // One of each minute: who asks twice gets the same.
    auto const minute = std::chrono::floor<std::chrono::minutes>(studio.clock.now());
    jobs::JobSpec spec{.kind = kinds::trends,
                       .job_class = "io",
                       .input = json::Object{},
                       .key = fmt::format("trends.refresh:{}", minute.time_since_epoch().count())};
    return TRY(studio.queue.enqueue(spec)).id;
}

Result<int> begin_due_trend_refresh(Studio& studio) {
    TRY(trends::forget_expired(studio.trends, studio.unit, studio.clock.now()));
    for (auto const* source : studio.trend_sources) {
        auto const state = TRY(studio.trends.source_state(source->name()));
        if (state.not_before && *state.not_before > studio.clock.now()) continue;
        TRY(begin_trend_refresh(studio));
        return 1;
    }
    return 0;
}

}  // namespace troupe::flow
