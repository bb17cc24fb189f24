#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/ern.hpp"
#include "distribution/stores.hpp"

/// How far a release has come at one store.
namespace troupe::distribution {

/// See README.md. held and off carry a reason, rejected the store's words.
BOOST_DEFINE_ENUM_CLASS(DeliveryState, off, held, ready, sending, delivered, live, rejected, taken_down)
BOOST_DEFINE_ENUM_CLASS(AttemptOutcome, open, sent, accepted, refused, abandoned)

/// One batch. Its id is its own for good: another attempt is another batch.
struct DeliveryAttempt {
    std::string batch_id;  ///< "20261122083000000"
    MessageKind kind = MessageKind::release;
    std::string message_id, thread_id;
    TimePoint created{};       ///< what the batch's id and the message say; never the same twice at one store
    int content_revision = 0;  ///< of the release's content, which was approved then
    AttemptOutcome outcome = AttemptOutcome::open;
    std::string batch;       ///< the folder's name at the store, once it is known
    std::string folder;      ///< of the release within it
    std::int64_t bytes = 0;  ///< of all its files
    std::string words;       ///< of the store, or why it was given up
};
BOOST_DESCRIBE_STRUCT(DeliveryAttempt, (),
                      (batch_id, kind, message_id, thread_id, created, content_revision, outcome, batch, folder, bytes,
                       words))

struct DeliveryRecord {
    std::string release;  ///< id
    std::string store;    ///< id
    DeliveryState state = DeliveryState::held;
    std::string reason;
    std::vector<DeliveryAttempt> attempts;  ///< oldest first; at most the last is open
    TimePoint updated{};
    int revision = 0;  ///< counts the writes; 0: never written
};
BOOST_DESCRIBE_STRUCT(DeliveryRecord, (), (release, store, state, reason, attempts, updated, revision))

/// Whether a record may go from one state to another.
[[nodiscard]] bool can_become(DeliveryState from, DeliveryState to);

/// Whether the store was told of the release and not that it is gone.
[[nodiscard]] bool is_with_store(DeliveryRecord const& record);

/// The batch that brought the store this revision of the content, where nothing was sent to it since; or nothing.
[[nodiscard]] DeliveryAttempt const* arrived_attempt(DeliveryRecord const& record, int content_revision);

/// The batch that is under way, or nothing.
[[nodiscard]] DeliveryAttempt const* open_attempt(DeliveryRecord const& record);

/// The record with a new batch that begins at `at`, in state sending. A first message is a release, one to a store that
/// has it an update; a takedown needs a store that was told. Errors: conflict (a batch is under way; there is nothing
/// to take down; the state does not allow it).
[[nodiscard]] Result<DeliveryRecord> begin_attempt(DeliveryRecord record, bool is_takedown, int content_revision,
                                                   TimePoint at);

/// The open attempt is at the store, its manifest included. Error: conflict (none is open).
[[nodiscard]] Result<DeliveryRecord> finish_attempt(DeliveryRecord record, TimePoint at);

/// What a store answered to a batch.
struct StoreAnswer {
    std::string folder;  ///< the release's, as the batch has it
    bool is_accepted = false;
    std::string words;  ///< as it said them; empty: none
    TimePoint at{};     ///< when it said so
};
BOOST_DESCRIBE_STRUCT(StoreAnswer, (), (folder, is_accepted, words, at))

/// The record after that answer: it is about the last batch that was sent to that folder. Nothing changes when there is
/// none, or it was answered before.
[[nodiscard]] DeliveryRecord take_answer(DeliveryRecord record, StoreAnswer const& answer);

/// The messages that a store was told, as one thread of the release. Nothing told: no messages.
[[nodiscard]] MessageThread thread_of(DeliveryRecord const& record, std::string const& recipient);

}  // namespace troupe::distribution
