#pragma once

#include "llm/session.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlSessionStore : public llm::SessionStore {
public:
    explicit SqlSessionStore(Database& database) : database_(database.connections()) {}

    Result<void> insert(llm::Session const& session) override;
    Result<llm::Session> find(llm::SessionId id) override;
    Result<std::optional<llm::Session>> find_active(std::string const& key) override;
    Result<void> update(llm::Session const& session) override;
    Result<llm::SessionPage> list(llm::SessionQuery const& query) override;
    Result<int> expire(TimePoint now) override;
    Result<void> append(llm::SessionId id, llm::ReviewEntry const& entry) override;
    Result<std::vector<llm::ReviewEntry>> entries(llm::SessionId id) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
