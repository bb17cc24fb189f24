#include "access/rates.hpp"

#include <algorithm>

namespace troupe::access {

std::optional<Seconds> OwnRates::take(std::string const& key, int per_minute, TimePoint now) {
    auto const rate = per_minute / 60.0;
    auto const most = std::max(1.0, per_minute / 6.0);
    std::lock_guard const lock(guard_);
    auto const [place, is_new] = buckets_.try_emplace(key, Bucket{most, now});
    auto& bucket = place->second;
    bucket.left = std::min(most, bucket.left + rate * std::max(0.0, Seconds(now - bucket.at).count()));
    bucket.at = std::max(bucket.at, now);
    if (bucket.left < 1) return Seconds((1 - bucket.left) / rate);
    bucket.left -= 1;
    return std::nullopt;
}

}  // namespace troupe::access
