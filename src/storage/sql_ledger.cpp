#include "storage/sql_ledger.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;

std::int64_t sum(impl::Session& sql, std::string const& where, impl::Parameters const& values) {
    return select(sql, "SELECT COALESCE(SUM(micros), 0) FROM llm_spending WHERE " + where, 1, values).at(0).number(0);
}

Result<void> check_cap(std::string const& which, std::int64_t spent, std::int64_t most, std::int64_t cap) {
    if (spent + most > cap) return llm::over_cap(which, spent, most, cap);
    return {};
}

}  // namespace

Result<void> SqlLedger::reserve(llm::Reservation const& wanted, llm::Caps const& caps) {
    auto const day = format_time(wanted.at).substr(0, 10);
    return database_.write([&](impl::Session& sql) -> Result<void> {
        TRY(check_cap("the day", sum(sql, "day = :a", {day}), wanted.most_micros, caps.day_micros));
        if (!wanted.artist.empty())
            TRY(check_cap("the artist", sum(sql, "day = :a AND artist = :b", {day, wanted.artist}), wanted.most_micros, caps.artist_micros));
        TRY(check_cap("the task", sum(sql, "session = :a", {wanted.session}), wanted.most_micros, caps.task_micros));
        change(sql,
               "INSERT INTO llm_spending (id, day, session, artist, task, model, reserved, micros, settled)"
               " VALUES (:a, :b, :c, :d, :e, :f, :g, :h, 0)",
               {to_string(wanted.id), day, wanted.session, wanted.artist, wanted.task, wanted.model, wanted.most_micros, wanted.most_micros});
        return {};
    });
}

Result<void> SqlLedger::settle(llm::ReservationId id, std::int64_t micros) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        if (change(sql, "UPDATE llm_spending SET micros = :a, settled = 1 WHERE id = :b", {micros, to_string(id)}) == 0)
            return fail(ErrorCode::not_found, fmt::format("reservation {} does not exist", to_string(id)));
        return {};
    });
}

Result<std::vector<llm::Spending>> SqlLedger::spending(std::string const& from, std::string const& to) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<llm::Spending>> {
        std::vector<llm::Spending> out;
        for (auto const& row : select(sql,
                                      "SELECT day, task, model, COUNT(*), SUM(micros) FROM llm_spending WHERE day >= :a AND day <= :b"
                                      " GROUP BY day, task, model ORDER BY day DESC, task, model",
                                      5, {from, to}))
            out.push_back({row.text(0), row.text(1), row.text(2), row.number(3), row.number(4)});
        return out;
    });
}

Result<std::int64_t> SqlLedger::spent_by_session(std::string const& session) {
    return database_.read([&](impl::Session& sql) -> Result<std::int64_t> { return sum(sql, "session = :a", {session}); });
}

std::optional<llm::ChatAnswer> SqlAnswerCache::find(std::string const& key, TimePoint not_before) {
    auto const found = database_.read([&](impl::Session& sql) -> Result<llm::ChatAnswer> {
        auto const rows = select(sql, "SELECT document FROM llm_answers WHERE key_text = :a AND kept_at >= :b", 1, {key, impl::milliseconds_of(not_before)});
        if (rows.empty()) return fail(ErrorCode::not_found, "no such answer");
        return impl::read_document<llm::ChatAnswer>(rows[0].text(0), "an answer");
    });
    return found ? std::optional(*found) : std::nullopt;
}

void SqlAnswerCache::keep(std::string const& key, llm::ChatAnswer const& answer, TimePoint now) {
    (void)database_.write([&](impl::Session& sql) -> Result<void> {
        change(sql,
               "INSERT INTO llm_answers (key_text, kept_at, document) VALUES (:a, :b, :c)"
               " ON CONFLICT (key_text) DO UPDATE SET kept_at = excluded.kept_at, document = excluded.document",
               {key, impl::milliseconds_of(now), json::print(answer)});
        return {};
    });
}

}  // namespace troupe::storage
