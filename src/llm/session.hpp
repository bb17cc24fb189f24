#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "llm/chat_model.hpp"

namespace troupe::llm {

using SessionId = Id<struct SessionTag>;

/// active -> completed | failed; whatever was not ended before `expires` -> expired. An active or expired session can be
/// extended, and goes on with the answers it has.
BOOST_DEFINE_ENUM_CLASS(SessionState, active, completed, failed, expired)

/// One piece of work with language models, from the question to the accepted answer.
struct Session {
    SessionId id;
    SessionState state = SessionState::active;
    std::string key;     ///< SHA-256 of task, input and prompt: the same work finds its session again after a crash
    std::string task;    ///< identity, lyrics, titles, captions, biographies, hooks
    std::string artist;  ///< id or name; empty before there is one
    std::string prompt_version;
    json::Value input;   ///< the request it was made from, so that it can be replayed
    TimePoint created{};
    TimePoint updated{};
    TimePoint expires{};
    int iterations = 0;
    double best_score = 0;      ///< 0..1, of the answer that was kept
    json::Value result;         ///< that answer; null before
    std::string model;          ///< that wrote it
    std::string failure;        ///< why there is none
    std::int64_t cost_micros = 0;
};
BOOST_DESCRIBE_STRUCT(Session, (),
                      (id, state, key, task, artist, prompt_version, input, created, updated, expires, iterations,
                       best_score, result, model, failure, cost_micros))

BOOST_DEFINE_ENUM_CLASS(Step, generate, repair, review, refine)

/// One try to get an answer.
struct Attempt {
    std::string model;
    std::string trouble;  ///< of Trouble; empty when it answered; "over_budget", "resting" when it was not asked
    std::string message;
    double waited_s = 0;  ///< before it
};
BOOST_DESCRIBE_STRUCT(Attempt, (), (model, trouble, message, waited_s))

/// One question of a session and what came of it: a line of the review log. Texts are scrubbed of secrets and personal
/// data before anything else sees them.
struct ReviewEntry {
    int number = 0;  ///< 1, 2, ... within the session
    Step step = Step::generate;
    int iteration = 1;
    std::string prompt_version;
    std::vector<Message> messages;
    std::vector<Attempt> attempts;
    bool is_answered = false;
    std::string answer;
    std::string finish;  ///< of Finish
    std::string model;
    std::string request_id;
    bool from_cache = false;
    Usage usage;
    std::int64_t cost_micros = 0;
    double score = 0;  ///< of the draft as it stood after this step
    std::vector<std::string> findings;
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(ReviewEntry, (),
                      (number, step, iteration, prompt_version, messages, attempts, is_answered, answer, finish, model,
                       request_id, from_cache, usage, cost_micros, score, findings, at))

struct SessionQuery {
    std::optional<SessionState> state;
    std::string task;    ///< empty: any
    std::string artist;  ///< empty: any
    std::optional<SessionId> after;  ///< newest first; older than this one
    int limit = 50;      ///< 1 to 500
};

struct SessionPage {
    std::vector<Session> sessions;
    std::optional<SessionId> next;
};

/// Port: keeps sessions and their review log. Adapters: storage (SQL), testing (memory). Every call may fail with
/// unavailable.
class SessionStore {
public:
    virtual ~SessionStore() = default;
    /// Errors: conflict (the id exists, or another active session has the key).
    virtual Result<void> insert(Session const& session) = 0;
    /// Errors: not_found.
    virtual Result<Session> find(SessionId id) = 0;
    /// The active session with that key, if there is one.
    virtual Result<std::optional<Session>> find_active(std::string const& key) = 0;
    /// Puts this in the place of the session. Errors: not_found.
    virtual Result<void> update(Session const& session) = 0;
    /// Errors: invalid_input (the limit).
    virtual Result<SessionPage> list(SessionQuery const& query) = 0;
    /// Marks active sessions whose time is over as expired; how many.
    virtual Result<int> expire(TimePoint now) = 0;
    /// Errors: not_found (the session), conflict (the number exists).
    virtual Result<void> append(SessionId id, ReviewEntry const& entry) = 0;
    /// All of a session, in order.
    virtual Result<std::vector<ReviewEntry>> entries(SessionId id) = 0;
};

/// Port: works a session through again from its log, with nobody asked. Adapter: writing/prompted.
class Replayer {
public:
    virtual ~Replayer() = default;
    /// The draft that the log leads to: the session's result, as long as the program is the same. Errors: conflict (the
    /// log ends early, or the program has changed since), not_found (nobody knows the task), the session's own failure.
    [[nodiscard]] virtual Result<json::Value> replay(Session const& session, std::vector<ReviewEntry> const& log) const = 0;
};

/// The state that an expired or active session is extended to: active, ending `by` from now. Error: conflict (it ended).
[[nodiscard]] Result<Session> extend(Session session, std::chrono::seconds by, TimePoint now);

}  // namespace troupe::llm
