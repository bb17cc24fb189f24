#pragma once

#include <optional>
#include <string>
#include <vector>

#include "access/role.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

namespace troupe::access {

using AuditId = Id<struct AuditTag>;

/// Who did what, when, from where, with before and after.
struct AuditEntry {
    AuditId id;
    TimePoint at{};
    std::string by;
    Role role = Role::viewer;
    std::string address;     ///< empty on the command line
    std::string request_id;
    std::string action;      ///< "artist.edit": the operation's name in the API
    std::string subject;     ///< id of what it was done to; empty where there is none
    std::string reason;      ///< as the person gave it
    json::Value before;      ///< what changed, as it was; null where nothing was there
    json::Value after;       ///< as it is now
};
BOOST_DESCRIBE_STRUCT(AuditEntry, (), (id, at, by, role, address, request_id, action, subject, reason, before, after))

/// Which entries, newest first.
struct AuditQuery {
    std::optional<std::string> subject;
    std::optional<std::string> by;
    std::optional<std::string> action;
    std::optional<AuditId> after;
    int limit = 50;  ///< 1 to 500
};

struct AuditPage {
    std::vector<AuditEntry> entries;
    std::optional<AuditId> next;
};

/// Port: keeps the entries for good; nothing changes or removes one. Appending takes part in the unit of work that it tells of.
/// Every call may fail with unavailable.
class AuditLog {
public:
    virtual ~AuditLog() = default;
    virtual Result<void> append(AuditEntry const& entry) = 0;
    /// Error: invalid_input (limit).
    virtual Result<AuditPage> list(AuditQuery const& query) = 0;
};

}  // namespace troupe::access
