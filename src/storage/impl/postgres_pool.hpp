#pragma once

#include <chrono>
#include <condition_variable>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "storage/impl/session.hpp"
#include "storage/impl/watched_connections.hpp"
#include "storage/postgres_settings.hpp"

namespace troupe::storage::impl {

/// What PostgreSQL's errors mean to whoever has to go on.
enum class Trouble {
    other,      ///< what the caller asked for cannot be
    order,      ///< units met in an order that has no serial one, or waited for each other: the same once more may do
    duplicate,  ///< a key is there already: it may have come meanwhile
    lost        ///< the connection is gone
};

[[nodiscard]] Trouble trouble_of(std::exception const& error);
/// `name` begins the message.
[[nodiscard]] Error translate_postgres(std::exception const& error, std::string const& name);

/// A statement of transaction control, sent as it is. Throws soci::postgresql_soci_error.
/// False: PostgreSQL undid the transaction that it was to commit.
bool send(Session& sql, std::string const& statement);

/// The connections of one process to one server: made as they are needed, kept for the next who asks.
class PostgresPool {
public:
    /// A connection for as long as this lives.
    class Loan {
    public:
        Loan(PostgresPool& owner, std::unique_ptr<Session> session) : owner_(&owner), session_(std::move(session)) {}
        Loan(Loan&&) = default;
        ~Loan();
        [[nodiscard]] Session& session() const { return *session_; }
        /// It is not used again.
        void drop() { is_dropped_ = true; }

    private:
        PostgresPool* owner_;
        std::unique_ptr<Session> session_;
        bool is_dropped_ = false;
    };

    explicit PostgresPool(PostgresSettings settings) : settings_(std::move(settings)) {}

    /// Waits for a free one. Error: unavailable (none became free, or the server does not answer; says what to look
    /// at).
    [[nodiscard]] Result<Loan> take();
    /// The server went away: the idle connections are of no use any more.
    void forget_idle();

    [[nodiscard]] WatchedConnections::Usage usage();

    [[nodiscard]] PostgresSettings const& settings() const { return settings_; }
    [[nodiscard]] std::string name() const { return name_of(settings_); }

private:
    [[nodiscard]] Result<std::unique_ptr<Session>> connect() const;
    void give_back(std::unique_ptr<Session> session);

    PostgresSettings settings_;
    std::mutex guard_;
    std::condition_variable freed_;
    std::vector<std::unique_ptr<Session>> idle_;
    int lent_ = 0;
};

}  // namespace troupe::storage::impl
