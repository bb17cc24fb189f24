#include "api/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace troupe::api {
namespace {

prometheus::Histogram::BucketBoundaries const request_buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                              0.25,  0.5,    1,     2.5,  5,     10,   30};
prometheus::Histogram::BucketBoundaries const job_buckets{0.1, 0.25, 0.5, 1,   2.5, 5,   10,
                                                          20,  40,   80,  160, 320, 640, 1800};

}  // namespace

struct Metrics::Series {
    prometheus::Registry registry;
    prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                            .Name("troupe_http_requests_total")
                                                            .Help("Requests answered, by call and status")
                                                            .Register(registry);
    prometheus::Family<prometheus::Histogram>& request_seconds =
        prometheus::BuildHistogram()
            .Name("troupe_http_request_seconds")
            .Help("From the head of a request to its answer, by call")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& jobs_ended =
        prometheus::BuildCounter()
            .Name("troupe_jobs_ended_total")
            .Help("Jobs that ended in this process, by kind and state")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& jobs_retried =
        prometheus::BuildCounter()
            .Name("troupe_jobs_retried_total")
            .Help("Attempts that failed and will be made again, by kind")
            .Register(registry);
    prometheus::Family<prometheus::Histogram>& job_seconds = prometheus::BuildHistogram()
                                                                 .Name("troupe_job_seconds")
                                                                 .Help("Last attempt of jobs that were done, by kind")
                                                                 .Register(registry);
    prometheus::Family<prometheus::Gauge>& jobs_now =
        prometheus::BuildGauge().Name("troupe_jobs").Help("Jobs in the queue, by class and state").Register(registry);
    prometheus::Family<prometheus::Gauge>& oldest_job =
        prometheus::BuildGauge()
            .Name("troupe_oldest_ready_job_seconds")
            .Help("How long the oldest ready job has been waiting, by class")
            .Register(registry);
    prometheus::Gauge& connections =
        prometheus::BuildGauge().Name("troupe_http_connections").Help("Open connections").Register(registry).Add({});
    prometheus::Gauge& listeners = prometheus::BuildGauge()
                                       .Name("troupe_event_listeners")
                                       .Help("Who listens to events")
                                       .Register(registry)
                                       .Add({});
    prometheus::Gauge& spent = prometheus::BuildGauge()
                                   .Name("troupe_language_model_spent_today")
                                   .Help("Spent on language models today (UTC), in the installation's currency")
                                   .Register(registry)
                                   .Add({});
    prometheus::Family<prometheus::Gauge>& redis_up =
        prometheus::BuildGauge().Name("troupe_redis_up").Help("1 where Redis answers; absent where none is set").Register(registry);
    prometheus::Family<prometheus::Counter>& redis_failures =
        prometheus::BuildCounter().Name("troupe_redis_failures_total").Help("Calls that did not reach Redis").Register(registry);
    prometheus::Family<prometheus::Counter>& redis_refusals =
        prometheus::BuildCounter().Name("troupe_redis_refusals_total").Help("Commands that Redis refused").Register(registry);
    prometheus::Family<prometheus::Counter>& jobs_carried =
        prometheus::BuildCounter().Name("troupe_jobs_carried_total").Help("Jobs that workers of this process had from Redis").Register(registry);
    prometheus::Family<prometheus::Counter>& jobs_claimed =
        prometheus::BuildCounter()
            .Name("troupe_jobs_claimed_total")
            .Help("Jobs that workers of this process had from Redis and another worker had left")
            .Register(registry);
    prometheus::Family<prometheus::Counter>& jobs_swept =
        prometheus::BuildCounter()
            .Name("troupe_jobs_swept_total")
            .Help("Jobs that this process put in again because Redis had forgotten them")
            .Register(registry);

    void set(calls::RedisState const& redis);
};

namespace {

/// Counted elsewhere.
void raise(prometheus::Family<prometheus::Counter>& family, std::int64_t to) {
    auto& counter = family.Add({});
    counter.Increment(std::max(0.0, static_cast<double>(to) - counter.Value()));
}

}  // namespace

void Metrics::Series::set(calls::RedisState const& redis) {
    redis_up.Add({}).Set(redis.is_up ? 1 : 0);
    raise(redis_failures, redis.failures);
    raise(redis_refusals, redis.refusals);
    raise(jobs_carried, redis.carried);
    raise(jobs_claimed, redis.claimed);
    raise(jobs_swept, redis.swept);
}

Metrics::Metrics() : series_(std::make_unique<Series>()) {}
Metrics::~Metrics() = default;

void Metrics::request(std::string const& call, int status, Seconds took) {
    series_->requests.Add({{"call", call}, {"status", std::to_string(status)}}).Increment();
    series_->request_seconds.Add({{"call", call}}, request_buckets).Observe(took.count());
}

void Metrics::job_finished(jobs::Job const& job) {
    series_->jobs_ended.Add({{"kind", job.kind}, {"state", json::enum_name(job.state)}}).Increment();
    if (job.state == jobs::JobState::done && job.started && job.finished)
        series_->job_seconds.Add({{"kind", job.kind}}, job_buckets)
            .Observe(Seconds(*job.finished - *job.started).count());
}

void Metrics::job_retried(jobs::Job const& job) { series_->jobs_retried.Add({{"kind", job.kind}}).Increment(); }

std::string Metrics::text(Now const& now) {
    series_->connections.Set(static_cast<double>(now.connections));
    series_->listeners.Set(static_cast<double>(now.listeners));
    series_->spent.Set(static_cast<double>(now.spent_today_micros) / 1e6);
    if (now.redis) series_->set(*now.redis);
    for (auto const* job_class : {"cpu", "io"}) {
        for (auto const state :
             {jobs::JobState::waiting, jobs::JobState::ready, jobs::JobState::running, jobs::JobState::failed})
            series_->jobs_now.Add({{"class", job_class}, {"state", json::enum_name(state)}}).Set(0);
        series_->oldest_job.Add({{"class", job_class}}).Set(0);
    }
    for (auto const& count : now.jobs) {
        series_->jobs_now.Add({{"class", count.job_class}, {"state", json::enum_name(count.state)}})
            .Set(static_cast<double>(count.jobs));
        if (count.state == jobs::JobState::ready)
            series_->oldest_job.Add({{"class", count.job_class}})
                .Set(std::max(0.0, Seconds(now.at - count.oldest).count()));
    }
    return prometheus::TextSerializer().Serialize(series_->registry.Collect());
}

}  // namespace troupe::api
