#include "storage/impl/postgres_pool.hpp"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <string_view>

namespace troupe::storage::impl {
namespace {

PGconn* connection_of(soci::session& sql) {
    return static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_;
}

std::string state_of(std::exception const& error) {
    auto const* postgres = dynamic_cast<soci::postgresql_soci_error const*>(&error);
    return postgres ? postgres->sqlstate() : std::string();
}

std::string text_of(std::exception const& error) {
    auto const* soci = dynamic_cast<soci::soci_error const*>(&error);
    std::string text = soci ? soci->get_error_message() : error.what();
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
    for (char& c : text)
        if (c == '\n' || c == '\t') c = ' ';
    return text;
}

/// As in an address. soci takes texts with blanks and quotes apart before libpq sees them; of these it finds none.
std::string encoded(std::string_view value) {
    std::string out;
    for (char const c : value) {
        auto const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

std::string sslmode(PostgresTls tls) {
    switch (tls) {
        case PostgresTls::disable:
            return "disable";
        case PostgresTls::prefer:
            return "prefer";
        case PostgresTls::require:
            return "require";
        case PostgresTls::verify_ca:
            return "verify-ca";
        case PostgresTls::verify_full:
            return "verify-full";
    }
    return "verify-full";
}

/// libpq itself looks in the user's folder alone; Debian keeps those that everybody trusts here.
std::string root_certificate(PostgresSettings const& settings) {
    bool const is_verified = settings.tls == PostgresTls::verify_ca || settings.tls == PostgresTls::verify_full;
    if (!settings.root_certificate.empty() || !is_verified) return settings.root_certificate.string();
    return "/etc/ssl/certs/ca-certificates.crt";
}

/// The options go with the connection: the server sets them before the first statement, and no round trip is spent. A statement is planned
/// once, as SQLite does it, whatever its values: planning one of the queue's takes longer than running it. It uses an index where there is one: a
/// scan of a small table would make every unit that reads it collide with every other that writes to it. What is switched off counts as
/// very dear, and dear plans are compiled to machine code, which takes half a second: not here.
std::string address_of(PostgresSettings const& settings) {
    auto const options = fmt::format(
        "-c search_path={} -c statement_timeout={} -c lock_timeout={} -c idle_in_transaction_session_timeout=120000"
        " -c client_min_messages=warning -c timezone=UTC -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off",
        settings.schema, settings.statement_timeout.count(), settings.lock_timeout.count());
    auto address = fmt::format(
        "postgresql:///?host={}&port={}&dbname={}&user={}&sslmode={}&connect_timeout={}&options={}&client_encoding=UTF8"
        "&application_name=troupe&keepalives_idle=30&keepalives_interval=10&keepalives_count=3&tcp_user_timeout=20000",
        encoded(settings.host), settings.port, encoded(settings.database), encoded(settings.user),
        sslmode(settings.tls), std::max<long long>(2, settings.connect_timeout.count() / 1000), encoded(options));
    if (!settings.password.empty()) address += "&password=" + encoded(settings.password);
    if (auto const root = root_certificate(settings); !root.empty()) address += "&sslrootcert=" + encoded(root);
    return address;
}

Error with_advice(ErrorCode code, std::string const& name, std::string_view what) {
    return {code, fmt::format("{}: {}", name, what)};
}

}  // namespace

Trouble trouble_of(std::exception const& error) {
    auto const state = state_of(error);
    // Serialisation failure, deadlock, and a table that another process made meanwhile.
    if (state == "40001" || state == "40P01" || state == "42P07") return Trouble::order;
    if (state == "23505") return Trouble::duplicate;
    if (state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03" || state == "25P03")
        return Trouble::lost;
    // What libpq says by itself has a state of blanks: it lost the server.
    return state == "     " ? Trouble::lost : Trouble::other;
}

Error translate_postgres(std::exception const& error, std::string const& name) {
    auto const state = state_of(error);
    if (trouble_of(error) == Trouble::lost)
        return with_advice(ErrorCode::unavailable, name,
                           "the server went away; is it running? What was begun is undone, try again");
    if (state == "40001" || state == "40P01" || state == "42P07" || state == "55P03")
        return with_advice(ErrorCode::unavailable, name, "is busy with other changes, try again");
    if (state == "57014")
        return with_advice(ErrorCode::unavailable, name, "a statement took too long and was stopped, try again");
    if (state.starts_with("53"))
        return with_advice(ErrorCode::unavailable, name,
                           "is out of room, memory or connections (" + text_of(error) + ")");
    if (state.starts_with("58"))
        return with_advice(ErrorCode::unavailable, name, "cannot read or write its files (" + text_of(error) + ")");
    if (state == "42501")
        return with_advice(ErrorCode::unavailable, name,
                           "POSTGRES_USER may not do this (" + text_of(error) + "): make it the owner of the schema");
    if (state == "25006")
        return with_advice(ErrorCode::unavailable, name,
                           "takes no changes: POSTGRES_HOST must name the primary, not a standby");
    if (state.starts_with("23")) return with_advice(ErrorCode::conflict, name, text_of(error));
    if (state.starts_with("22"))
        return with_advice(ErrorCode::invalid_input, name, "a text cannot be kept (" + text_of(error) + ")");
    return with_advice(ErrorCode::internal, name, text_of(error));
}

bool send(Session& sql, std::string const& statement) {
    auto* connection = connection_of(sql);
    std::unique_ptr<PGresult, decltype(&PQclear)> const result(PQexec(connection, statement.c_str()), &PQclear);
    auto const status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        auto const* state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
        throw soci::postgresql_soci_error(PQerrorMessage(connection), state != nullptr ? state : "     ");
    }
    return std::string_view(PQcmdStatus(result.get())) != "ROLLBACK" || statement.starts_with("ROLLBACK");
}

PostgresPool::Loan::~Loan() {
    if (!session_) return;  // moved from
    if (is_dropped_ || PQstatus(connection_of(*session_)) != CONNECTION_OK ||
        PQtransactionStatus(connection_of(*session_)) != PQTRANS_IDLE)
        session_.reset();
    owner_->give_back(std::move(session_));
}

Result<PostgresPool::Loan> PostgresPool::take() {
    {
        std::unique_lock lock(guard_);
        if (!freed_.wait_for(lock, settings_.pool_timeout, [&] { return lent_ < settings_.most_connections; }))
            return tl::unexpected(with_advice(
                ErrorCode::unavailable, name(),
                fmt::format("all {} connections are in use, try again, or raise TROUPE_POSTGRES_CONNECTIONS",
                            settings_.most_connections)));
        ++lent_;
        if (!idle_.empty()) {
            auto session = std::move(idle_.back());
            idle_.pop_back();
            return Loan(*this, std::move(session));
        }
    }
    auto made = connect();
    if (made) return Loan(*this, *std::move(made));
    give_back(nullptr);
    return tl::unexpected(made.error());
}

Result<std::unique_ptr<Session>> PostgresPool::connect() const {
    try {
        auto session = std::make_unique<Session>(Dialect::postgres, soci::postgresql, address_of(settings_));
        // What the server remarks is no output of this program.
        PQsetNoticeProcessor(
            connection_of(*session), [](void*, char const*) {}, nullptr);
        return session;
    } catch (std::exception const& error) {
        return tl::unexpected(with_advice(
            ErrorCode::unavailable, name(),
            fmt::format(
                "cannot be reached: is it running, are POSTGRES_HOST, _PORT, _DB, _USER and _PASSWORD right? ({})",
                text_of(error))));
    }
}

void PostgresPool::give_back(std::unique_ptr<Session> session) {
    {
        std::lock_guard const lock(guard_);
        --lent_;
        if (session) idle_.push_back(std::move(session));
    }
    freed_.notify_one();
}

WatchedConnections::Usage PostgresPool::usage() {
    std::lock_guard const lock(guard_);
    return {lent_, static_cast<int>(idle_.size()), settings_.most_connections};
}

void PostgresPool::forget_idle() {
    std::vector<std::unique_ptr<Session>> gone;
    std::lock_guard const lock(guard_);
    gone.swap(idle_);
}

}  // namespace troupe::storage::impl
