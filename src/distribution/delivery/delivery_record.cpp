#include "distribution/delivery/delivery_record.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "distribution/package.hpp"

namespace troupe::distribution {
namespace {

using State = DeliveryState;

tl::unexpected<Error> not_now(DeliveryRecord const& record, std::string const& why) {
    return fail(ErrorCode::conflict, fmt::format("release {} at {}: {}", record.release, record.store, why));
}

bool reached_store(DeliveryAttempt const& attempt) {
    return attempt.outcome == AttemptOutcome::sent || attempt.outcome == AttemptOutcome::accepted;
}

bool ends_sale(MessageKind kind) { return kind == MessageKind::takedown || kind == MessageKind::purge; }

MessageKind next_kind(DeliveryRecord const& record, bool is_takedown) {
    if (is_takedown) return MessageKind::takedown;
    auto const was_told = std::any_of(record.attempts.begin(), record.attempts.end(), reached_store);
    return was_told ? MessageKind::update : MessageKind::release;
}

}  // namespace

bool can_become(State from, State to) {
    switch (from) {
        case State::off:
        case State::held:
        case State::ready:
            return to == State::off || to == State::held || to == State::ready || to == State::sending;
        case State::sending:
            return to == State::delivered || to == State::taken_down || to == State::held || to == State::off;
        case State::delivered:
            return to == State::live || to == State::rejected || to == State::sending;
        case State::live:
            return to == State::sending || to == State::rejected;
        case State::rejected:
        case State::taken_down:
            return to == State::sending || to == State::held || to == State::off || to == State::rejected;
    }
    return false;
}

bool is_with_store(DeliveryRecord const& record) {
    auto const last = std::find_if(record.attempts.rbegin(), record.attempts.rend(), reached_store);
    return last != record.attempts.rend() && !ends_sale(last->kind);
}

DeliveryAttempt const* arrived_attempt(DeliveryRecord const& record, int content_revision) {
    for (auto attempt = record.attempts.rbegin(); attempt != record.attempts.rend(); ++attempt) {
        if (attempt->outcome == AttemptOutcome::abandoned) continue;
        bool const is_there = attempt->outcome == AttemptOutcome::sent || attempt->outcome == AttemptOutcome::accepted;
        bool const tells_of_it = attempt->kind == MessageKind::release || attempt->kind == MessageKind::update;
        return is_there && tells_of_it && attempt->content_revision == content_revision ? &*attempt : nullptr;
    }
    return nullptr;
}

DeliveryAttempt const* open_attempt(DeliveryRecord const& record) {
    if (record.attempts.empty() || record.attempts.back().outcome != AttemptOutcome::open) return nullptr;
    return &record.attempts.back();
}

Result<DeliveryRecord> begin_attempt(DeliveryRecord record, bool is_takedown, int content_revision, TimePoint at) {
    if (open_attempt(record) != nullptr) return not_now(record, "a batch is under way; wait for its end");
    if (is_takedown && !is_with_store(record)) return not_now(record, "it is not there; there is nothing to take down");
    if (!can_become(record.state, State::sending))
        return not_now(record, fmt::format("cannot be sent while it is {}", json::enum_name(record.state)));
    DeliveryAttempt attempt;
    attempt.kind = next_kind(record, is_takedown);
    // Two batches of one store never share an id, even when the clock stands still or goes back.
    attempt.created =
        record.attempts.empty() ? at : std::max(at, record.attempts.back().created + std::chrono::milliseconds(1));
    attempt.batch_id = batch_id(attempt.created);
    attempt.thread_id = record.release + "_" + record.store;
    attempt.message_id = attempt.thread_id + "_" + attempt.batch_id;
    attempt.content_revision = content_revision;
    record.attempts.push_back(std::move(attempt));
    record.state = State::sending;
    record.reason.clear();
    record.updated = at;
    return record;
}

Result<DeliveryRecord> finish_attempt(DeliveryRecord record, TimePoint at) {
    if (open_attempt(record) == nullptr) return not_now(record, "no batch is under way");
    auto& attempt = record.attempts.back();
    attempt.outcome = AttemptOutcome::sent;
    record.state = ends_sale(attempt.kind) ? State::taken_down : State::delivered;
    record.updated = at;
    return record;
}

DeliveryRecord take_answer(DeliveryRecord record, StoreAnswer const& answer) {
    auto const found = std::find_if(record.attempts.rbegin(), record.attempts.rend(), [&](auto const& attempt) {
        return attempt.folder == answer.folder && attempt.outcome != AttemptOutcome::open &&
               attempt.created <= answer.at;
    });
    if (found == record.attempts.rend()) return record;
    // A store may take the files first and refuse the work after.
    bool const is_news =
        found->outcome == AttemptOutcome::sent || (found->outcome == AttemptOutcome::accepted && !answer.is_accepted);
    if (!is_news) return record;
    found->outcome = answer.is_accepted ? AttemptOutcome::accepted : AttemptOutcome::refused;
    found->words = answer.words;
    if (&*found != &record.attempts.back()) return record;
    if (answer.is_accepted)
        record.state = ends_sale(found->kind) ? State::taken_down : State::live;
    else
        record.state = State::rejected;
    record.reason = answer.is_accepted ? std::string() : answer.words;
    record.updated = answer.at;
    return record;
}

MessageThread thread_of(DeliveryRecord const& record, std::string const& recipient) {
    MessageThread thread{record.release + "_" + record.store, recipient, {}};
    for (auto const& attempt : record.attempts)
        if (reached_store(attempt)) thread.messages.push_back({attempt.message_id, attempt.kind, attempt.created});
    return thread;
}

}  // namespace troupe::distribution
