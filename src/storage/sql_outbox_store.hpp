#pragma once

#include "social/outbox.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlOutboxStore : public social::OutboxStore {
public:
    explicit SqlOutboxStore(Database& database) : database_(database.connections()) {}

    Result<bool> add(social::OutboxRecord const& record) override;
    Result<social::OutboxRecord> update(social::OutboxRecord record) override;
    Result<social::OutboxRecord> find(social::OutboxId id) override;
    Result<social::OutboxPage> list(social::OutboxQuery const& query) override;
    Result<std::vector<social::OutboxRecord>> due(TimePoint now, int limit) override;
    Result<std::vector<TimePoint>> begun(std::string const& channel, std::string const& platform, TimePoint since) override;
    Result<std::vector<social::OutboxRecord>> sent_since(TimePoint since) override;
    Result<void> remember(social::OutboxId id, std::string const& memory) override;
    Result<std::string> memory(social::OutboxId id) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
