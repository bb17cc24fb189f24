#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/configuration.hpp"
#include "base/figure.hpp"
#include "base/unit_of_work.hpp"
#include "calls/ports.hpp"
#include "jobs/queue.hpp"
#include "storage/redis_answer_cache.hpp"
#include "storage/redis_queue.hpp"
#include "storage/redis_rates.hpp"

namespace troupe::app {

/// What REDIS_* says; nothing where REDIS_HOST is not set. Error: invalid_input, naming the variable.
[[nodiscard]] Result<std::optional<storage::RedisSettings>> read_redis_settings(Configuration const& configuration);

/// What the processes of an installation share in Redis; without one, what each has of its own.
class SharedParts final : public calls::SharedState {
public:
    struct Own {
        storage::Database& database;
        storage::SqlQueue& queue;
        llm::AnswerCache& answers;
        Clock const& clock;
    };
    SharedParts(std::optional<storage::RedisSettings> const& settings, Own own);

    [[nodiscard]] jobs::Queue& queue() { return redis_queue_ ? static_cast<jobs::Queue&>(*redis_queue_) : own_.queue; }
    [[nodiscard]] UnitOfWork& unit();
    [[nodiscard]] llm::AnswerCache& answers() { return answers_ ? static_cast<llm::AnswerCache&>(*answers_) : own_.answers; }
    [[nodiscard]] access::Rates* rates() override { return rates_.get(); }
    [[nodiscard]] std::optional<calls::RedisState> redis() const override;
    /// What Redis did for this process; none where there is none.
    [[nodiscard]] Figures figures() const;

private:
    Own own_;
    std::unique_ptr<storage::Redis> redis_;
    std::unique_ptr<storage::Redis> hurried_;  ///< for what a request waits for
    std::unique_ptr<storage::RedisQueue> redis_queue_;
    std::unique_ptr<storage::RedisAnswerCache> answers_;
    std::unique_ptr<storage::RedisRates> rates_;
};

}  // namespace troupe::app
