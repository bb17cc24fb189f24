#pragma once

#include <chrono>
#include <iosfwd>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "jobs/runner.hpp"

namespace troupe::cli {

/// Shows how far a set of jobs is. On a terminal a few lines that are drawn over and over: the steps that run, time
/// gone and time left; elsewhere one plain line when a step begins and ends.
class ProgressDisplay final : public jobs::JobObserver {
public:
    ProgressDisplay(std::ostream& err, bool is_terminal, std::vector<jobs::Job> const& jobs);
    ~ProgressDisplay() override;

    void job_started(jobs::Job const& job) override;
    void job_progressed(jobs::Job const& job) override;
    void job_retried(jobs::Job const& job) override;
    void job_finished(jobs::Job const& job) override;

    struct Step {
        std::string name;
        double seconds = 0;
    };
    /// The steps that were done while this one watched, with what they took.
    [[nodiscard]] std::vector<Step> const& done() const { return done_; }
    [[nodiscard]] double elapsed() const;

private:
    using SteadyTime = std::chrono::steady_clock::time_point;
    struct Running {
        std::string name;
        double weight = 0;
        double progress = 0;
        std::string message;
        SteadyTime since;
    };
    void plain(std::string const& line);
    void draw();
    void erase();
    [[nodiscard]] double share_done() const;

    std::ostream& err_;
    bool is_terminal_;
    std::size_t total_ = 0;
    std::size_t finished_ = 0;
    std::size_t lines_drawn_ = 0;
    SteadyTime begun_;
    SteadyTime drawn_;
    double total_weight_ = 0;
    double finished_weight_ = 0;
    std::map<std::string, Running> running_;  ///< by job id
    std::set<std::string> counted_;           ///< ids of jobs that have been counted as finished
    std::vector<Step> done_;
};

/// "track" of "debut/…/track", or the job's kind: what people call a step.
[[nodiscard]] std::string step_name(jobs::Job const& job);

}  // namespace troupe::cli
