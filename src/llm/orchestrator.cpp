#include "llm/orchestrator.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "llm/answer_reading.hpp"
#include "llm/impl/working.hpp"

namespace troupe::llm {
namespace {

/// Writes every entry to the store, and keeps the session up to date with it.
class StoredLog final : public impl::Log {
public:
    StoredLog(Orchestrator::Parts& parts, Session& session) : parts_(parts), session_(session) {}

    Result<void> write(ReviewEntry const& entry) override {
        session_.updated = parts_.clock.now();
        session_.iterations = entry.iteration;
        session_.cost_micros += entry.cost_micros;
        auto const kept = parts_.sessions.append(session_.id, entry);
        is_overtaken_ = !kept && kept.error().code == ErrorCode::conflict;
        TRY(Result<void>(kept));
        return parts_.sessions.update(session_);
    }
    /// Another one is at the same work, and its session is none of ours to end.
    [[nodiscard]] bool is_overtaken() const { return is_overtaken_; }

private:
    Orchestrator::Parts& parts_;
    Session& session_;
    bool is_overtaken_ = false;
};

tl::unexpected<Error> overtaken(Task const& task) {
    return fail(ErrorCode::unavailable, fmt::format("{}: another worker is at it already, try again when it is done", task.name));
}

class NoLog final : public impl::Log {
public:
    Result<void> write(ReviewEntry const&) override { return {}; }
};

/// A replay asks nobody.
class Nobody final : public AnswerSource {
public:
    Asked ask(ChatRequest const&, Purpose const&, Patience&, std::stop_token) override {
        Asked out;
        out.error = {ErrorCode::conflict, "the log ends before the work does: it was cut off, or the program works differently by now"};
        return out;
    }
};

Result<Session> begin(Orchestrator::Parts& parts, Task const& task) {
    auto const key = task_key(task);
    if (auto known = TRY(parts.sessions.find_active(key))) return *known;
    auto const now = parts.clock.now();
    Session session{.id = make_id<SessionTag>(now, parts.id_bits),
                    .key = key,
                    .task = task.name,
                    .artist = task.artist,
                    .prompt_version = task.prompt_version,
                    .input = task.input,
                    .created = now,
                    .updated = now,
                    .expires = now + parts.session_lasts};
    auto const added = parts.sessions.insert(session);
    if (!added && added.error().code == ErrorCode::conflict) return overtaken(task);
    TRY(Result<void>(added));
    return session;
}

void end(Session& session, Result<Outcome> const& outcome, TimePoint now) {
    session.updated = now;
    if (outcome) {
        session.state = SessionState::completed;
        session.result = outcome->value;
        session.best_score = outcome->score;
        session.model = outcome->model;
    } else if (outcome.error().code != ErrorCode::cancelled) {
        session.state = SessionState::failed;
        session.failure = outcome.error().message;
    }
}

}  // namespace

std::string task_key(Task const& task) {
    json::Object const key{{"task", task.name}, {"artist", task.artist}, {"input", task.input}, {"prompt", task.prompt_version},
                           {"messages", json::to_value(task.messages)}, {"seed", task.seed}};
    return sha256_hex(json::print(json::Value(key)));
}

Result<Outcome> Orchestrator::run(Task const& task, std::stop_token stop) {
    (void)TRY(parts_.sessions.expire(parts_.clock.now()));
    auto session = TRY(begin(parts_, task));
    auto const past = TRY(parts_.sessions.entries(session.id));
    StoredLog log(parts_, session);
    impl::Working work(task, to_string(session.id), parts_.answers, log,
                       {parts_.clock, parts_.scrubber, parts_.limits, parts_.patience}, past);
    auto outcome = work.run(stop);
    if (log.is_overtaken()) return overtaken(task);
    if (outcome) outcome->session = session.id;
    end(session, outcome, parts_.clock.now());
    TRY(parts_.sessions.update(session));
    return outcome;
}

Result<Outcome> Orchestrator::replay(Task const& task, std::vector<ReviewEntry> const& log) {
    Nobody nobody;
    NoLog silent;
    impl::Working work(task, "replay", nobody, silent, {parts_.clock, parts_.scrubber, parts_.limits, parts_.patience}, log);
    return work.run({});
}

}  // namespace troupe::llm
