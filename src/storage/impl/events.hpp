#pragma once

#include "access/event_log.hpp"
#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage::impl {

/// Writes down what changed, in the transaction of the change: it is there when, and only when, the change is. Numbers rise in
/// the order of the commits: in SQLite one connection writes at a time, in PostgreSQL events arrive without a number, and
/// `number_arrivals` gives it to those that are kept. `at` left out is now, whatever the documents say: a life
/// that is taken in from elsewhere changes here and today. Throws soci::soci_error.
void record(Session& sql, access::Event const& event);

/// Before the feed is read. Error: unavailable.
[[nodiscard]] Result<void> number_arrivals(Connections& connections);

}  // namespace troupe::storage::impl
