#pragma once

#include <chrono>

#include "llm/answer_cache.hpp"
#include "storage/redis.hpp"

namespace troupe::storage {

struct AnswerCacheLimits {
    std::chrono::milliseconds kept = std::chrono::hours(24);
    std::size_t most_bytes = 256 * 1024;  ///< of one answer; longer ones are kept behind alone
    int most_answers = 10'000;            ///< the oldest go first
};

/// Answers of language models before those that another cache keeps for longer, the database's: what one process paid for, all have
/// at hand. While Redis is away it is that other cache.
class RedisAnswerCache final : public llm::AnswerCache {
public:
    RedisAnswerCache(llm::AnswerCache& behind, Redis& redis, AnswerCacheLimits limits = {}) : behind_(behind), redis_(redis), limits_(limits) {}

    std::optional<llm::ChatAnswer> find(std::string const& key, TimePoint not_before) override;
    void keep(std::string const& key, llm::ChatAnswer const& answer, TimePoint now) override;

private:
    [[nodiscard]] std::string name_of(std::string const& key) const { return redis_.key("answer:" + key); }
    void put(std::string const& key, llm::ChatAnswer const& answer, TimePoint at);

    llm::AnswerCache& behind_;
    Redis& redis_;
    AnswerCacheLimits limits_;
};

}  // namespace troupe::storage
