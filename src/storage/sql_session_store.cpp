#include "storage/sql_session_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/page.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using llm::ReviewEntry;
using llm::Session;
using llm::SessionId;
using llm::SessionState;

tl::unexpected<Error> no_session(SessionId id) {
    return fail(ErrorCode::not_found, fmt::format("session {} does not exist (troupe llm sessions shows what does)", to_string(id)));
}

Result<Session> read_session(impl::Row const& row) { return impl::read_document<Session>(row.text(0), "a session"); }

/// Only an active session holds its key: the column is unique, and NULL for the others.
impl::Parameter active_key(Session const& session) {
    return impl::text_or_null(session.state == SessionState::active ? session.key : "");
}

bool exists(impl::Session& sql, std::string const& column, std::string const& value) {
    return !value.empty() && !select(sql, fmt::format("SELECT 1 FROM llm_sessions WHERE {} = :a", column), 1, {value}).empty();
}

void write(impl::Session& sql, Session const& session) {
    change(sql, "UPDATE llm_sessions SET state = :a, active_key = :b, expires = :c, document = :d WHERE id = :e",
           {json::enum_name(session.state), active_key(session), impl::milliseconds_of(session.expires), json::print(session), to_string(session.id)});
}

}  // namespace

Result<void> SqlSessionStore::insert(Session const& session) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        bool const is_active = session.state == SessionState::active;
        if (exists(sql, "id", to_string(session.id)) || (is_active && exists(sql, "active_key", session.key)))
            return fail(ErrorCode::conflict, fmt::format("session {}: it, or another one at the same work, exists already", to_string(session.id)));
        change(sql, "INSERT INTO llm_sessions (id, state, active_key, task, artist, expires, document) VALUES (:a, :b, :c, :d, :e, :f, :g)",
               {to_string(session.id), json::enum_name(session.state), active_key(session), session.task, session.artist,
                impl::milliseconds_of(session.expires), json::print(session)});
        return {};
    });
}

Result<Session> SqlSessionStore::find(SessionId id) {
    return database_.read([&](impl::Session& sql) -> Result<Session> {
        auto const rows = select(sql, "SELECT document FROM llm_sessions WHERE id = :a", 1, {to_string(id)});
        if (rows.empty()) return no_session(id);
        return read_session(rows[0]);
    });
}

Result<std::optional<Session>> SqlSessionStore::find_active(std::string const& key) {
    return database_.read([&](impl::Session& sql) -> Result<std::optional<Session>> {
        auto const rows = select(sql, "SELECT document FROM llm_sessions WHERE active_key = :a", 1, {key});
        if (rows.empty()) return std::nullopt;
        return TRY(read_session(rows[0]));
    });
}

Result<void> SqlSessionStore::update(Session const& session) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (!exists(sql, "id", to_string(session.id))) return no_session(session.id);
        write(sql, session);
        return {};
    });
}

Result<llm::SessionPage> SqlSessionStore::list(llm::SessionQuery const& query) {
    impl::PageQuery page("SELECT document FROM llm_sessions", "id");
    if (query.state) page.where("state", json::enum_name(*query.state));
    if (!query.task.empty()) page.where("task", query.task);
    if (!query.artist.empty()) page.where("artist", query.artist);
    if (query.after) page.below(to_string(*query.after));
    auto const found = TRY(page.run(database_, query.limit));
    llm::SessionPage out;
    for (auto const& row : found.rows) out.sessions.push_back(TRY(read_session(row)));
    if (found.has_more) out.next = out.sessions.back().id;
    return out;
}

Result<int> SqlSessionStore::expire(TimePoint now) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        auto const rows = select(sql, "SELECT document FROM llm_sessions WHERE state = 'active' AND expires <= :a", 1, {impl::milliseconds_of(now)});
        for (auto const& row : rows) {
            auto session = TRY(read_session(row));
            session.state = SessionState::expired;
            write(sql, session);
        }
        return static_cast<int>(rows.size());
    });
}

Result<void> SqlSessionStore::append(SessionId id, ReviewEntry const& entry) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (!exists(sql, "id", to_string(id))) return no_session(id);
        impl::Parameters const key{to_string(id), std::int64_t{entry.number}};
        if (!select(sql, "SELECT 1 FROM llm_reviews WHERE session = :a AND number = :b", 1, key).empty())
            return fail(ErrorCode::conflict, fmt::format("session {}: step {} exists already", to_string(id), entry.number));
        change(sql, "INSERT INTO llm_reviews (session, number, document) VALUES (:a, :b, :c)", {to_string(id), std::int64_t{entry.number}, json::print(entry)});
        return {};
    });
}

Result<std::vector<ReviewEntry>> SqlSessionStore::entries(SessionId id) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<ReviewEntry>> {
        std::vector<ReviewEntry> out;
        for (auto const& row : select(sql, "SELECT document FROM llm_reviews WHERE session = :a ORDER BY number", 1, {to_string(id)}))
            out.push_back(TRY(impl::read_document<ReviewEntry>(row.text(0), "a review")));
        return out;
    });
}

}  // namespace troupe::storage
