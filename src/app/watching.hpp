#pragma once

#include <filesystem>
#include <functional>
#include <mutex>
#include <vector>

#include "api/metrics.hpp"
#include "app/redis.hpp"
#include "base/figure.hpp"
#include "catalog/content_store.hpp"
#include "flow/studio.hpp"
#include "jobs/runner.hpp"
#include "net/http_tally.hpp"
#include "storage/watched_database.hpp"

/// What /metrics of a server or a worker tells.
namespace troupe::app {

/// Most that may be spent, or ordered, in a period.
struct MoneyLimit {
    std::string account;  ///< "language_models", "leonardo"
    std::string unit;     ///< "currency", "USD", "credits", "orders"
    std::string period;   ///< "day", "month"
    double most = 0;
};

/// Looks at what holds now: database, queue, money, requests to others, process and disk. Asks the database at most
/// every few seconds, however many look.
class Gauges {
public:
    struct Parts {
        storage::WatchedDatabase stored;
        jobs::Queue& queue;
        net::HttpTally const& tally;
        SharedParts const& shared;
        Clock const& clock;
        std::filesystem::path home;
        std::vector<MoneyLimit> limits;
    };
    explicit Gauges(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] Figures read();

private:
    [[nodiscard]] Result<Figures> ask_database();
    [[nodiscard]] Figures recent();

    Parts parts_;
    std::mutex guard_;
    TimePoint asked_{};
    Figures kept_;
};

/// Tells the metrics what the jobs of this process made, as it stands in the catalogue.
class MediaMeter final : public jobs::JobObserver {
public:
    MediaMeter(catalog::ContentStore& contents, api::Metrics& metrics) : contents_(contents), metrics_(metrics) {}
    void job_finished(jobs::Job const& job) override;

private:
    catalog::ContentStore& contents_;
    api::Metrics& metrics_;
};

}  // namespace troupe::app
