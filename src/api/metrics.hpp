#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/figure.hpp"
#include "base/units.hpp"
#include "jobs/runner.hpp"

namespace troupe::api {

/// Numbers for Prometheus, in its text format. docs/monitoring.md lists them all.
class Metrics final : public jobs::JobObserver {
public:
    Metrics();
    ~Metrics() override;

    /// `call` is the name of the call, never the address, so that there are few series. `took`: nothing for requests
    /// that wait because they want to.
    void request(std::string const& call, int status, std::optional<Seconds> took);
    /// Of work in this process.
    void job_started(jobs::Job const& job) override;
    void job_retried(jobs::Job const& job) override;
    void job_finished(jobs::Job const& job) override;
    /// `medium` is music, picture or video; pictures have no length.
    struct Made {
        std::string medium;
        std::string engine;  ///< as its provenance says
        int pieces = 1;
        Seconds length{0};
    };
    void made(Made const& made);

    /// All of it, and beside it what holds at the moment of looking.
    [[nodiscard]] std::string text(Figures const& now) const;

private:
    struct Series;
    std::unique_ptr<Series> series_;
};

}  // namespace troupe::api
