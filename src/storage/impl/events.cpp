#include "storage/impl/events.hpp"

namespace troupe::storage::impl {

void record(Session& sql, access::Event const& event) {
    auto const at = event.at == TimePoint{} ? SystemClock().now() : event.at;
    change(sql, "INSERT INTO events (number, at, type, artist, subject, data) SELECT COALESCE(MAX(number), 0) + 1, :a, :b, :c, :d, :e FROM events",
           {milliseconds_of(at), event.type, event.artist, event.subject, json::print(event.data)});
}

}  // namespace troupe::storage::impl
