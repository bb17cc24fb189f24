#include "storage/redis_answer_cache.hpp"

#include <boost/describe.hpp>

#include "base/json.hpp"
#include "storage/impl/redis_connection.hpp"

namespace troupe::storage {
namespace {

struct DatedAnswer {
    std::int64_t kept_at = 0;  ///< or earlier than it was, never later
    llm::ChatAnswer answer;
};
BOOST_DESCRIBE_STRUCT(DatedAnswer, (), (kept_at, answer))

// KEYS: answer, list of all; ARGV: value, how long it is kept in ms, how many may be in the list.
RedisScript const& keep_script() {
    static auto const script = RedisScript::of(R"(
        redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
        local time = redis.call('TIME')
        redis.call('ZADD', KEYS[2], time[1] * 1000000 + time[2], KEYS[1])
        local over = redis.call('ZCARD', KEYS[2]) - ARGV[3]
        if over > 0 then
            local oldest = redis.call('ZPOPMIN', KEYS[2], over)
            for i = 1, #oldest, 2 do redis.call('DEL', oldest[i]) end
        end
        return 1)");
    return script;
}

}  // namespace

std::optional<llm::ChatAnswer> RedisAnswerCache::find(std::string const& key, TimePoint not_before) {
    if (auto const reply = redis_.call({"GET", name_of(key)}); reply && !reply->text.empty()) {
        auto kept = json::parse<DatedAnswer>(reply->text);
        if (kept && kept->kept_at >= not_before.time_since_epoch().count()) return std::move(kept->answer);
    }
    auto found = behind_.find(key, not_before);
    if (found) put(key, *found, not_before);
    return found;
}

void RedisAnswerCache::keep(std::string const& key, llm::ChatAnswer const& answer, TimePoint now) {
    behind_.keep(key, answer, now);
    put(key, answer, now);
}

void RedisAnswerCache::put(std::string const& key, llm::ChatAnswer const& answer, TimePoint at) {
    auto value = json::print(DatedAnswer{at.time_since_epoch().count(), answer});
    // An older one must not stand before it.
    if (value.size() > limits_.most_bytes) return void(redis_.call({"DEL", name_of(key)}));
    (void)redis_.run(keep_script(), {{name_of(key), redis_.key("answers")},
                                     {std::move(value), std::to_string(limits_.kept.count()), std::to_string(limits_.most_answers)}});
}

}  // namespace troupe::storage
