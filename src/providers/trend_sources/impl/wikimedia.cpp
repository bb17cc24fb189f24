#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "net/sigv4.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/trend_sources/impl/chart.hpp"

namespace troupe::providers::trend_sources::impl {
namespace {

using providers::impl::member;

constexpr int days_at_first = 730;
constexpr int days_again = 7;  ///< days are corrected for a while

std::string compact(Date date) { return text::replace_all(format_date(date), "-", ""); }

/// How often people read the articles about who and what is followed, day by day. Only the settings say which article
/// is meant: the one called House is about buildings, so what a poll wants by its bare name is not looked up here.
class Wikimedia final : public Service {
public:
    Wikimedia(std::string language, std::vector<Followed> followed)
        : language_(std::move(language)), followed_(std::move(followed)) {}
    std::string id() const override { return "wikimedia"; }

    std::vector<Question> questions(trends::Poll const& poll, Marks const& marks) const override {
        std::vector<Question> all;
        for (auto const& each : followed_) {
            auto const mark_key = language_ + "/" + each.article;
            auto const known = marks.find(mark_key);
            auto const newest = known == marks.end() ? std::nullopt : date_in(known->second);
            auto const yesterday = plus_days(date_of(poll.now), -1);
            auto const from = plus_days(newest && *newest <= yesterday ? *newest : yesterday,
                                        newest ? -days_again : 1 - days_at_first);
            // RFC 3986, slashes too: a title may have them.
            auto const title = net::aws_encoded(text::replace_all(each.article, " ", "_"), false);
            all.push_back({.part = each.name,
                           .path = fmt::format(
                               "/api/rest_v1/metrics/pageviews/per-article/{}.wikipedia/all-access/user/{}/daily/{}/{}",
                               language_, title, compact(from), compact(yesterday)),
                           .kind = each.kind,
                           .about = each.name,
                           .mark_key = mark_key});
        }
        return all;
    }

    Result<Read> read(Question const& question, json::Value const& body, TimePoint) const override {
        auto const* days = TRY(list_in(member(&body, "items"), "items"));
        Read all;
        std::optional<Date> newest;
        for (auto const& entry : *days) {
            auto const date = date_in(providers::impl::text(member(&entry, "timestamp")));
            auto const views = number_in(member(&entry, "views"));
            if (!date || !views || question.about.empty()) {
                ++all.left_out;
                continue;
            }
            Chart day({"wikipedia", "ZZ", *date});
            day.add(question.kind, question.about, "views", views);
            auto read = TRY(day.done(1));
            all.readings.insert(all.readings.end(), read.readings.begin(), read.readings.end());
            newest = std::max(newest.value_or(*date), *date);
        }
        if (static_cast<std::size_t>(all.left_out) * 2 > days->size())
            return changed(fmt::format("{} days cannot be read", all.left_out));
        if (newest) all.mark = format_date(*newest);
        return all;
    }

    std::optional<Error> complaint(int, json::Value const&) const override { return std::nullopt; }

private:
    std::string language_;
    std::vector<Followed> followed_;
};

}  // namespace

std::unique_ptr<Service> wikimedia(std::string language, std::vector<Followed> followed) {
    return std::make_unique<Wikimedia>(std::move(language), std::move(followed));
}

}  // namespace troupe::providers::trend_sources::impl
