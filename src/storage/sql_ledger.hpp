#pragma once

#include "llm/answer_cache.hpp"
#include "llm/ledger.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlLedger : public llm::Ledger {
public:
    explicit SqlLedger(Database& database) : database_(database.connections()) {}

    Result<void> reserve(llm::Reservation const& reservation, llm::Caps const& caps) override;
    Result<void> settle(llm::ReservationId id, std::int64_t micros) override;
    Result<std::vector<llm::Spending>> spending(std::string const& from, std::string const& to) override;
    Result<std::int64_t> spent_by_session(std::string const& session) override;

private:
    impl::Connections& database_;
};

/// An answer that cannot be kept or read is no answer: the cache never fails.
class SqlAnswerCache : public llm::AnswerCache {
public:
    explicit SqlAnswerCache(Database& database) : database_(database.connections()) {}

    std::optional<llm::ChatAnswer> find(std::string const& key, TimePoint not_before) override;
    void keep(std::string const& key, llm::ChatAnswer const& answer, TimePoint now) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
