#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

using providers::impl::member;
using trends::Kind;

constexpr auto songs_part = "songs";
constexpr auto tempo_part = "tempo";
constexpr int songs_asked_for_tempo = 50;
constexpr int band_bpm = 10;

/// "120-129". Nothing: Deezer writes 0 where it does not know, and what is beyond 40 to 250 is a mistake.
std::optional<std::string> band_of(json::Value const* bpm) {
    if (bpm == nullptr || !bpm->is_number()) return std::nullopt;
    auto const value = bpm->to_number<double>();
    if (!(value >= 40 && value < 250)) return std::nullopt;
    auto const from = static_cast<int>(value) / band_bpm * band_bpm;
    return fmt::format("{}-{}", from, from + band_bpm - 1);
}

std::optional<std::int64_t> id_in(json::Value const& entry) {
    auto const id = providers::impl::count(member(&entry, "id"));
    return id && *id > 0 ? id : std::nullopt;
}

/// Deezer's chart, and how fast its songs are. Which country's chart it shows depends on where it is asked from.
class Deezer final : public Service {
public:
    explicit Deezer(std::string country) : country_(std::move(country)) {}
    std::string id() const override { return "deezer"; }

    std::vector<Question> questions(trends::Poll const&, Marks const&) const override {
        return {{.part = songs_part,
                 .path = fmt::format("/chart/0/tracks?limit={}&index=0", chart_length),
                 .country = country_}};
    }

    Result<Read> read(Question const& question, json::Value const& body, TimePoint now) const override {
        return question.part == tempo_part ? read_tempo(question, body, now) : read_songs(question, body, now);
    }

    /// Errors come with status 200. 4: too many; 700: busy; 800: no data.
    std::optional<Error> complaint(int, json::Value const& body) const override {
        auto const* error = member(&body, "error");
        if (error == nullptr || !error->is_object()) return std::nullopt;
        auto const said = fmt::format("\"{}\"", text::excerpt(name_of(member(error, "message")), 120));
        auto const code = number_in(member(error, "code")).value_or(0);
        if (code == 4) return Error{ErrorCode::rate_limited, "wants to be asked less often: " + said};
        if (code == 700) return Error{ErrorCode::unavailable, "has too much to do: " + said};
        if (code == 800) return Error{ErrorCode::not_found, "has no numbers"};
        return Error{ErrorCode::bad_response, "refuses the question: " + said};
    }

    /// Bands as shares of the songs whose tempo is known; too few known ones say nothing of the chart.
    void finish(std::string const& part, int answers, std::vector<trends::Reading>& readings) const override {
        if (part != tempo_part) return;
        if (static_cast<int>(readings.size()) * 2 < answers) readings.clear();
        double all = 0;
        for (auto const& each : readings) all += each.value;
        std::vector<trends::Reading> bands;
        for (auto& each : readings) {
            auto const same =
                std::find_if(bands.begin(), bands.end(), [&](auto const& band) { return band.name == each.name; });
            if (same != bands.end())
                same->value += each.value / all;
            else
                bands.push_back(std::move(each)), bands.back().value /= all;
        }
        readings = std::move(bands);
    }

private:
    Result<Read> read_songs(Question const& question, json::Value const& body, TimePoint now) const {
        auto const* songs = TRY(list_in(member(&body, "data"), "data"));
        Chart chart({"deezer", question.country, date_of(now)});
        std::vector<Question> more;
        int place = 0;
        for (auto const& entry : *songs) {
            auto const artist = name_of(member(member(&entry, "artist"), "name"));
            auto const song = song_name(artist, name_of(member(&entry, "title")));
            auto const points = points_of(++place);
            if (song.empty()) {
                chart.leave_out();
                continue;
            }
            if (points == 0) break;
            chart.add(Kind::song, song, "rank_points", points);
            chart.sum(Kind::artist, artist, "rank_points", points);
            if (auto const id = id_in(entry); id && place <= songs_asked_for_tempo)
                more.push_back({.part = tempo_part,
                                .path = fmt::format("/track/{}", *id),
                                .country = question.country,
                                .kind = Kind::tempo_band,
                                .points = points});
        }
        auto read = TRY(chart.done(songs->size()));
        read.more = std::move(more);
        return read;
    }

    Result<Read> read_tempo(Question const& question, json::Value const& body, TimePoint now) const {
        if (member(&body, "bpm") == nullptr) return changed("no bpm");
        Chart chart({"deezer", question.country, date_of(now)});
        if (auto const band = band_of(member(&body, "bpm")))
            chart.sum(Kind::tempo_band, *band, "chart_share", question.points);
        return chart.done(1);
    }

    std::string country_;
};

}  // namespace

std::unique_ptr<Service> deezer(std::string country) { return std::make_unique<Deezer>(std::move(country)); }

}  // namespace troupe::providers::trend_sources::impl
