#pragma once

#include "access/answer_book.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlAnswerBook : public access::AnswerBook {
public:
    explicit SqlAnswerBook(Database& database) : database_(database.connections()) {}

    Result<std::optional<access::KeptAnswer>> find(std::string const& key) override;
    Result<void> keep(access::KeptAnswer const& answer) override;
    Result<int> forget_before(TimePoint time) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
