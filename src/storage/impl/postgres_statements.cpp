#include "storage/impl/postgres_statements.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

namespace troupe::storage::impl {
namespace {

using PgResult = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// What libpq says of a server that is gone.
constexpr auto no_sqlstate = "     ";
/// More than there are in this program; texts that are put together while it runs must not fill the server's memory.
constexpr std::size_t most_prepared = 400;

bool is_name(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

/// ":a" and ":b" as "$1" and "$2", in the order in which they stand. Not within quotes, and not "::".
std::string numbered(std::string const& text) {
    std::string told;
    int count = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') {
            auto const end = std::min(text.find('\'', i + 1), text.size() - 1);
            told.append(text, i, end - i + 1);
            i = end;
        } else if (text[i] == ':' && i + 1 < text.size() && text[i + 1] == ':') {
            told += "::";
            ++i;
        } else if (text[i] == ':' && i + 1 < text.size() && is_name(text[i + 1])) {
            while (i + 1 < text.size() && is_name(text[i + 1])) ++i;
            told += fmt::format("${}", ++count);
        } else {
            told += text[i];
        }
    }
    return told;
}

/// The values as libpq wants them. Lives as long as they are used.
class Texts {
public:
    explicit Texts(Parameters const& values) {
        kept_.reserve(values.size());
        for (auto const& value : values) {
            if (auto const* text = std::get_if<std::string>(&value)) {
                places_.push_back(text->c_str());
            } else if (auto const* number = std::get_if<std::int64_t>(&value)) {
                kept_.push_back(std::to_string(*number));
                places_.push_back(kept_.back().c_str());
            } else {
                places_.push_back(nullptr);
            }
        }
    }
    [[nodiscard]] int size() const { return static_cast<int>(places_.size()); }
    [[nodiscard]] char const* const* data() const { return places_.data(); }

private:
    std::vector<std::string> kept_;
    std::vector<char const*> places_;
};

bool is_good(PGresult const* result) {
    auto const status = PQresultStatus(result);
    return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
}

PostgresStatements::Answer answer_of(PGresult const* result, std::size_t columns) {
    PostgresStatements::Answer answer;
    auto const rows = PQntuples(result);
    answer.rows.reserve(static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row) {
        std::vector<std::optional<std::string>> cells(columns);
        for (std::size_t i = 0; i < columns; ++i) {
            auto const column = static_cast<int>(i);
            if (!PQgetisnull(result, row, column))
                cells[i].emplace(PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column)));
        }
        answer.rows.emplace_back(std::move(cells));
    }
    answer.changed = std::atoll(PQcmdTuples(const_cast<PGresult*>(result)));
    return answer;
}

}  // namespace

void PostgresStatements::fail_with(PGresult const* result) const {
    auto const* state = result == nullptr ? nullptr : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    auto const* message = result == nullptr ? PQerrorMessage(connection_) : PQresultErrorMessage(result);
    throw soci::postgresql_soci_error(message, state == nullptr ? no_sqlstate : state);
}

/// Out of pipeline mode on every way.
class PostgresStatements::Trip {
public:
    explicit Trip(PostgresStatements& owner) : owner_(owner) { owner_.begin_trip(); }
    ~Trip() { owner_.end_trip(); }
    Trip(Trip const&) = delete;
    Trip& operator=(Trip const&) = delete;

private:
    PostgresStatements& owner_;
};

PostgresStatements::Known& PostgresStatements::known(std::string const& text) {
    auto const found = known_.find(text);
    if (found != known_.end()) return found->second;
    return known_.emplace(text, Known{.name = fmt::format("troupe_{}", known_.size())}).first->second;
}

void PostgresStatements::forget_all_known() {
    std::string all;
    for (auto const& [text, statement] : known_)
        if (statement.is_prepared) all += fmt::format("DEALLOCATE {};", statement.name);
    PgResult const forgotten(PQexec(connection_, all.c_str()), &PQclear);
    if (!is_good(forgotten.get())) fail_with(forgotten.get());
    known_.clear();
}

