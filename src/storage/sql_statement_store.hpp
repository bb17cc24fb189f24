#pragma once

#include "feedback/statement_store.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlStatementStore : public feedback::StatementStore {
public:
    explicit SqlStatementStore(Database& database) : database_(database.connections()) {}

    Result<feedback::StatementFile> find_file(std::string const& sha256) override;
    Result<std::vector<feedback::StatementFile>> list_files() override;
    Result<void> put_file(feedback::StatementFile const& file) override;
    Result<std::vector<feedback::KnownSubject>> take_subjects(std::vector<feedback::Subject> const& subjects) override;
    Result<feedback::KnownSubject> find_subject(std::int64_t number) override;
    Result<void> set_match(std::int64_t number, feedback::Match const& match) override;
    Result<std::vector<feedback::WaitingSubject>> list_waiting() override;
    Result<std::vector<std::int64_t>> parts_of_subject(std::int64_t number) override;
    Result<std::vector<feedback::Placement>> place(feedback::StatementFile const& file, std::vector<feedback::Part> const& parts, bool is_held) override;
    Result<std::vector<feedback::Placement>> release_held(feedback::StatementFile const& file) override;
    Result<void> drop_held(std::string const& sha256) override;
    Result<feedback::Part> find_part(std::int64_t number) override;
    Result<void> add(std::vector<feedback::NumberedRow> const& rows) override;
    Result<void> keep_raw(std::string const& sha256, int line, std::string const& record) override;
    Result<std::vector<feedback::Statement>> list_rows(std::string const& sha256, int after_line, int limit) override;
    Result<std::vector<feedback::DailyUse>> daily(std::int64_t part) override;
    Result<std::vector<feedback::MoneyLine>> money(feedback::MoneyQuery const& query) override;
    Result<std::vector<feedback::PeriodUse>> usage(std::string const& artist_id) override;
    Result<int> forget_artist(std::string const& artist_id) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
