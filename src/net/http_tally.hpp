#pragma once

#include <array>
#include <map>
#include <mutex>
#include <string>

#include "base/figure.hpp"
#include "net/http_client.hpp"

namespace troupe::net {

/// Counts what we ask of others and what comes of it: by purpose ("music"), host and outcome, and how long it takes by
/// purpose. Of hosts beyond the first fifty of a purpose it says "other".
class HttpTally {
public:
    void add(std::string const& purpose, HttpRequest const& request, HttpResult const& result, Seconds took);
    [[nodiscard]] Figures figures() const;

private:
    static constexpr std::array upper_bounds = {0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0};
    struct Purpose {
        std::map<std::string, std::map<std::string, std::uint64_t>> outcomes;  ///< by host
        std::array<std::uint64_t, upper_bounds.size() + 1> times{};            ///< each in its own step
        double seconds = 0;
    };
    mutable std::mutex guard_;
    std::map<std::string, Purpose> purposes_;
};

/// Sends through another client and counts it.
class CountedHttpClient final : public HttpClient {
public:
    CountedHttpClient(HttpClient& inner, HttpTally& tally, std::string purpose)
        : inner_(inner), tally_(tally), purpose_(std::move(purpose)) {}

    [[nodiscard]] HttpResult send(HttpRequest const& request, std::stop_token stop) override;

private:
    HttpClient& inner_;
    HttpTally& tally_;
    std::string purpose_;
};

}  // namespace troupe::net
