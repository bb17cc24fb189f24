#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "net/http_client.hpp"
#include "providers/trend_sources/polled_source.hpp"

namespace troupe::providers::testing {

/// An answer of each service, as fuzz/corpus/trend_answer has it.
inline std::string trend_answer(std::string const& name) {
    return read_file(std::string(TROUPE_SOURCE_DIR) + "/fuzz/corpus/trend_answer/" + name + ".json").value();
}

/// A service of trends without a network: it writes down what it is asked, and answers everything the same way.
class FakeTrends final : public net::HttpClient {
public:
    using Answer = std::function<net::HttpResult(net::HttpRequest const&)>;

    void answers(Answer answer) { answer_ = std::move(answer); }
    void answers(int status, std::string body, std::vector<net::Header> headers = {}) {
        answers([=](auto const&) { return net::HttpResponse{status, headers, body}; });
    }
    [[nodiscard]] net::HttpResult send(net::HttpRequest const& request, std::stop_token stop) override {
        requests.push_back(request);
        if (stop.stop_requested())
            return tl::unexpected(net::HttpError{{ErrorCode::cancelled, "the request was stopped"}, false});
        return answer_(request);
    }

    std::vector<net::HttpRequest> requests;

private:
    Answer answer_;
};

inline constexpr auto trend_key = "trend-secret-0123456789";

/// One source that is on, in a hurry.
inline trend_sources::Settings trend_settings(std::string const& id) {
    auto settings = trend_sources::read_settings(
                        Configuration::of({{"TROUPE_TREND_SOURCES", id},
                                           {"TROUPE_TREND_CONTACT", "trends@label.example"},
                                           {"TROUPE_TREND_ARTISTS", "Nils Frahm"},
                                           {id == "lastfm" ? "LASTFM_API_KEY" : "TROUPE_UNUSED", trend_key},
                                           {id == "youtube" ? "YOUTUBE_API_KEY" : "TROUPE_UNUSED", trend_key}}))
                        .value();
    settings.backoff = Seconds(0.001);
    settings.pace = 0.001;
    return settings;
}

inline std::unique_ptr<troupe::trends::TrendSource> trend_source(std::string const& id, net::HttpClient& http) {
    return std::move(trend_sources::make_sources(trend_settings(id), http).front());
}

}  // namespace troupe::providers::testing
