#include "app/redis.hpp"

#include <algorithm>

#include "app/redis_reach.hpp"

namespace troupe::app {

using storage::Redis;
using storage::RedisSettings;

namespace {

/// A request shall not wait for Redis when it can be answered without.
constexpr std::chrono::milliseconds longest_of_requests{250};

}  // namespace

Result<std::optional<RedisSettings>> read_redis_settings(Configuration const& configuration) {
    auto const host = configuration.get("REDIS_HOST");
    if (!host) return std::nullopt;
    RedisSettings settings;
    settings.host = *host;
    settings.port = TRY(configuration.integer("REDIS_PORT", settings.port, 1, 65535));
    settings.password = TRY(configuration.secret("REDIS_PASSWORD")).value_or("");
    settings.database = TRY(configuration.integer("TROUPE_REDIS_DB", settings.database, 0, 9999));
    settings.prefix = configuration.get("TROUPE_REDIS_PREFIX").value_or(settings.prefix);
    settings.has_tls = TRY(configuration.integer("TROUPE_REDIS_TLS", 0, 0, 1)) == 1;
    settings.root_certificate = configuration.get("TROUPE_REDIS_CA").value_or("");
    settings.command_timeout = std::chrono::milliseconds(TRY(configuration.integer("TROUPE_REDIS_TIMEOUT_MS", 2000, 50, 60'000)));
    settings.connect_timeout = settings.command_timeout;
    TRY(validate(settings));
    return settings;
}

Result<std::optional<std::string>> reach_redis(Configuration const& configuration) {
    auto const settings = TRY(read_redis_settings(configuration));
    if (!settings) return std::nullopt;
    Redis redis(*settings);
    TRY(redis.reach());
    return redis.name();
}

SharedParts::SharedParts(std::optional<RedisSettings> const& settings, Own own) : own_(own) {
    if (!settings) return;
    redis_ = std::make_unique<Redis>(*settings);
    auto hurried = *settings;
    hurried.connect_timeout = hurried.command_timeout = std::min(settings->command_timeout, longest_of_requests);
    hurried_ = std::make_unique<Redis>(hurried);
    answers_ = std::make_unique<storage::RedisAnswerCache>(own.answers, *redis_);
    rates_ = std::make_unique<storage::RedisRates>(*hurried_);
    redis_queue_ = std::make_unique<storage::RedisQueue>(storage::RedisQueue::Parts{own.queue, own.database, *redis_, own.clock});
}

UnitOfWork& SharedParts::unit() { return redis_queue_ ? redis_queue_->unit_of_work() : own_.database.unit_of_work(); }

std::optional<calls::RedisState> SharedParts::redis() const {
    if (!redis_) return std::nullopt;
    // Nobody may have asked it for anything yet.
    return calls::RedisState{redis_->name(), hurried_->reach().has_value()};
}

Figures SharedParts::figures() const {
    auto const state = redis();
    if (!state) return {};
    auto const status = redis_->status();
    auto const hurried = hurried_->status();
    auto const counts = redis_queue_->counts_of_this_process();
    auto const counter = [](char const* name, char const* help, std::int64_t value) {
        return Figure{name, help, static_cast<double>(value), {}, Figure::Kind::counter};
    };
    return {{"troupe_redis_up", "1: Redis answers; 0: it does not, and the database does without; absent where none is set", state->is_up ? 1.0 : 0.0},
            counter("troupe_redis_failures_total", "Calls that did not reach Redis", status.failures + hurried.failures),
            counter("troupe_redis_refusals_total", "Commands that Redis refused", status.refusals + hurried.refusals),
            counter("troupe_jobs_carried_total", "Jobs that workers of this process had from Redis", counts.carried),
            counter("troupe_jobs_claimed_total", "Jobs of those that another worker had left", counts.claimed),
            counter("troupe_jobs_swept_total", "Jobs that this process put in again because Redis had forgotten them", counts.swept)};
}

}  // namespace troupe::app
