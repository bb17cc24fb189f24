#include "mcp/wait.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "mcp/message.hpp"
#include "mcp/tool_result.hpp"

namespace troupe::mcp {
namespace {

std::optional<json::Value> progress_token(json::Object const& params) {
    auto const* meta = params.if_contains("_meta");
    auto const* token =
        meta == nullptr || !meta->is_object() ? nullptr : meta->as_object().if_contains("progressToken");
    if (token == nullptr || !(token->is_string() || token->is_int64() || token->is_uint64())) return std::nullopt;
    return *token;
}

double share_done(std::vector<jobs::Job> const& all) {
    double done = 0;
    for (auto const& job : all) done += job.state == jobs::JobState::done ? 1.0 : job.progress;
    return all.empty() ? 0 : done / static_cast<double>(all.size());
}

/// What is being done, for people.
std::string what_happens(std::vector<jobs::Job> const& all) {
    for (auto const& job : all)
        if (job.state == jobs::JobState::running)
            return job.message.empty() ? job.kind : fmt::format("{}: {}", job.kind, job.message);
    for (auto const& job : all)
        if (!is_finished(job.state)) return fmt::format("{} waits for a worker", job.kind);
    return "done";
}

Error reason(jobs::Job const& job) {
    if (job.error) return {job.error->code, job.error->message};
    return {ErrorCode::cancelled,
            fmt::format("{} was cancelled: job_retry with {} begins it again", job.kind, to_string(job.id))};
}

}  // namespace

Wait::Wait(Question question, Work work, Time now)
    : question_(std::move(question)),
      work_(std::move(work)),
      began_(now),
      token_(progress_token(question_.params)),
      jobs_(work_.begun.jobs.size()) {}

std::vector<json::Value> Wait::look(Time now) {
    std::vector<json::Value> messages;
    if (is_over_) return messages;
    if (question_.open && question_.open->cancelled().stop_requested()) {
        is_over_ = true;
        cancel_jobs();
        return messages;
    }
    if (auto const read = read_jobs(); !read) {
        is_over_ = true;
        return {reply(question_.id, error_result(read.error()))};
    }
    // The reply is the end of progress: clients read a notification just before it as one that comes too late.
    if (jobs_.empty() || is_finished(jobs_.back().state)) {
        is_over_ = true;
        return {reply(question_.id, outcome())};
    }
    if (now - began_ >= work_.patience)
        return {give_up(fmt::format("Not done after {:.0f} s", work_.patience.count()))};
    if (auto told = progress()) messages.push_back(*std::move(told));
    return messages;
}

json::Value Wait::give_up(std::string const& why) {
    is_over_ = true;
    return reply(question_.id, unfinished_result(work_.begun, why));
}

Result<void> Wait::read_jobs() {
    for (std::size_t i = 0; i < jobs_.size(); ++i)
        if (!is_finished(jobs_[i].state)) jobs_[i] = TRY(work_.desk.studio.queue.find(work_.begun.jobs[i]));
    return {};
}

std::optional<json::Value> Wait::progress() {
    auto const done = share_done(jobs_);
    if (!token_ || done <= told_) return std::nullopt;
    told_ = done;
    return notification(
        "notifications/progress",
        json::Object{{"progressToken", *token_}, {"progress", done}, {"total", 1}, {"message", what_happens(jobs_)}});
}

json::Value Wait::outcome() {
    for (auto const& job : jobs_)
        if (job.state != jobs::JobState::done && !job.because_of) return error_result(reason(job));
    auto asked = context();
    auto const value = work_.begun.result(asked);
    return value ? finished_result(work_.begun, *value) : error_result(value.error());
}

calls::Context Wait::context() const {
    return {work_.desk, question_.visitor.caller, question_.request_id, {}, {}, {}};
}

/// By the same call that a person would use, so that its role and its entry in the audit log are the same.
void Wait::cancel_jobs() {
    if (work_.cancel == nullptr) return;
    for (auto const& id : work_.begun.jobs) {
        auto const job = work_.desk.studio.queue.find(id);
        if (!job || is_finished(job->state)) continue;
        auto asked = context();
        auto const done = calls::perform(*work_.cancel, asked, json::Object{{"job_id", to_string(id)}});
        if (!done)
            log::warning(
                "mcp.cancel_failed",
                {{"request_id", question_.request_id}, {"job_id", to_string(id)}, {"error", done.error().message}});
    }
}

}  // namespace troupe::mcp
