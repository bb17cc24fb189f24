#include "jobs/runner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/log.hpp"
#include "jobs/impl/crew.hpp"
#include "jobs/worker_name.hpp"

namespace troupe::jobs {
namespace {

/// The groups the jobs belong to; empty, which takes any, when one of them has none.
std::vector<std::string> groups_of(std::vector<Job> const& jobs) {
    std::set<std::string> groups;
    for (auto const& job : jobs) groups.insert(job.group);
    if (groups.contains("")) return {};
    return {groups.begin(), groups.end()};
}

Result<std::vector<Job>> find_all(Queue& queue, std::vector<JobId> const& ids) {
    std::vector<Job> jobs;
    for (auto const& id : ids) jobs.push_back(TRY(queue.find(id)));
    return jobs;
}

Result<void> take_over_the_dead(Queue& queue) {
    auto const count = TRY(queue.recover([](std::string const& worker) { return is_dead(worker); }));
    if (count > 0) log::info("jobs.recovered", {{"count", count}});
    return {};
}

Result<void> check_handlers(std::vector<Job> const& jobs, std::map<std::string, Handler> const& handlers) {
    for (auto const& job : jobs)
        if (!is_finished(job.state) && !handlers.contains(job.kind))
            return fail(ErrorCode::invalid_input, fmt::format("job {}: nobody here does jobs of kind {}", to_string(job.id), job.kind));
    return {};
}

}  // namespace

Result<json::Value> JobContext::output_of(std::string_view kind) const {
    auto const found = std::find_if(dependencies_.begin(), dependencies_.end(), [&](Job const& each) { return each.kind == kind; });
    if (found != dependencies_.end()) return found->output;
    return fail(ErrorCode::not_found, fmt::format("job {} does not come after one of kind {}", to_string(job_.id), kind));
}

Effect only_output(json::Value output) { return OnlyOutput{std::move(output)}; }

Runner::Runner(Queue& queue, UnitOfWork& unit, Clock const& clock, RunnerSettings settings)
    : queue_(queue), unit_(unit), clock_(clock), settings_(settings) {}

void Runner::handle(std::string kind, Handler handler) { handlers_[std::move(kind)] = std::move(handler); }
void Runner::observe(JobObserver& observer) { observers_.push_back(&observer); }

Result<std::vector<Job>> Runner::run(std::vector<JobId> const& ids, std::stop_token stop) {
    auto jobs = TRY(find_all(queue_, ids));
    TRY(check_handlers(jobs, handlers_));
    TRY(take_over_the_dead(queue_));
    impl::Crew crew({queue_, unit_, clock_, settings_, handlers_, observers_}, groups_of(jobs), {ids.begin(), ids.end()}, stop);
    for (;;) {
        auto const seen = crew.events();
        bool is_all_finished = true;
        for (auto& job : jobs) {
            if (!is_finished(job.state)) job = TRY(queue_.find(job.id));
            if (is_finished(job.state)) crew.announce_finished(job);
            else is_all_finished = false;
        }
        if (is_all_finished) return jobs;
        if (auto const trouble = crew.trouble()) return tl::unexpected(*trouble);
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped; the same command goes on where it was");
        crew.wait_for_event(seen, settings_.poll_every);
    }
}

Result<void> Runner::run_until_stopped(std::stop_token stop) {
    TRY(take_over_the_dead(queue_));
    impl::Crew crew({queue_, unit_, clock_, settings_, handlers_, observers_}, {}, {}, stop);
    while (!stop.stop_requested()) {
        auto const seen = crew.events();
        if (auto const trouble = crew.trouble()) return tl::unexpected(*trouble);
        crew.wait_for_event(seen, settings_.poll_every);
    }
    return {};
}

}  // namespace troupe::jobs
