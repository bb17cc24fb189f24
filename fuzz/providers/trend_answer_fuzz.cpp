// Whatever a service of trends answers: an error of one line, or readings that could be kept, none of them a made-up 0,
// and no question that leads elsewhere than to the service.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "demand.hpp"
#include "providers/trend_sources/impl/asking.hpp"
#include "trends/series.hpp"

using namespace troupe;
using namespace troupe::providers::trend_sources;
namespace services = troupe::providers::trend_sources::impl;

namespace {

TimePoint const now = *parse_time("2026-11-23T08:00:00Z");

void check_reading(trends::Reading reading) {
    demand_one_line(reading.name, 2000);
    reading.source = "fuzz";
    reading.licence = "CC0-1.0";
    reading.retrieved = now;
    auto const kept = trends::checked(std::move(reading), now);
    // A day that lies ahead is all that may be wrong: the service's clock, not our reading.
    if (!kept && kept.error().field != "date") std::abort();
}

void check_answer(services::Answer const& answer) {
    if (answer.error) demand_one_line(answer.error->message, 2000);
    demand_one_line(answer.mark, 2000);
    if (answer.error && !answer.read.readings.empty()) std::abort();
    for (auto const& reading : answer.read.readings) check_reading(reading);
    auto const leads_on = [](services::Question const& more) {
        auto const digits = more.path.substr(std::min(more.path.size(), std::string("/track/").size()));
        return more.path.starts_with("/track/") && !digits.empty() &&
               digits.find_first_not_of("0123456789") == std::string::npos;
    };
    if (!std::all_of(answer.read.more.begin(), answer.read.more.end(), leads_on)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    static auto const rows = load_sources();
    static std::vector<Followed> const followed{{trends::Kind::artist, "Nils Frahm", "Nils Frahm"},
                                                {trends::Kind::genre, "drill", "Drill music"}};
    std::unique_ptr<services::Service> all[] = {services::apple(),
                                                services::deezer("DE"),
                                                services::listenbrainz(),
                                                services::wikimedia("en", followed),
                                                services::lastfm(followed, {{"DE", "Germany"}}),
                                                services::youtube()};
    std::string const body(reinterpret_cast<char const*>(data), size);
    for (auto const& service : all) {
        SourceSettings const source{rows->at(service->id()), "http://127.0.0.1", "secret"};
        auto questions = service->questions({.countries = {"DE"}, .wanted = {}, .now = now, .validator = {}}, {});
        if (service->id() == "deezer")
            questions.push_back({.part = "tempo", .path = "/track/1", .kind = trends::Kind::tempo_band, .points = 100});
        for (auto const& question : questions)
            for (auto const status : {200, 403, 429, 500})
                check_answer(
                    services::judge({status, {{"ETag", body.substr(0, 50)}, {"Retry-After", body.substr(0, 5)}}, body},
                                    {*service, source, question, now}));
    }
    return 0;
}
