#pragma once

#include <optional>
#include <string>

#include "base/json.hpp"
#include "base/time.hpp"

namespace troupe::access {

/// The answer that a request with an Idempotency-Key got, to be given again.
struct KeptAnswer {
    std::string key;          ///< caller and Idempotency-Key
    std::string fingerprint;  ///< SHA-256 of method, path and body
    int status = 0;
    std::string location;  ///< header, or empty
    std::string body;
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (key, fingerprint, status, location, body, at))

/// Port: keeps answers for a day, in the same unit of work as what the requests did. Every call may fail with unavailable.
class AnswerBook {
public:
    virtual ~AnswerBook() = default;
    virtual Result<std::optional<KeptAnswer>> find(std::string const& key) = 0;
    /// Error: conflict (there is one already).
    virtual Result<void> keep(KeptAnswer const& answer) = 0;
    virtual Result<int> forget_before(TimePoint time) = 0;
};

}  // namespace troupe::access
