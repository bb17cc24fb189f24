#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/time.hpp"

/// What goes out where and when, and what became of it.
namespace troupe::social {

using OutboxId = Id<struct OutboxTag>;

///   planned -> due -> sending -> sent
///               ^       | \----> failed     (the platform refuses it, or too many attempts)
///               \-------/  \---> doubtful   (it may be out: a person looks, and says sent or sends it once more)
/// and from planned, due, failed and doubtful to cancelled; from failed and doubtful back to due, by a person.
BOOST_DEFINE_ENUM_CLASS(OutboxState,
                        planned,   // its time has not come, or it has none
                        due,       // is to be sent at `next_attempt`
                        sending,   // written down before anything leaves: after a kill nobody knows
                        sent, doubtful, failed, cancelled)

/// A post on its way to one channel.
struct OutboxRecord {
    OutboxId id;
    std::string key;         ///< of the post on the channel; no two records have the same
    std::string artist;      ///< id
    std::string content;     ///< id of the posts it is one of
    int post = 0;            ///< index there
    std::string item;        ///< id of the plan item; empty: none
    std::string platform, channel;
    std::string title;       ///< the text's beginning, for people
    OutboxState state = OutboxState::planned;
    std::optional<TimePoint> planned_for;    ///< nothing: when somebody asks
    std::optional<TimePoint> next_attempt;
    int attempts = 0;                        ///< begun
    std::optional<TimePoint> first_attempt;
    std::optional<TimePoint> sent;
    std::string receipt_id, url;             ///< as the platform calls it
    std::string reason;                      ///< why it is not sent, or waits; or what was left out of it
    std::string job;                         ///< id of the job that took it last
    std::string by;                          ///< who said so, of what a person decided
    int revision = 0;                        ///< counts the updates
};
BOOST_DESCRIBE_STRUCT(OutboxRecord, (),
                      (id, key, artist, content, post, item, platform, channel, title, state, planned_for, next_attempt, attempts,
                       first_attempt, sent, receipt_id, url, reason, job, by, revision))

[[nodiscard]] bool is_finished(OutboxState state);
[[nodiscard]] bool can_become(OutboxState from, OutboxState to);

/// Which records, newest first.
struct OutboxQuery {
    std::optional<std::string> artist;
    std::optional<std::string> content;
    std::optional<OutboxState> state;
    std::optional<OutboxId> after;
    int limit = 50;  ///< 1 to 500
};
struct OutboxPage {
    std::vector<OutboxRecord> records;
    std::optional<OutboxId> next;
};

/// Port: the outbox. Adapters: storage (SQL), testing (memory). Every call takes part in the unit of work of its thread and may
/// fail with unavailable.
class OutboxStore {
public:
    virtual ~OutboxStore() = default;
    /// False: there is one of that key, and nothing is changed.
    virtual Result<bool> add(OutboxRecord const& record) = 0;
    /// The record with its revision counted up. Errors: not_found; conflict (its revision is not the stored one, or it cannot
    /// go from the stored state to this one).
    virtual Result<OutboxRecord> update(OutboxRecord record) = 0;
    virtual Result<OutboxRecord> find(OutboxId id) = 0;  ///< Error: not_found
    virtual Result<OutboxPage> list(OutboxQuery const& query) = 0;  ///< Error: invalid_input (limit)
    /// Due ones whose next attempt has come, and planned ones whose time has, the longest waiting first.
    virtual Result<std::vector<OutboxRecord>> due(TimePoint now, int limit) = 0;
    /// When posts of the platform were begun to be sent by the channel, after `since`: failed ones aside, since those never
    /// came out. Oldest first.
    virtual Result<std::vector<TimePoint>> begun(std::string const& channel, std::string const& platform, TimePoint since) = 0;
    /// Those that were sent, and begun to be after `since`, oldest first.
    virtual Result<std::vector<OutboxRecord>> sent_since(TimePoint since) = 0;
    /// What a channel keeps for its next attempt at a record: shown to nobody. Error of both: not_found.
    virtual Result<void> remember(OutboxId id, std::string const& memory) = 0;
    virtual Result<std::string> memory(OutboxId id) = 0;
};

}  // namespace troupe::social
