#include <fmt/format.h>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "cli/table.hpp"

namespace troupe::cli {
namespace {

struct ListOptions {
    std::string state;
};
Result<Answer> list(Shell& shell, ListOptions const& options) {
    jobs::JobQuery query{.limit = 100};
    if (!options.state.empty()) query.state = TRY(json::enum_from<jobs::JobState>(options.state, "--state"));
    auto& studio = *TRY(shell.studio());
    auto const page = TRY(studio.queue.list(query));
    std::vector<std::vector<std::string>> rows;
    for (auto const& job : page.jobs)
        rows.push_back({to_string(job.id), step_name(job), json::enum_name(job.state), fmt::format("{:.0f} %", job.progress * 100),
                        job.error ? text::excerpt(job.error->message, 70) : ""});
    return Answer{json::to_value(page.jobs), rows.empty() ? "No jobs.\n" : table({"JOB", "STEP", "STATE", "DONE", "ERROR"}, rows)};
}

struct ById {
    std::string id;
};
void take_id(CLI::App& sub, ById& values) { sub.add_option("JOB", values.id, "The job's id")->required(); }

Result<Answer> answer(Result<jobs::Job> const& job, std::string const& id) {
    if (!job && job.error().code == ErrorCode::not_found) return fail(ErrorCode::not_found, fmt::format("job {} does not exist: `troupe jobs list`", id));
    if (!job) return tl::unexpected(job.error());
    return Answer{json::to_value(*job), json::pretty(*job)};
}
Result<Answer> show(Shell& shell, ById const& values) {
    auto const id = TRY(parse_id<jobs::JobTag>(values.id));
    return answer(TRY(shell.studio())->queue.find(id), values.id);
}
Result<Answer> retry(Shell& shell, ById const& values) {
    auto const id = TRY(parse_id<jobs::JobTag>(values.id));
    return answer(TRY(shell.studio())->queue.retry(id), values.id);
}
Result<Answer> cancel(Shell& shell, ById const& values) {
    auto const id = TRY(parse_id<jobs::JobTag>(values.id));
    return answer(TRY(shell.studio())->queue.cancel(id), values.id);
}

}  // namespace

void add_jobs(Menu const& menu) {
    auto& jobs = menu.group("jobs", "The work in the queue");
    menu.add<ListOptions>(jobs, "list", "Newest first",
                          [](CLI::App& sub, ListOptions& options) { sub.add_option("--state", options.state, "waiting, ready, running, done, failed or cancelled"); }, list);
    menu.add<ById>(jobs, "show", "One job", take_id, show);
    menu.add<ById>(jobs, "retry", "Another try for a failed job", take_id, retry);
    menu.add<ById>(jobs, "cancel", "End a job and all that wait for it", take_id, cancel);
}

}  // namespace troupe::cli
