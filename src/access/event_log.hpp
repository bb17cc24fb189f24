#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace troupe::access {

/// Something that changed. The storage writes it in the same unit of work as the change, whoever made it.
struct Event {
    std::int64_t number = 0;  ///< rises by one or more; the newest is the highest
    TimePoint at{};
    std::string type;     ///< "artist.created", "artist.changed", "artist.removed", "content.created", "content.changed",
                          ///< "content.removed", "plan.changed", "job.changed", "report.imported"
    std::string artist;   ///< id of whom it concerns; empty where that is nobody
    std::string subject;  ///< id of what changed
    json::Value data;     ///< little: state, kind, title, progress; the rest is asked for
};
BOOST_DESCRIBE_STRUCT(Event, (), (number, at, type, artist, subject, data))

/// Port: the changes of an installation in their order. Every call may fail with unavailable.
class EventLog {
public:
    virtual ~EventLog() = default;
    /// Those after that number, oldest first, `limit` at most (1 to 1,000).
    virtual Result<std::vector<Event>> after(std::int64_t number, int limit) = 0;
    /// 0 when nothing ever happened.
    virtual Result<std::int64_t> newest() = 0;
    /// The number of the oldest that is still kept; 0 when there is none.
    virtual Result<std::int64_t> oldest() = 0;
    virtual Result<void> append(Event const& event) = 0;  ///< its number is given by the log
    /// Forgets those from before that time. How many.
    virtual Result<int> forget_before(TimePoint time) = 0;
};

}  // namespace troupe::access
