#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

using providers::impl::member;
using trends::Kind;

std::string path_of(std::string const& method, std::vector<std::pair<std::string, std::string>> more = {}) {
    std::vector<std::pair<std::string, std::string>> all{{"method", method}, {"format", "json"}};
    all.insert(all.end(), more.begin(), more.end());
    return "/2.0/?" + providers::impl::query_of(all);
}

/// The charts of Last.fm, worldwide and by country, and how many people use the genres that are followed as a tag. What
/// it counts has run since Last.fm began, so it is said in the measure: "listeners_total".
class LastFm final : public Service {
public:
    LastFm(std::vector<Followed> followed, std::map<std::string, std::string> names)
        : followed_(std::move(followed)), country_names_(std::move(names)) {}
    std::string id() const override { return "lastfm"; }
    std::string key_parameter() const override { return "api_key"; }

    std::vector<Question> questions(trends::Poll const& poll, Marks const&) const override {
        auto const length = std::to_string(chart_length);
        std::vector<Question> all{
            {.part = "songs", .path = path_of("chart.gettoptracks", {{"limit", length}}), .kind = Kind::song},
            {.part = "artists", .path = path_of("chart.gettopartists", {{"limit", length}}), .kind = Kind::artist}};
        for (auto const& country : poll.countries)
            if (auto const name = country_names_.find(country); name != country_names_.end())
                all.push_back({.part = country,
                               .path = path_of("geo.gettoptracks", {{"country", name->second}, {"limit", length}}),
                               .country = country,
                               .kind = Kind::song});
        for (auto const& genre : genres(poll))
            all.push_back({.part = genre,
                           .path = path_of("tag.getinfo", {{"tag", genre}}),
                           .kind = Kind::genre,
                           .about = genre});
        return all;
    }

    Result<Read> read(Question const& question, json::Value const& body, TimePoint now) const override {
        Chart chart({"last.fm", question.country, date_of(now)});
        if (question.kind == Kind::genre) {
            auto const reach = number_in(member(member(&body, "tag"), "reach"));
            if (!reach) return changed("no tag.reach");
            chart.add(Kind::genre, question.about, "listeners_total", reach);
            return chart.done(1);
        }
        auto const is_songs = question.kind == Kind::song;
        auto const* entries = TRY(
            list_in(is_songs ? member(member(&body, "tracks"), "track") : member(member(&body, "artists"), "artist"),
                    is_songs ? "tracks.track" : "artists.artist"));
        int place = 0;
        for (auto const& entry : *entries) add(chart, question.kind, entry, points_of(++place));
        return chart.done(entries->size());
    }

    std::optional<Error> complaint(int status, json::Value const& body) const override {
        auto const code = number_in(member(&body, "error"));
        if (!code) return std::nullopt;
        auto const said = fmt::format("\"{}\"", text::excerpt(name_of(member(&body, "message")), 120));
        if (*code == 29) return Error{ErrorCode::rate_limited, "wants to be asked less often: " + said};
        if (*code == 8 || *code == 11 || *code == 16)
            return Error{ErrorCode::unavailable, "has too much to do: " + said};
        if (*code == 10 || *code == 26 || status == 401 || status == 403)
            return Error{ErrorCode::invalid_input, "the key is refused: " + said};
        return Error{ErrorCode::bad_response, "refuses the question: " + said};
    }

private:
    /// Those of the settings, then those of the poll, each once.
    [[nodiscard]] std::vector<std::string> genres(trends::Poll const& poll) const {
        std::vector<std::string> all;
        auto const add = [&](std::string const& name) {
            auto const is_there = std::any_of(all.begin(), all.end(), [&](std::string const& each) {
                return text::equals_in_any_case(each, name);
            });
            if (!is_there && !name.empty()) all.push_back(name);
        };
        for (auto const& each : followed_)
            if (each.kind == Kind::genre) add(each.name);
        for (auto const& each : poll.wanted)
            if (each.kind == Kind::genre) add(name_of(each.name));
        return all;
    }

    static void add(Chart& chart, Kind kind, json::Value const& entry, double points) {
        auto const own = name_of(member(&entry, "name"));
        auto const name = kind == Kind::song ? song_name(name_of(member(member(&entry, "artist"), "name")), own) : own;
        if (name.empty()) return chart.leave_out();
        if (points == 0) return;
        chart.add(kind, name, "rank_points", points);
        chart.add(kind, name, "listeners_total", number_in(member(&entry, "listeners")));
    }

    std::vector<Followed> followed_;
    std::map<std::string, std::string> country_names_;
};

}  // namespace

std::unique_ptr<Service> lastfm(std::vector<Followed> followed, std::map<std::string, std::string> country_names) {
    return std::make_unique<LastFm>(std::move(followed), std::move(country_names));
}

}  // namespace troupe::providers::trend_sources::impl
