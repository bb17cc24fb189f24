#pragma once

#include <memory>
#include <string>

#include "base/units.hpp"
#include "calls/ports.hpp"
#include "jobs/runner.hpp"

namespace troupe::api {

/// Numbers for Prometheus, in its text format.
class Metrics final : public jobs::JobObserver {
public:
    Metrics();
    ~Metrics() override;

    /// `call` is the name of the call, never the address, so that there are few series.
    void request(std::string const& call, int status, Seconds took);
    /// Of work that ends in this process.
    void job_finished(jobs::Job const& job) override;
    void job_retried(jobs::Job const& job) override;

    /// What holds at the moment of looking.
    struct Now {
        TimePoint at{};
        std::size_t connections = 0;
        std::size_t listeners = 0;
        std::vector<jobs::JobCount> jobs;
        std::int64_t spent_today_micros = 0;
        std::optional<calls::RedisState> redis;
    };
    [[nodiscard]] std::string text(Now const& now);

private:
    struct Series;
    std::unique_ptr<Series> series_;
};

}  // namespace troupe::api
