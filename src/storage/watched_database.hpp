#pragma once

#include "base/figure.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

/// What the database knows that somebody who watches wants to know: money, what waits for whom, and the database
/// itself. The same whichever process is asked. Every statement counts by an index, or reads a table of a few rows a
/// release at most.
class WatchedDatabase {
public:
    explicit WatchedDatabase(Database& database) : database_(database.connections()) {}

    /// Error: unavailable.
    [[nodiscard]] Result<Figures> stored(TimePoint now);
    /// Of this process's connections; asks no database.
    [[nodiscard]] Figures connections() const;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
