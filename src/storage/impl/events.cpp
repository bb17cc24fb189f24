#include "storage/impl/events.hpp"

#include "storage/impl/postgres_locks.hpp"

namespace troupe::storage::impl {

void record(Session& sql, access::Event const& event) {
    auto const at = event.at == TimePoint{} ? SystemClock().now() : event.at;
    auto const* statement =
        sql.dialect() == Dialect::sqlite
            ? "INSERT INTO events (number, at, type, artist, subject, data) SELECT COALESCE(MAX(number), 0) + 1, :a, :b, :c, :d, :e FROM events"
            : "INSERT INTO event_arrivals (at, type, artist, subject, data) VALUES (:a, :b, :c, :d, :e)";
    change_later(sql, statement, {milliseconds_of(at), event.type, event.artist, event.subject, json::print(event.data)});
}

Result<void> number_arrivals(Connections& connections) {
    auto const has_arrivals = [](Session& sql) -> Result<bool> {
        return sql.dialect() == Dialect::postgres &&
               !select(sql, "(SELECT 1 FROM event_arrivals LIMIT 1) UNION ALL (SELECT 1 FROM job_event_batches LIMIT 1)", 1).empty();
    };
    if (!TRY(connections.read(has_arrivals))) return {};
    return connections.write_rows([](Session& sql) -> Result<void> {
        // One at a time, and with the eyes of whoever has the lock: the next statement sees what the one before has numbered.
        (void)select(sql, numbering_lock, 1);
        change(sql,
               "WITH single AS (DELETE FROM event_arrivals RETURNING number, at, type, artist, subject, data),"
               " batches AS (DELETE FROM job_event_batches RETURNING number, at, state, jobs),"
               " kept AS (SELECT number, 0 AS place, at, type, artist, subject, data FROM single UNION ALL"
               // As `record_job` has it. A job that has just become ready or running has no progress and says nothing.
               " SELECT b.number, e.place, b.at, 'job.changed',"
               " COALESCE(substring(j.job_group FROM '(?:^|:)([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$'), ''), j.id,"
               " CAST(json_build_object('kind', j.kind, 'state', b.state, 'progress', CASE b.state WHEN 'done' THEN 1.0 ELSE 0.0 END,"
               " 'message', CASE b.state WHEN 'done' THEN j.message ELSE '' END, 'group', j.job_group) AS text)"
               " FROM batches b CROSS JOIN unnest(string_to_array(b.jobs, ',')) WITH ORDINALITY AS e(id, place) JOIN jobs j ON j.id = e.id)"
               " INSERT INTO events (number, at, type, artist, subject, data)"
               " SELECT (SELECT COALESCE(MAX(number), 0) FROM events) + ROW_NUMBER() OVER (ORDER BY number, place), at, type, artist, subject, data"
               " FROM kept");
        return {};
    });
}

}  // namespace troupe::storage::impl
