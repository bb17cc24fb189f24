#include <fmt/format.h>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

using providers::impl::elements;
using providers::impl::first;
using providers::impl::member;
using trends::Kind;

constexpr int videos = 50;             ///< one unit of the quota
constexpr std::size_t most_tags = 40;  ///< of one video
constexpr double least_videos = 2;     ///< a word that one video alone uses is no tag of the chart

/// The music videos of the hour, by region. A channel is no artist ("T-Series"), so none is made of it.
class YouTube final : public Service {
public:
    std::string id() const override { return "youtube"; }
    std::string key_parameter() const override { return "key"; }

    std::vector<Question> questions(trends::Poll const& poll, Marks const&) const override {
        std::vector<Question> all;
        auto const countries = poll.countries.empty() ? std::vector<std::string>{"US"} : poll.countries;
        for (auto const& country : countries)
            all.push_back({.part = country,
                           .path = fmt::format("/youtube/v3/"
                                               "videos?part=snippet%2Cstatistics&chart=mostPopular&videoCategoryId=10&"
                                               "regionCode={}&maxResults={}",
                                               country, videos),
                           .country = country});
        return all;
    }

    Result<Read> read(Question const& question, json::Value const& body, TimePoint now) const override {
        auto const* list = TRY(list_in(member(&body, "items"), "items"));
        Chart chart({"youtube", question.country, date_of(now)});
        std::map<std::string, double> tags;
        int place = 0;
        for (auto const& entry : *list) {
            auto const* snippet = member(&entry, "snippet");
            auto const title = name_of(member(snippet, "title"));
            auto const points = points_of(++place);
            if (title.empty()) {
                chart.leave_out();
                continue;
            }
            if (points == 0) break;
            chart.add(Kind::song, title, "rank_points", points);
            chart.add(Kind::song, title, "views_total", number_in(member(member(&entry, "statistics"), "viewCount")));
            count_tags(elements(member(snippet, "tags")), tags);
        }
        for (auto const& [tag, count] : tags)
            if (count >= least_videos) chart.add(Kind::hashtag, tag, "chart_videos", count);
        return chart.done(list->size());
    }

    std::optional<Error> complaint(int status, json::Value const& body) const override {
        auto const* error = member(&body, "error");
        if (error == nullptr || !error->is_object()) return std::nullopt;
        auto const reason = providers::impl::text(member(first(member(error, "errors")), "reason"));
        auto const message = name_of(member(error, "message"));
        auto const said = fmt::format("\"{}\"", text::excerpt(message.empty() ? name_of(reason) : message, 120));
        if (reason == "quotaExceeded" || reason == "dailyLimitExceeded")
            return Error{ErrorCode::rate_limited, "the quota of the day is used up: " + said};
        if (reason == "rateLimitExceeded" || reason == "userRateLimitExceeded" || status == 429)
            return Error{ErrorCode::rate_limited, "wants to be asked less often: " + said};
        if (reason == "videoChartNotFound") return Error{ErrorCode::not_found, "has no chart there"};
        if (status == 401 || status == 403 || text::lower(message).find("api key") != std::string::npos)
            return Error{ErrorCode::invalid_input, "the key is refused: " + said};
        if (status >= 500) return Error{ErrorCode::unavailable, "failed: " + said};
        return Error{ErrorCode::bad_response, "refuses the question: " + said};
    }

private:
    static void count_tags(json::Array const& told, std::map<std::string, double>& tags) {
        std::map<std::string, double> own;
        for (std::size_t i = 0; i < told.size() && i < most_tags; ++i) {
            auto tag = text::lower(name_of(&told[i]));
            while (tag.starts_with('#') || tag.starts_with(' ')) tag.erase(0, 1);
            if (!tag.empty()) own[tag] = 1;
        }
        for (auto const& [tag, one] : own) tags[tag] += one;
    }
};

}  // namespace

std::unique_ptr<Service> youtube() { return std::make_unique<YouTube>(); }

}  // namespace troupe::providers::trend_sources::impl
