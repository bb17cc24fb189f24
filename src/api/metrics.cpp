#include "api/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>

namespace troupe::api {
namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

prometheus::Histogram::BucketBoundaries const request_buckets{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                              0.25,  0.5,    1,     2.5,  5,     10,   30};
prometheus::Histogram::BucketBoundaries const job_buckets{0.1, 0.25, 0.5, 1,   2.5, 5,   10,
                                                          20,  40,   80,  160, 320, 640, 1800};

MetricType type_of(Figure::Kind kind) {
    switch (kind) {
        case Figure::Kind::gauge:
            return MetricType::Gauge;
        case Figure::Kind::counter:
            return MetricType::Counter;
        case Figure::Kind::histogram:
            return MetricType::Histogram;
    }
    return MetricType::Untyped;
}

ClientMetric metric_of(Figure const& figure) {
    ClientMetric metric;
    for (auto const& [name, value] : figure.labels) metric.label.push_back({name, value});
    metric.gauge.value = metric.counter.value = figure.value;
    metric.histogram.sample_sum = figure.value;
    for (auto const& step : figure.steps) metric.histogram.bucket.push_back({step.count, step.upper});
    if (!figure.steps.empty()) metric.histogram.sample_count = figure.steps.back().count;
    return metric;
}

/// Those of one name stand together, wherever they came from.
void add(std::vector<MetricFamily>& families, Figure const& figure) {
    auto found = std::ranges::find(families, figure.name, &MetricFamily::name);
    if (found == families.end())
        found = families.insert(families.end(), {figure.name, figure.help, type_of(figure.kind), {}});
    found->metric.push_back(metric_of(figure));
}

}  // namespace

struct Metrics::Series {
    using Counters = prometheus::Family<prometheus::Counter>;
    using Histograms = prometheus::Family<prometheus::Histogram>;

    Counters& counters(std::string const& name, std::string const& help) {
        return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    }
    Histograms& histograms(std::string const& name, std::string const& help) {
        return prometheus::BuildHistogram().Name(name).Help(help).Register(registry);
    }

    prometheus::Registry registry;
    Counters& requests = counters("troupe_http_requests_total", "Requests answered, by call and status");
    Histograms& request_seconds =
        histograms("troupe_http_request_duration_seconds",
                   "From the head of a request to its answer, by call; those that asked to wait are not in it");
    Counters& attempts = counters("troupe_job_attempts_total", "Attempts at jobs begun in this process, by kind");
    Counters& failures =
        counters("troupe_job_failures_total", "Attempts at jobs that failed in this process, by kind and error code");
    Counters& ended = counters("troupe_jobs_ended_total", "Jobs that ended in this process, by kind and state");
    Counters& retried = counters("troupe_jobs_retried_total", "Attempts that failed and will be made again, by kind");
    Histograms& job_seconds =
        histograms("troupe_job_duration_seconds", "Last attempt of jobs that were done in this process, by kind");
    Counters& made = counters("troupe_media_made_total",
                              "Pieces made in this process, by medium (music, picture, video) and engine");
    Counters& made_seconds =
        counters("troupe_media_made_seconds_total", "Length of the music and the videos made in this process");
};

Metrics::Metrics() : series_(std::make_unique<Series>()) {}
Metrics::~Metrics() = default;

void Metrics::request(std::string const& call, int status, std::optional<Seconds> took) {
    series_->requests.Add({{"call", call}, {"status", std::to_string(status)}}).Increment();
    if (took) series_->request_seconds.Add({{"call", call}}, request_buckets).Observe(took->count());
}

void Metrics::job_started(jobs::Job const& job) { series_->attempts.Add({{"kind", job.kind}}).Increment(); }

void Metrics::job_retried(jobs::Job const& job) {
    series_->retried.Add({{"kind", job.kind}}).Increment();
    auto const code = job.error ? json::enum_name(job.error->code) : "internal";
    series_->failures.Add({{"kind", job.kind}, {"code", code}}).Increment();
}

void Metrics::job_finished(jobs::Job const& job) {
    series_->ended.Add({{"kind", job.kind}, {"state", json::enum_name(job.state)}}).Increment();
    if (job.state == jobs::JobState::done && job.started && job.finished)
        series_->job_seconds.Add({{"kind", job.kind}}, job_buckets)
            .Observe(Seconds(*job.finished - *job.started).count());
    // One that ended because of another was not tried.
    if (job.state == jobs::JobState::failed && job.error && !job.because_of)
        series_->failures.Add({{"kind", job.kind}, {"code", json::enum_name(job.error->code)}}).Increment();
}

void Metrics::made(Made const& made) {
    prometheus::Labels const labels{{"medium", made.medium}, {"engine", made.engine}};
    series_->made.Add(labels).Increment(made.pieces);
    if (made.length.count() > 0) series_->made_seconds.Add(labels).Increment(made.length.count());
}

std::string Metrics::text(Figures const& now) const {
    auto families = series_->registry.Collect();
    for (auto const& figure : now) add(families, figure);
    return prometheus::TextSerializer().Serialize(families);
}

}  // namespace troupe::api
