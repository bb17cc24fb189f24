#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "llm/answer_cache.hpp"
#include "llm/ledger.hpp"
#include "llm/session.hpp"

/// Complete stores in memory, for tests and for a program without a database.
namespace troupe::llm::testing {

class MemorySessionStore final : public SessionStore {
public:
    Result<void> insert(Session const& session) override {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, kept] : sessions_)
            if (id == session.id || (kept.state == SessionState::active && kept.key == session.key && session.state == SessionState::active))
                return fail(ErrorCode::conflict, "session: exists already");
        sessions_[session.id] = session;
        return {};
    }
    Result<Session> find(SessionId id) override {
        std::lock_guard const lock(mutex_);
        auto const found = sessions_.find(id);
        if (found == sessions_.end()) return missing(id);
        return found->second;
    }
    Result<std::optional<Session>> find_active(std::string const& key) override {
        std::lock_guard const lock(mutex_);
        for (auto const& [id, session] : sessions_)
            if (session.state == SessionState::active && session.key == key) return session;
        return std::nullopt;
    }
    Result<void> update(Session const& session) override {
        std::lock_guard const lock(mutex_);
        if (!sessions_.contains(session.id)) return missing(session.id);
        sessions_[session.id] = session;
        return {};
    }
    Result<SessionPage> list(SessionQuery const& query) override {
        if (query.limit < 1 || query.limit > 500) return fail(ErrorCode::invalid_input, "limit: expected 1 to 500");
        std::lock_guard const lock(mutex_);
        SessionPage page;
        for (auto at = sessions_.rbegin(); at != sessions_.rend(); ++at) {
            auto const& session = at->second;
            if ((query.after && !(session.id < *query.after)) || (query.state && session.state != *query.state) ||
                (!query.task.empty() && session.task != query.task) || (!query.artist.empty() && session.artist != query.artist))
                continue;
            if (static_cast<int>(page.sessions.size()) == query.limit) {
                page.next = page.sessions.back().id;
                break;
            }
            page.sessions.push_back(session);
        }
        return page;
    }
    Result<int> expire(TimePoint now) override {
        std::lock_guard const lock(mutex_);
        int count = 0;
        for (auto& [id, session] : sessions_)
            if (session.state == SessionState::active && session.expires <= now) session.state = SessionState::expired, ++count;
        return count;
    }
    Result<void> append(SessionId id, ReviewEntry const& entry) override {
        std::lock_guard const lock(mutex_);
        if (!sessions_.contains(id)) return missing(id);
        if (!entries_[id].emplace(entry.number, entry).second) return fail(ErrorCode::conflict, "session: the step exists already");
        return {};
    }
    Result<std::vector<ReviewEntry>> entries(SessionId id) override {
        std::lock_guard const lock(mutex_);
        std::vector<ReviewEntry> out;
        for (auto const& [number, entry] : entries_[id]) out.push_back(entry);
        return out;
    }

private:
    static tl::unexpected<Error> missing(SessionId id) { return fail(ErrorCode::not_found, "session " + to_string(id) + " does not exist"); }

    std::mutex mutex_;
    std::map<SessionId, Session> sessions_;
    std::map<SessionId, std::map<int, ReviewEntry>> entries_;
};

class MemoryLedger final : public Ledger {
public:
    Result<void> reserve(Reservation const& wanted, Caps const& caps) override {
        std::lock_guard const lock(mutex_);
        std::int64_t day = 0, artist = 0, session = 0;
        for (auto const& [id, row] : rows_) {
            bool const today = day_of(row.reservation) == day_of(wanted);
            if (today) day += row.micros;
            if (today && !wanted.artist.empty() && row.reservation.artist == wanted.artist) artist += row.micros;
            if (row.reservation.session == wanted.session) session += row.micros;
        }
        if (day + wanted.most_micros > caps.day_micros) return over_cap("the day", day, wanted.most_micros, caps.day_micros);
        if (!wanted.artist.empty() && artist + wanted.most_micros > caps.artist_micros) return over_cap("the artist", artist, wanted.most_micros, caps.artist_micros);
        if (session + wanted.most_micros > caps.task_micros) return over_cap("the task", session, wanted.most_micros, caps.task_micros);
        rows_[wanted.id] = {wanted, wanted.most_micros};
        return {};
    }
    Result<void> settle(ReservationId id, std::int64_t micros) override {
        std::lock_guard const lock(mutex_);
        auto const found = rows_.find(id);
        if (found == rows_.end()) return fail(ErrorCode::not_found, "reservation " + to_string(id) + " does not exist");
        found->second.micros = micros;
        return {};
    }
    Result<std::vector<Spending>> spending(std::string const& from, std::string const& to) override {
        std::lock_guard const lock(mutex_);
        std::map<std::tuple<std::string, std::string, std::string>, Spending> sums;
        for (auto const& [id, row] : rows_) {
            auto const day = day_of(row.reservation);
            if (day < from || day > to) continue;
            auto& sum = sums[{day, row.reservation.task, row.reservation.model}];
            sum = {day, row.reservation.task, row.reservation.model, sum.calls + 1, sum.micros + row.micros};
        }
        std::vector<Spending> out;
        for (auto const& [key, sum] : sums) out.push_back(sum);
        std::stable_sort(out.begin(), out.end(), [](auto const& a, auto const& b) { return a.day > b.day; });
        return out;
    }
    Result<std::int64_t> spent_by_session(std::string const& session) override {
        std::lock_guard const lock(mutex_);
        std::int64_t sum = 0;
        for (auto const& [id, row] : rows_)
            if (row.reservation.session == session) sum += row.micros;
        return sum;
    }

private:
    struct Row {
        Reservation reservation;
        std::int64_t micros = 0;
    };
    static std::string day_of(Reservation const& reservation) { return format_time(reservation.at).substr(0, 10); }

    std::mutex mutex_;
    std::map<ReservationId, Row> rows_;
};

class MemoryAnswerCache final : public AnswerCache {
public:
    std::optional<ChatAnswer> find(std::string const& key, TimePoint not_before) override {
        std::lock_guard const lock(mutex_);
        auto const found = answers_.find(key);
        if (found == answers_.end() || found->second.second < not_before) return std::nullopt;
        return found->second.first;
    }
    void keep(std::string const& key, ChatAnswer const& answer, TimePoint now) override {
        std::lock_guard const lock(mutex_);
        answers_[key] = {answer, now};
    }

private:
    std::mutex mutex_;
    std::map<std::string, std::pair<ChatAnswer, TimePoint>> answers_;
};

}  // namespace troupe::llm::testing
