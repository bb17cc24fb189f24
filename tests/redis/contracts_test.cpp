#include "../postgres/temp_schema.hpp"
#include "access/testing/rates_contract.hpp"
#include "jobs/testing/queue_contract.hpp"
#include "llm/testing/contracts.hpp"
#include "on_redis.hpp"
#include "storage/redis_answer_cache.hpp"
#include "storage/redis_queue.hpp"
#include "storage/redis_rates.hpp"
#include "storage/sql_ledger.hpp"
#include "storage/testing/temp_database.hpp"

/// What every port promises, of the adapters that Redis has a part in.
namespace troupe::storage::testing {

template <class Place>
struct RedisQueueIn : Place, TempRedis {
    FixedClock clock{TimePoint{std::chrono::milliseconds{1'795'000'000'123}}};
    SqlQueue sql_queue{*this->database, clock};
    RedisQueue redis_queue{{sql_queue, *this->database, redis, clock}};
    jobs::Queue& queue = redis_queue;
    UnitOfWork& unit = redis_queue.unit_of_work();
};

/// The same without a server: nothing may be missing but speed.
template <class Place>
struct QueueWithoutRedisIn : Place {
    RedisSettings settings{.host = "127.0.0.1", .port = 1};
    Redis redis{settings};
    FixedClock clock{TimePoint{std::chrono::milliseconds{1'795'000'000'123}}};
    SqlQueue sql_queue{*this->database, clock};
    RedisQueue redis_queue{{sql_queue, *this->database, redis, clock}};
    jobs::Queue& queue = redis_queue;
    UnitOfWork& unit = redis_queue.unit_of_work();
};

template <class Server>
struct RatesIn : Server {
    RedisRates redis_rates{this->redis};
    access::Rates& rates = redis_rates;
};

struct NoRedis {
    RedisSettings settings{.host = "127.0.0.1", .port = 1};
    Redis redis{settings};
};

template <class Server>
struct AnswersIn : TempDatabase, Server, llm::AnswerCache {
    SqlAnswerCache behind{*this->database};
    RedisAnswerCache cache{behind, this->redis};
    std::optional<llm::ChatAnswer> find(std::string const& key, TimePoint not_before) override { return cache.find(key, not_before); }
    void keep(std::string const& key, llm::ChatAnswer const& answer, TimePoint now) override { cache.keep(key, answer, now); }
};

}  // namespace troupe::storage::testing

namespace troupe::access::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Redis, RatesContract, storage::testing::RatesIn<storage::testing::TempRedis>);
INSTANTIATE_TYPED_TEST_SUITE_P(RedisAway, RatesContract, storage::testing::RatesIn<storage::testing::NoRedis>);
}  // namespace troupe::access::testing

namespace troupe::llm::testing {
// Their stores are SQL's alone.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(SessionStoreContract);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(LedgerContract);
INSTANTIATE_TYPED_TEST_SUITE_P(Redis, AnswerCacheContract, storage::testing::AnswersIn<storage::testing::TempRedis>);
INSTANTIATE_TYPED_TEST_SUITE_P(RedisAway, AnswerCacheContract, storage::testing::AnswersIn<storage::testing::NoRedis>);
}  // namespace troupe::llm::testing

namespace troupe::jobs::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(RedisSqlite, QueueContract, storage::testing::RedisQueueIn<storage::testing::TempDatabase>);
INSTANTIATE_TYPED_TEST_SUITE_P(RedisPostgres, QueueContract, storage::testing::RedisQueueIn<storage::testing::TempSchema>);
INSTANTIATE_TYPED_TEST_SUITE_P(RedisAway, QueueContract, storage::testing::QueueWithoutRedisIn<storage::testing::TempDatabase>);
}  // namespace troupe::jobs::testing
