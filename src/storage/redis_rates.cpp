#include "storage/redis_rates.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "storage/impl/redis_connection.hpp"

namespace troupe::storage {
namespace {

// KEYS: bucket; ARGV: filled each second, most, now in seconds, after how many ms it is full whatever was in it.
RedisScript const& rates_script() {
    static auto const script = RedisScript::of(R"(
        local bucket = redis.call('HMGET', KEYS[1], 'left', 'at')
        local rate, most, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
        local at = tonumber(bucket[2] or now)
        local left = math.min(most, tonumber(bucket[1] or most) + rate * math.max(0, now - at))
        local wait = 0
        if left < 1 then wait = (1 - left) / rate else left = left - 1 end
        redis.call('HSET', KEYS[1], 'left', string.format('%.17g', left), 'at', string.format('%.17g', math.max(at, now)))
        redis.call('PEXPIRE', KEYS[1], ARGV[4])
        return string.format('%.17g', wait))");
    return script;
}

}  // namespace

std::optional<Seconds> RedisRates::take(std::string const& key, int per_minute, TimePoint now) {
    auto const rate = per_minute / 60.0;
    auto const most = std::max(1.0, per_minute / 6.0);
    auto const answer = redis_.run(rates_script(), {{redis_.key("rate:" + key)},
                                                    {fmt::format("{:.17g}", rate), fmt::format("{:.17g}", most),
                                                     fmt::format("{:.3f}", static_cast<double>(now.time_since_epoch().count()) / 1000),
                                                     fmt::format("{:.0f}", most / rate * 1000 + 60'000)}});
    if (!answer) return own_.take(key, per_minute, now);
    auto const wait = std::strtod(answer->text.c_str(), nullptr);
    return wait > 0 ? std::optional(Seconds(wait)) : std::nullopt;
}

}  // namespace troupe::storage
