#include "llm/session.hpp"

namespace troupe::llm {

Result<Session> extend(Session session, std::chrono::seconds by, TimePoint now) {
    if (session.state != SessionState::active && session.state != SessionState::expired)
        return fail(ErrorCode::conflict, "session " + to_string(session.id) + " is " + json::enum_name(session.state) +
                                             ": only an active or an expired one can be extended");
    session.state = SessionState::active;
    session.updated = now;
    session.expires = now + by;
    return session;
}

}  // namespace troupe::llm
