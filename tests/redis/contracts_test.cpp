#include "../postgres/temp_schema.hpp"
#include "jobs/testing/queue_contract.hpp"
#include "on_redis.hpp"
#include "storage/redis_queue.hpp"
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

}  // namespace troupe::storage::testing

namespace troupe::jobs::testing {
INSTANTIATE_TYPED_TEST_SUITE_P(RedisSqlite, QueueContract, storage::testing::RedisQueueIn<storage::testing::TempDatabase>);
INSTANTIATE_TYPED_TEST_SUITE_P(RedisPostgres, QueueContract, storage::testing::RedisQueueIn<storage::testing::TempSchema>);
INSTANTIATE_TYPED_TEST_SUITE_P(RedisAway, QueueContract, storage::testing::QueueWithoutRedisIn<storage::testing::TempDatabase>);
}  // namespace troupe::jobs::testing
