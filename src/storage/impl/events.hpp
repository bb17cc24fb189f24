#pragma once

#include "access/event_log.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage::impl {

/// Writes down what changed, in the transaction of the change: it is there when, and only when, the change is. Numbers rise in
/// the order of the commits, since one connection writes at a time. `at` left out is now, whatever the documents say: a life
/// that is taken in from elsewhere changes here and today. Throws soci::soci_error.
void record(Session& sql, access::Event const& event);

}  // namespace troupe::storage::impl
