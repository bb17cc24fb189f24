#include "calls/catalogue.hpp"
#include "calls/page.hpp"

/// The work in the queue.
namespace troupe::calls {
namespace {

using access::Role;

struct ListInput {
    std::optional<jobs::JobState> state;
    std::string kind;
    std::string group;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (state, kind, group, after, limit))
Result<Page<jobs::Job>> list(Context& context, ListInput const& input) {
    jobs::JobQuery query{.state = input.state};
    if (!input.kind.empty()) query.kind = input.kind;
    if (!input.group.empty()) query.group = input.group;
    query.after = TRY(page_start<jobs::JobTag>(input.after));
    query.limit = input.limit;
    auto const page = TRY(context.studio().queue.list(query));
    Page<jobs::Job> jobs;
    jobs.items = page.jobs;
    jobs.next = page_end(page.next);
    return jobs;
}

struct ById {
    std::string job_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (job_id))
Result<jobs::Job> show(Context& context, ById const& input) {
    return context.studio().queue.find(TRY(parse_id<jobs::JobTag>(input.job_id)));
}

Result<jobs::Job> changed(Context& context, ById const& input, Result<jobs::Job> (jobs::Queue::*change)(jobs::JobId)) {
    auto const was = TRY(show(context, input));
    auto const is = TRY((context.studio().queue.*change)(was.id));
    context.change =
        Change{input.job_id, json::Value(json::enum_name(was.state)), json::Value(json::enum_name(is.state)), ""};
    return is;
}
Result<jobs::Job> cancel(Context& context, ById const& input) { return changed(context, input, &jobs::Queue::cancel); }
Result<jobs::Job> retry(Context& context, ById const& input) { return changed(context, input, &jobs::Queue::retry); }

}  // namespace

void add_jobs(Catalogue& catalogue) {
    catalogue.add<ListInput>({.name = "job.list",
                              .http = "GET /api/jobs",
                              .group = "Jobs",
                              .summary = "The work in the queue, newest first",
                              .bounds = {{"limit", 1, 500}},
                              .about = about_pages()},
                             list);
    catalogue.add<ById>({.name = "job.show",
                         .http = "GET /api/jobs/{job_id}",
                         .group = "Jobs",
                         .summary = "How far a job is, what it gave, or why it failed"},
                        show);
    catalogue.add<ById>({.name = "job.cancel",
                         .http = "POST /api/jobs/{job_id}/cancel",
                         .group = "Jobs",
                         .summary = "End a job and all that wait for it",
                         .role = Role::editor,
                         .effect = Effect::changes},
                        cancel);
    catalogue.add<ById>({.name = "job.retry",
                         .http = "POST /api/jobs/{job_id}/retry",
                         .group = "Jobs",
                         .summary = "Another try for a failed job",
                         .role = Role::editor,
                         .effect = Effect::changes},
                        retry);
}

}  // namespace troupe::calls
