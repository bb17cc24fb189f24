#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "base/units.hpp"

namespace troupe::access {

/// Port: a bucket of requests for each key, filled at its rate; a sixth of a minute's worth, one at least, may come at once.
/// Adapters: `OwnRates`, storage (Redis). From any thread; never fails.
class Rates {
public:
    virtual ~Rates() = default;
    /// Takes one. Nothing: it is allowed; otherwise in how long the next one will be.
    [[nodiscard]] virtual std::optional<Seconds> take(std::string const& key, int per_minute, TimePoint now) = 0;
};

/// The buckets of this process alone.
class OwnRates final : public Rates {
public:
    [[nodiscard]] std::optional<Seconds> take(std::string const& key, int per_minute, TimePoint now) override;

private:
    struct Bucket {
        double left = 0;
        TimePoint at{};
    };
    std::mutex guard_;
    std::map<std::string, Bucket> buckets_;  ///< as many as there are keys
};

}  // namespace troupe::access
