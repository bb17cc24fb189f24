#pragma once

#include <memory>
#include <vector>

#include "net/http_client.hpp"
#include "providers/trend_sources/settings.hpp"
#include "trends/trend_source.hpp"

namespace troupe::providers::trend_sources {

namespace impl {
class Service;
}

/// One service behind the port. Asks only addresses of its settings: none that an answer names, and nowhere that one
/// sends it. A question is sent at most twice; after a 429, a refused key, or two failures in a row the service is left
/// alone.
///
/// The validator is what is known of each question: an ETag where answers are dated, the newest day where days are
/// asked for.
class PolledSource final : public trends::TrendSource {
public:
    /// `http` outlives it.
    PolledSource(std::unique_ptr<impl::Service> service, SourceSettings source, Settings const& shared,
                 net::HttpClient& http);
    ~PolledSource() override;

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] trends::SourceTerms terms() const override;
    Result<trends::PollAnswer> poll(trends::Poll const& poll, std::stop_token stop) override;

private:
    class Round;
    std::unique_ptr<impl::Service> service_;
    SourceSettings source_;
    std::string user_agent_;
    Seconds backoff_, patience_, spacing_;
    net::HttpClient& http_;
};

/// All that are on, by name.
[[nodiscard]] std::vector<std::unique_ptr<trends::TrendSource>> make_sources(Settings const& settings,
                                                                             net::HttpClient& http);

}  // namespace troupe::providers::trend_sources
