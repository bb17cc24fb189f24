#include "app/watching.hpp"

#include <algorithm>
#include <array>

#include "base/log.hpp"
#include "base/process_figures.hpp"
#include "flow/handlers.hpp"

namespace troupe::app {
namespace {

constexpr std::chrono::seconds fresh_enough{5};

std::string label_of(Figure const& figure, std::string_view name) {
    for (auto const& [label, value] : figure.labels)
        if (label == name) return value;
    return {};
}

/// Every class and state, also those that have none: a series that comes and goes cannot be watched.
void add_jobs(Figures& all, std::vector<jobs::JobCount> const& counts, TimePoint now) {
    using jobs::JobState;
    for (auto const* job_class : {"cpu", "io"}) {
        auto const count_of = [&](JobState state) -> jobs::JobCount {
            for (auto const& each : counts)
                if (each.job_class == job_class && each.state == state) return each;
            return {job_class, state, 0, now};
        };
        for (auto const state : {JobState::waiting, JobState::ready, JobState::running, JobState::failed})
            all.push_back({"troupe_jobs",
                           "Jobs in the queue by class and state; failed ones stay until they are retried",
                           static_cast<double>(count_of(state).jobs),
                           {{"class", job_class}, {"state", json::enum_name(state)}}});
        all.push_back({"troupe_jobs_oldest_ready_age_seconds",
                       "How long the oldest job that could be begun has been waiting for a worker",
                       std::max(0.0, Seconds(now - count_of(JobState::ready).oldest).count()),
                       {{"class", job_class}}});
    }
}

/// The limits, and a zero for each account of which nothing was spent yet.
void add_limits(Figures& all, std::vector<MoneyLimit> const& limits) {
    for (auto const& limit : limits) {
        all.push_back(
            {"troupe_money_limit",
             "Most that may be spent in the period; TROUPE_LLM_DAY_CAP, TROUPE_LEONARDO_MAX_.., TROUPE_SUNO_MAX_..",
             limit.most,
             {{"account", limit.account}, {"unit", limit.unit}, {"period", limit.period}}});
        auto const is_spent = [&](Figure const& each) {
            return each.name == "troupe_money_spent" && label_of(each, "account") == limit.account &&
                   label_of(each, "unit") == limit.unit;
        };
        if (std::ranges::none_of(all, is_spent))
            for (auto const* name : {"troupe_money_spent", "troupe_money_reserved"})
                all.push_back({name,
                               "",
                               0,
                               {{"account", limit.account},
                                {"provider", "none"},
                                {"unit", limit.unit},
                                {"period", limit.period}}});
    }
}

double number_at(json::Value const& value, std::string const& pointer) {
    boost::system::error_code missing;
    auto const* const found = value.find_pointer(pointer, missing);
    return found != nullptr && found->is_number() ? found->to_number<double>() : 0;
}

}  // namespace

Result<Figures> Gauges::ask_database() {
    auto const now = parts_.clock.now();
    auto all = TRY(parts_.stored.stored(now));
    add_limits(all, parts_.limits);
    add_jobs(all, TRY(parts_.queue.counts()), now);
    return all;
}

/// What the database said a moment ago will do. While it says nothing there are no numbers of it, rather than old ones
/// or zeros.
Figures Gauges::recent() {
    std::lock_guard const lock(guard_);
    if (auto const now = parts_.clock.now(); kept_.empty() || now - asked_ >= fresh_enough) {
        auto asked = ask_database();
        asked_ = now;
        if (!asked) log::warning("database.not_watched", {{"error", asked.error().message}});
        auto const is_up = asked.has_value();
        kept_ = is_up ? *std::move(asked) : Figures{};
        kept_.push_back({"troupe_database_up", "1: the database answered; 0: it did not, and what it knows is not told",
                         is_up ? 1.0 : 0.0});
    }
    return kept_;
}

Figures Gauges::read() {
    auto all = recent();
    for (auto const& more :
         {parts_.stored.connections(), parts_.tally.figures(), parts_.shared.figures(), process_figures(), disk_figures(parts_.home)})
        all.insert(all.end(), more.begin(), more.end());
    return all;
}

void MediaMeter::job_finished(jobs::Job const& job) {
    static constexpr std::array makers = {flow::kinds::track, flow::kinds::redo,   flow::kinds::cover,
                                          flow::kinds::kit,   flow::kinds::teaser, flow::kinds::canvas};
    auto const makes = std::ranges::any_of(makers, [&](std::string_view kind) { return kind == job.kind; });
    if (!makes || job.state != jobs::JobState::done || !job.output.is_object()) return;
    auto const* const id = job.output.as_object().if_contains("id");
    auto const read = id != nullptr && id->is_string() ? parse_id<catalog::ContentTag>(std::string(id->as_string()))
                                                       : Result<catalog::ContentId>(fail(ErrorCode::internal, ""));
    auto const content = read ? contents_.find(*read) : Result<catalog::Content>(tl::unexpected(read.error()));
    if (!content) return;
    api::Metrics::Made made{"picture", content->provenance.engine, 1, Seconds(0)};
    switch (content->kind) {
        case catalog::ContentKind::track:
            made.medium = "music";
            made.length = Seconds(number_at(content->details, "/analysis/seconds"));
            break;
        case catalog::ContentKind::teaser:
        case catalog::ContentKind::canvas:
        case catalog::ContentKind::video:
            made.medium = "video";
            made.length =
                Seconds(std::max(number_at(content->brief, "/seconds"), number_at(content->brief, "/length")));
            break;
        default:
            made.pieces = static_cast<int>(std::ranges::count_if(
                content->files, [](auto const& file) { return file.media_type.starts_with("image/"); }));
    }
    metrics_.made(made);
}

}  // namespace troupe::app
