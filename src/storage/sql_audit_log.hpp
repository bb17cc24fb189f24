#pragma once

#include "access/audit.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlAuditLog : public access::AuditLog {
public:
    explicit SqlAuditLog(Database& database) : database_(database.connections()) {}

    Result<void> append(access::AuditEntry const& entry) override;
    Result<access::AuditPage> list(access::AuditQuery const& query) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
