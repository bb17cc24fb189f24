#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace troupe::access {

using CalendarLinkId = Id<struct CalendarLinkTag>;

/// An address that shows a calendar to whoever knows it, and nothing else: calendar programs send no keys.
struct CalendarLink {
    CalendarLinkId id;
    std::string artist;  ///< id; empty: of the whole roster
    std::string by;
    TimePoint created{};
    std::optional<TimePoint> revoked;
};
BOOST_DESCRIBE_STRUCT(CalendarLink, (), (id, artist, by, created, revoked))

/// Port: keeps links by the SHA-256 of their secret, which is 256 random bits. Adapters: storage. Every call may fail
/// with unavailable.
class CalendarLinkStore {
public:
    virtual ~CalendarLinkStore() = default;
    /// Error: conflict (the id or the hash).
    virtual Result<void> insert(CalendarLink const& link, std::string const& hash) = 0;
    /// Also a revoked one. Error: not_found.
    virtual Result<CalendarLink> find_by_hash(std::string const& hash) = 0;
    /// Oldest first.
    virtual Result<std::vector<CalendarLink>> list() = 0;
    /// Stays what it is when revoked already. Error: not_found.
    virtual Result<CalendarLink> revoke(CalendarLinkId id, TimePoint at) = 0;
};

}  // namespace troupe::access
