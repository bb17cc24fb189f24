#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "base/time.hpp"

namespace troupe::access {

/// And what `data` holds. The progress of a running job is a job.changed of its own.
inline constexpr std::array event_types = {
    "artist.created",  ///< name, state, version
    "artist.changed",  ///< the same
    "artist.removed",  ///< name
    "content.created",  ///< kind, title, state, revision
    "content.changed",  ///< the same
    "content.removed",  ///< the same, as it was
    "plan.changed",     ///< item: id of the one that changed; or items: how many there are now
    "post.changed",     ///< content, platform, channel, state, url
    "job.changed",      ///< kind, state, progress (0..1), message, group
    "report.imported",  ///< file, imported, already_known, replaced, assigned
    "trial.changed",    ///< name, knob, state, winner, revision
};

/// Something that changed. The storage writes it in the same unit of work as the change, whoever made it.
struct Event {
    std::int64_t number = 0;  ///< rises by one or more; the newest is the highest
    TimePoint at{};
    std::string type;     ///< one of `event_types`
    std::string artist;   ///< id of whom it concerns; empty where that is nobody
    std::string subject;  ///< id of what changed; of a report the SHA-256 of its file
    json::Value data;     ///< an object, and little: the rest is asked for
};
BOOST_DESCRIBE_STRUCT(Event, (), (number, at, type, artist, subject, data))

/// Port: the changes of an installation in their order. Every call may fail with unavailable.
class EventLog {
public:
    virtual ~EventLog() = default;
    /// Those after that number, oldest first, `limit` at most. Error: invalid_input (limit not within 1 and 1,000).
    virtual Result<std::vector<Event>> after(std::int64_t number, int limit) = 0;
    /// 0 when nothing ever happened.
    virtual Result<std::int64_t> newest() = 0;
    /// The number of the oldest that is still kept; 0 when there is none.
    virtual Result<std::int64_t> oldest() = 0;
    virtual Result<void> append(Event const& event) = 0;  ///< its number is given by the log
    /// Forgets the oldest, up to the first from that time or later. The newest stays whatever its age, so that no number comes
    /// twice. How many.
    virtual Result<int> forget_before(TimePoint time) = 0;
};

}  // namespace troupe::access
