#pragma once

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "trends/series.hpp"

namespace troupe::trends {

/// What a service allows and asks for. `refresh` keeps to it, over restarts too: a source need not count its own days.
struct SourceTerms {
    std::string licence;                                     ///< goes with every reading
    std::chrono::minutes poll_every{std::chrono::hours(6)};  ///< never asked earlier than this after the last answer
    std::chrono::minutes retry_after{
        30};  ///< never asked earlier than this after a failure; doubles with each, up to a day
    std::optional<int> keep_days = {};  ///< its numbers are forgotten so many days after they were taken; empty: they stay
};

/// What the source is asked.
struct Poll {
    std::vector<std::string> countries;  ///< ISO 3166-1 alpha-2, upper case; empty: the source's own choice
    std::vector<SeriesKey> wanted;       ///< what is watched, for sources that are asked by name; empty: their charts
    TimePoint now{};
    std::string validator;  ///< as the last answer gave it (an ETag, a time); empty: none, everything is wanted
};

/// How a poll came out, when it came out at all.
BOOST_DEFINE_ENUM_CLASS(Reported,
                        readings,      ///< there are some
                        unchanged,     ///< the same as last time (HTTP 304): nothing is to be kept
                        not_reported)  ///< it answered, and has no numbers (not computed yet, empty chart): never 0

struct PollAnswer {
    Reported reported = Reported::not_reported;
    std::vector<Reading> readings;        ///< `source`, `retrieved` and `licence` are filled by `refresh`
    std::string validator;                ///< for the next poll; empty: none
    std::string note;                     ///< for people: what it did not report and why; never a secret
    std::optional<TimePoint> not_before;  ///< as the service asked (Retry-After, X-RateLimit-Reset); beyond the terms
};

/// Port: somebody who reports what is listened to, watched or searched. Adapters: providers (one a service), testing.
class TrendSource {
public:
    virtual ~TrendSource() = default;

    /// Short, lower case, never changes: state and readings are kept under it ("deezer").
    [[nodiscard]] virtual std::string name() const = 0;
    [[nodiscard]] virtual SourceTerms terms() const = 0;

    /// Asks once, with as many requests as that takes, spaced as the service wants within a poll. Blocks for seconds to
    /// minutes: call it from a job. What a service leaves out is left out, not counted as 0; a part that fails is named
    /// in `note` as long as another part reports. Errors: unavailable, rate_limited, bad_response, invalid_input (a key
    /// it refuses), cancelled.
    virtual Result<PollAnswer> poll(Poll const& poll, std::stop_token stop) = 0;
};

}  // namespace troupe::trends
