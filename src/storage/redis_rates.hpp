#pragma once

#include "access/rates.hpp"
#include "storage/redis.hpp"

namespace troupe::storage {

/// One bucket a key for all processes, by the clocks of those who ask. While Redis is away each process counts for itself.
class RedisRates final : public access::Rates {
public:
    explicit RedisRates(Redis& redis) : redis_(redis) {}
    [[nodiscard]] std::optional<Seconds> take(std::string const& key, int per_minute, TimePoint now) override;

private:
    Redis& redis_;
    access::OwnRates own_;
};

}  // namespace troupe::storage
