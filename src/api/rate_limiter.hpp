#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "base/units.hpp"

namespace troupe::api {

/// A bucket of requests for each key, filled at its rate; a sixth of a minute's worth may come at once.
class RateLimiter {
public:
    /// Takes one. Nothing: it is allowed; otherwise in how long the next one will be.
    [[nodiscard]] std::optional<Seconds> take(std::string const& key, int per_minute, TimePoint now);

private:
    struct Bucket {
        double left = 0;
        TimePoint at{};
    };
    std::mutex guard_;
    std::map<std::string, Bucket> buckets_;  ///< as many as there are keys
};

}  // namespace troupe::api