void PostgresStatements::begin_trip() {
    if (known_.size() + put_off_.size() + 2 > most_prepared) forget_all_known();
    PQenterPipelineMode(connection_);
    for (auto const& each : std::exchange(put_off_, {})) send(each.statement, each.values);
}

void PostgresStatements::send(std::string const& text, Parameters const& values) {
    auto& statement = known(text);
    sent_.push_back({&statement, !statement.is_prepared});
    if (!std::exchange(statement.is_prepared, true)) PQsendPrepare(connection_, statement.name.c_str(), numbered(text).c_str(), 0, nullptr);
    Texts const texts(values);
    PQsendQueryPrepared(connection_, statement.name.c_str(), texts.size(), texts.data(), nullptr, nullptr, 0);
}

PGresult* PostgresStatements::receive() {
    auto const next = sent_.front();
    sent_.pop_front();
    if (next.is_new) {
        PgResult const prepared(next_result(), &PQclear);
        next.statement->is_prepared = is_good(prepared.get());
        if (!next.statement->is_prepared) fail_with(prepared.get());
    }
    PgResult result(next_result(), &PQclear);
    if (!is_good(result.get())) fail_with(result.get());
    return result.release();
}

void PostgresStatements::receive_put_off(std::size_t last) {
    has_failed_put_off_ = sent_.size() > last;
    while (sent_.size() > last) PQclear(receive());
    has_failed_put_off_ = false;
}

/// In pipeline mode each result is followed by nothing.
PGresult* PostgresStatements::next_result() {
    auto* result = PQgetResult(connection_);
    if (result != nullptr) PQclear(PQgetResult(connection_));
    return result;
}

void PostgresStatements::end_trip() noexcept {
    // Behind one that failed nothing was done.
    for (auto const& each : std::exchange(sent_, {}))
        if (each.is_new) each.statement->is_prepared = false;
    while (PQexitPipelineMode(connection_) == 0 && PQstatus(connection_) == CONNECTION_OK) PQclear(PQgetResult(connection_));
}

PostgresStatements::Answer PostgresStatements::run(std::string const& text, std::size_t columns, Parameters const& values) {
    if (auto const found = known_.find(text); found != known_.end() && found->second.is_prepared && put_off_.empty()) {
        Texts const texts(values);
        PgResult const result(PQexecPrepared(connection_, found->second.name.c_str(), texts.size(), texts.data(), nullptr, nullptr, 0), &PQclear);
        if (!is_good(result.get())) fail_with(result.get());
        return answer_of(result.get(), columns);
    }
    Trip const trip(*this);
    send(text, values);
    PQpipelineSync(connection_);
    receive_put_off(1);
    PgResult const result(receive(), &PQclear);
    return answer_of(result.get(), columns);
}

bool PostgresStatements::run_and_end(std::string const& text, Parameters const& values, std::string const& last) {
    Trip const trip(*this);
    send(text, values);
    send(last, {});
    PQpipelineSync(connection_);
    while (sent_.size() > 1) PQclear(receive());
    PgResult const ended(receive(), &PQclear);
    return std::string_view(PQcmdStatus(ended.get())) != "ROLLBACK";
}

bool PostgresStatements::has_changes_put_off() const { return std::ranges::any_of(put_off_, &PutOff::is_change); }

std::vector<PostgresStatements::PutOff>::iterator PostgresStatements::put_off(std::string const& statement) {
    return std::ranges::find(put_off_, statement, &PutOff::statement);
}

bool PostgresStatements::take_back(std::string const& statement) {
    auto const found = put_off(statement);
    if (found == put_off_.end()) return false;
    put_off_.erase(found);
    return true;
}

bool PostgresStatements::take_back_from(std::string const& statement) {
    auto const found = put_off(statement);
    if (found == put_off_.end()) return false;
    put_off_.erase(found, put_off_.end());
    return true;
}

void PostgresStatements::flush() {
    if (put_off_.empty()) return;
    Trip const trip(*this);
    PQpipelineSync(connection_);
    receive_put_off(0);
}

}  // namespace troupe::storage::impl
