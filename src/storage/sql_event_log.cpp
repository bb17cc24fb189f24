#include "storage/sql_event_log.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using access::Event;
using impl::select;

Result<Event> read_event(impl::Row const& row) {
    auto data = TRY(json::parse_value(row.text(5)));
    return Event{.number = row.number(0), .at = row.time(1), .type = row.text(2), .artist = row.text(3), .subject = row.text(4), .data = std::move(data)};
}

}  // namespace

Result<std::vector<Event>> SqlEventLog::after(std::int64_t number, int limit) {
    if (limit < 1 || limit > 1000) return wrong_field("limit", fmt::format("{} is not within 1 and 1,000", limit));
    TRY(impl::number_arrivals(database_));
    return database_.read([&](impl::Session& sql) -> Result<std::vector<Event>> {
        std::vector<Event> events;
        for (auto const& row : select(sql, "SELECT number, at, type, artist, subject, data FROM events WHERE number > :a ORDER BY number LIMIT :b",
                                      6, {number, std::int64_t{limit}}))
            events.push_back(TRY(read_event(row)));
        return events;
    });
}

Result<std::int64_t> SqlEventLog::newest() {
    TRY(impl::number_arrivals(database_));
    return database_.read([](impl::Session& sql) -> Result<std::int64_t> { return select(sql, "SELECT MAX(number) FROM events", 1).at(0).number(0); });
}

Result<std::int64_t> SqlEventLog::oldest() {
    TRY(impl::number_arrivals(database_));
    return database_.read([](impl::Session& sql) -> Result<std::int64_t> { return select(sql, "SELECT MIN(number) FROM events", 1).at(0).number(0); });
}

Result<void> SqlEventLog::append(Event const& event) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        impl::record(sql, event);
        return {};
    });
}

Result<int> SqlEventLog::forget_before(TimePoint time) {
    TRY(impl::number_arrivals(database_));
    return database_.write([&](impl::Session& sql) -> Result<int> {
        // Reads what it forgets, and no more: there is no index by time, which every change would pay for.
        return static_cast<int>(impl::change(sql,
                                             "DELETE FROM events WHERE number < COALESCE((SELECT number FROM events WHERE at >= :a"
                                             " ORDER BY number LIMIT 1), (SELECT MAX(number) FROM events))",
                                             {impl::milliseconds_of(time)}));
    });
}

}  // namespace troupe::storage
