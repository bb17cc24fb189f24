#include <fmt/format.h>

#include "providers/impl/foreign_json.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

using providers::impl::member;
using trends::Kind;

constexpr std::int64_t day_seconds = 24 * 3600;

/// Monday of a whole week. What covers another time is no number of a week.
std::optional<Date> week_of(json::Value const* payload) {
    auto const from = providers::impl::count(member(payload, "from_ts"));
    auto const to = providers::impl::count(member(payload, "to_ts"));
    if (!from || !to || *to - *from < 6 * day_seconds || *to - *from > 8 * day_seconds || *from > 7'000'000'000)
        return std::nullopt;
    return date_of(TimePoint(std::chrono::seconds(*from)));
}

/// What everybody on ListenBrainz listened to in the last whole week.
class ListenBrainz final : public Service {
public:
    std::string id() const override { return "listenbrainz"; }

    std::vector<Question> questions(trends::Poll const&, Marks const&) const override {
        auto const path = [](char const* what) {
            return fmt::format("/1/stats/sitewide/{}?range=week&count={}", what, chart_length);
        };
        return {{.part = "artists", .path = path("artists"), .kind = Kind::artist},
                {.part = "songs", .path = path("recordings"), .kind = Kind::song}};
    }

    Result<Read> read(Question const& question, json::Value const& body, TimePoint) const override {
        auto const* payload = member(&body, "payload");
        auto const is_artists = question.kind == Kind::artist;
        auto const list = is_artists ? "artists" : "recordings";
        auto const* entries = TRY(list_in(member(payload, list), fmt::format("payload.{}", list)));
        auto const week = week_of(payload);
        if (!week) return changed("payload.from_ts and to_ts span no week");
        Chart chart({"listenbrainz", "ZZ", *week, trends::Grain::week});
        for (auto const& entry : *entries) {
            auto const artist = name_of(member(&entry, "artist_name"));
            auto const name = is_artists ? artist : song_name(artist, name_of(member(&entry, "track_name")));
            auto const listens = number_in(member(&entry, "listen_count"));
            if (name.empty() || !listens)
                chart.leave_out();
            else
                chart.add(question.kind, name, "listens", listens);
        }
        return chart.done(entries->size());
    }

    std::optional<Error> complaint(int, json::Value const&) const override { return std::nullopt; }
};

}  // namespace

std::unique_ptr<Service> listenbrainz() { return std::make_unique<ListenBrainz>(); }

}  // namespace troupe::providers::trend_sources::impl
