#include "storage/sql_footage_store.hpp"

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::milliseconds_of;
using impl::select;
using visual::ClipClaim;

Result<std::optional<ClipClaim>> read_claim(impl::Session& sql, std::string const& clip) {
    auto const rows = select(sql, "SELECT document FROM footage_claims WHERE clip = :a", 1, {clip});
    if (rows.empty()) return std::optional<ClipClaim>{};
    return std::optional(TRY(impl::read_document<ClipClaim>(rows[0].text(0), "claim on clip " + clip)));
}

std::chrono::milliseconds whole(Seconds window) { return std::chrono::duration_cast<std::chrono::milliseconds>(window); }

}  // namespace

Result<ClipClaim> SqlFootageLedger::claim(ClipClaim const& claim) {
    return database_.write([&](impl::Session& sql) -> Result<ClipClaim> {
        if (auto const other = TRY(read_claim(sql, claim.clip))) return *other;
        change(sql, "INSERT INTO footage_claims (clip, artist, document) VALUES (:a, :b, :c)", {claim.clip, claim.artist, json::print(claim)});
        return claim;
    });
}

Result<std::optional<ClipClaim>> SqlFootageLedger::find(std::string const& clip) {
    return database_.read([&](impl::Session& sql) { return read_claim(sql, clip); });
}

Result<void> SqlFootageLedger::release(ClipClaim const& claim) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const held = TRY(read_claim(sql, claim.clip));
        if (held && held->artist == claim.artist && held->work == claim.work) change(sql, "DELETE FROM footage_claims WHERE clip = :a", {claim.clip});
        return {};
    });
}

Result<std::optional<std::string>> SqlFootageMemory::answer(std::string const& key, TimePoint not_before) {
    return database_.read([&](impl::Session& sql) -> Result<std::optional<std::string>> {
        auto const rows = select(sql, "SELECT body FROM footage_answers WHERE key_text = :a AND kept_at >= :b", 1, {key, milliseconds_of(not_before)});
        return rows.empty() ? std::optional<std::string>{} : std::optional(rows[0].text(0));
    });
}

Result<void> SqlFootageMemory::keep(std::string const& key, std::string const& body, TimePoint now, TimePoint forget_before) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        change(sql, "DELETE FROM footage_answers WHERE kept_at < :a OR key_text = :b", {milliseconds_of(forget_before), key});
        change(sql, "INSERT INTO footage_answers (key_text, kept_at, body) VALUES (:a, :b, :c)", {key, milliseconds_of(now), body});
        return {};
    });
}

Result<std::optional<TimePoint>> SqlFootageMemory::book(std::string const& provider, std::vector<Allowance> const& allowances, TimePoint now) {
    return database_.write([&](impl::Session& sql) -> Result<std::optional<TimePoint>> {
        std::optional<TimePoint> free_at;
        auto const rests = select(sql, "SELECT until_time FROM footage_rests WHERE provider = :a AND until_time > :b", 1, {provider, milliseconds_of(now)});
        if (!rests.empty()) free_at = rests[0].time(0);
        for (auto const& allowance : allowances) {
            // Of the newest that fill the window the oldest must leave it first.
            auto const oldest = select(sql, "SELECT asked_at FROM footage_requests WHERE provider = :a AND asked_at > :b ORDER BY asked_at DESC LIMIT 1 OFFSET :c",
                                       1, {provider, milliseconds_of(now - whole(allowance.window)), std::int64_t{allowance.most - 1}});
            if (!oldest.empty()) free_at = std::max(free_at.value_or(now), oldest[0].time(0) + whole(allowance.window));
        }
        if (free_at) return free_at;
        change(sql, "DELETE FROM footage_requests WHERE asked_at < :a", {milliseconds_of(now - std::chrono::hours(24 * 32))});
        change(sql, "INSERT INTO footage_requests (provider, asked_at) VALUES (:a, :b)", {provider, milliseconds_of(now)});
        return free_at;
    });
}

Result<void> SqlFootageMemory::rest(std::string const& provider, TimePoint until) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const rows = select(sql, "SELECT until_time FROM footage_rests WHERE provider = :a", 1, {provider});
        if (rows.empty()) change(sql, "INSERT INTO footage_rests (provider, until_time) VALUES (:a, :b)", {provider, milliseconds_of(until)});
        else if (rows[0].time(0) < until) change(sql, "UPDATE footage_rests SET until_time = :a WHERE provider = :b", {milliseconds_of(until), provider});
        return {};
    });
}

}  // namespace troupe::storage
