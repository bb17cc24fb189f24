#pragma once

namespace troupe::storage::impl {

/// What is done by one at a time, on all machines. Locks of PostgreSQL that are about no row: each schema has its own, before it is made, too.
/// `*_lock` waits and holds it to the end of the transaction; the session's own is taken before a transaction begins.
constexpr auto migration_lock = "SELECT pg_advisory_xact_lock(1953657189, hashtext(current_setting('search_path')))";
constexpr auto numbering_lock = "SELECT pg_advisory_xact_lock(1953657190, hashtext(current_setting('search_path')))";
constexpr auto partition_lock = "SELECT pg_advisory_xact_lock(1953657191, hashtext(current_setting('search_path')))";
constexpr auto take_turn = "SELECT pg_advisory_lock(1953657192, hashtext(current_setting('search_path')))";
constexpr auto give_turn = "SELECT pg_advisory_unlock(1953657192, hashtext(current_setting('search_path')))";

}  // namespace troupe::storage::impl
