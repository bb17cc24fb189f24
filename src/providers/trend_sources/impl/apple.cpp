#include <fmt/format.h>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

using providers::impl::elements;
using providers::impl::member;
using trends::Kind;

/// What most songs are besides their genre says nothing.
constexpr std::string_view genre_of_everything = "music";

void add_genres(Chart& chart, json::Value const& entry, double points) {
    for (auto const& genre : elements(member(&entry, "genres"))) {
        auto const name = text::lower(name_of(member(&genre, "name")));
        if (name != genre_of_everything) chart.sum(Kind::genre, name, "chart_share", points);
    }
}

/// The hundred songs most played on Apple Music, one feed a country.
class Apple final : public Service {
public:
    std::string id() const override { return "apple"; }

    std::vector<Question> questions(trends::Poll const& poll, Marks const&) const override {
        std::vector<Question> all;
        auto const countries = poll.countries.empty() ? std::vector<std::string>{"US"} : poll.countries;
        for (auto const& country : countries)
            all.push_back(
                {.part = country,
                 .path = fmt::format("/api/v2/{}/music/most-played/{}/songs.json", text::lower(country), chart_length),
                 .country = country});
        return all;
    }

    Result<Read> read(Question const& question, json::Value const& body, TimePoint) const override {
        auto const* feed = member(&body, "feed");
        auto const* songs = TRY(list_in(member(feed, "results"), "feed.results"));
        auto const date = date_in(providers::impl::text(member(feed, "updated")));
        if (!date) return changed("no day in feed.updated");
        Chart chart({"apple music", question.country, *date});
        int place = 0;
        for (auto const& entry : *songs) {
            auto const artist = name_of(member(&entry, "artistName"));
            auto const song = song_name(artist, name_of(member(&entry, "name")));
            auto const points = points_of(++place);
            if (song.empty()) {
                chart.leave_out();
                continue;
            }
            if (points == 0) break;
            chart.add(Kind::song, song, "rank_points", points);
            chart.sum(Kind::artist, artist, "rank_points", points);
            add_genres(chart, entry, points);
        }
        chart.share(Kind::genre, "chart_share");
        return chart.done(songs->size());
    }

    std::optional<Error> complaint(int, json::Value const&) const override { return std::nullopt; }
};

}  // namespace

std::unique_ptr<Service> apple() { return std::make_unique<Apple>(); }

}  // namespace troupe::providers::trend_sources::impl
