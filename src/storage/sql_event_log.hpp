#pragma once

#include "access/event_log.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlEventLog : public access::EventLog {
public:
    explicit SqlEventLog(Database& database) : database_(database.connections()) {}

    Result<std::vector<access::Event>> after(std::int64_t number, int limit) override;
    Result<std::int64_t> newest() override;
    Result<std::int64_t> oldest() override;
    Result<void> append(access::Event const& event) override;
    Result<int> forget_before(TimePoint time) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
