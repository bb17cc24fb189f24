#include <cstdio>
#include <cstdlib>

#include "base/text.hpp"
#include "net/curl_http_client.hpp"
#include "providers/trend_sources/polled_source.hpp"

/// Polls the one trend source that the environment turns on: `trends_probe COUNTRIES VALIDATOR`. Prints what came as
/// one line of JSON.
using namespace troupe;

extern char** environ;

namespace {

json::Object told(trends::TrendSource& source, trends::Poll const& poll) {
    auto const answer = source.poll(poll, {});
    if (!answer) return {{"error", answer.error().message}, {"code", json::enum_name(answer.error().code)}};
    json::Array readings;
    std::string refused;
    for (auto reading : answer->readings) {
        reading.source = source.name();
        reading.licence = source.terms().licence;
        reading.retrieved = poll.now;
        auto const kept = trends::checked(std::move(reading), poll.now);
        if (kept)
            readings.push_back(json::to_value(*kept));
        else
            refused = kept.error().message;
    }
    json::Object out{{"reported", json::enum_name(answer->reported)},
                     {"readings", readings},
                     {"note", answer->note},
                     {"validator", answer->validator},
                     {"refused", refused}};
    if (answer->not_before) out["rest"] = std::chrono::duration<double>(*answer->not_before - poll.now).count();
    return out;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    auto const configuration = Configuration::load("/nonexistent/.env", environ);
    auto settings = providers::trend_sources::read_settings(*configuration);
    if (!settings || settings->sources.size() != 1) return 3;
    settings->backoff = Seconds(0.01);
    settings->pace = 0.01;
    settings->patience = Seconds(1);
    net::CurlHttpClient http;
    auto const sources = providers::trend_sources::make_sources(*settings, http);
    trends::Poll const poll{.countries = text::split(arguments[1], ','),
                            .wanted = {},
                            .now = SystemClock().now(),
                            .validator = arguments[2]};
    std::printf("%s\n", json::print(json::Value(told(*sources.front(), poll))).c_str());
    return 0;
}
