#include "net/http_tally.hpp"

#include <algorithm>
#include <boost/url/parse.hpp>
#include <chrono>
#include <limits>

namespace troupe::net {
namespace {

constexpr std::size_t most_hosts = 50;

/// What was answered, in the few words that somebody is called for.
std::string outcome_of(HttpResult const& result) {
    if (!result)
        return result.error().code == ErrorCode::cancelled      ? "cancelled"
               : result.error().code == ErrorCode::bad_response ? "failed"
                                                                : "unreached";
    auto const status = result->status;
    if (status == 429) return "busy";
    if (status >= 500) return "failed";
    return status >= 400 ? "refused" : "ok";
}

/// Never more than the host: paths and queries may hold keys.
std::string told_host(std::string const& url) {
    auto const parsed = boost::urls::parse_uri(url);
    return parsed ? std::string(parsed->host()) : "none";
}

}  // namespace

void HttpTally::add(std::string const& purpose, HttpRequest const& request, HttpResult const& result, Seconds took) {
    auto host = told_host(request.url);
    std::lock_guard const lock(guard_);
    auto& mine = purposes_[purpose];
    if (mine.outcomes.size() >= most_hosts && !mine.outcomes.contains(host)) host = "other";
    ++mine.outcomes[host][outcome_of(result)];
    auto const step = std::ranges::lower_bound(upper_bounds, took.count()) - upper_bounds.begin();
    ++mine.times.at(static_cast<std::size_t>(step));
    mine.seconds += took.count();
}

Figures HttpTally::figures() const {
    Figures all;
    std::lock_guard const lock(guard_);
    for (auto const& [purpose, mine] : purposes_) {
        for (auto const& [host, outcomes] : mine.outcomes)
            for (auto const& [outcome, times] : outcomes)
                all.push_back({"troupe_provider_requests_total",
                               "Requests to others, by what for, to whom and what came of it: ok, refused (4xx), busy "
                               "(429), failed (5xx, or no HTTP), unreached, cancelled",
                               static_cast<double>(times),
                               {{"purpose", purpose}, {"host", host}, {"outcome", outcome}},
                               Figure::Kind::counter});
        Figure seconds{"troupe_provider_request_duration_seconds",
                       "Requests to others, by what for",
                       mine.seconds,
                       {{"purpose", purpose}},
                       Figure::Kind::histogram};
        std::uint64_t below = 0;
        for (std::size_t i = 0; i < mine.times.size(); ++i)
            seconds.steps.push_back(
                {i < upper_bounds.size() ? upper_bounds.at(i) : std::numeric_limits<double>::infinity(),
                 below += mine.times.at(i)});
        all.push_back(std::move(seconds));
    }
    return all;
}

HttpResult CountedHttpClient::send(HttpRequest const& request, std::stop_token stop) {
    auto const begun = std::chrono::steady_clock::now();
    auto result = inner_.send(request, std::move(stop));
    tally_.add(purpose_, request, result, Seconds(std::chrono::steady_clock::now() - begun));
    return result;
}

}  // namespace troupe::net
