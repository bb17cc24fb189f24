#include "storage/sql_audit_log.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/page.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {

using access::AuditEntry;

Result<void> SqlAuditLog::append(AuditEntry const& entry) {
    return database_.write_statement([&](impl::Session& sql) -> Result<void> {
        impl::change_later(sql, "INSERT INTO audit_entries (id, subject, by_name, action, document) VALUES (:a, :b, :c, :d, :e)",
                           {to_string(entry.id), entry.subject, entry.by, entry.action, json::print(entry)});
        return {};
    });
}

Result<access::AuditPage> SqlAuditLog::list(access::AuditQuery const& query) {
    impl::PageQuery page("SELECT document FROM audit_entries", "id");
    if (query.subject) page.where("subject", *query.subject);
    if (query.by) page.where("by_name", *query.by);
    if (query.action) page.where("action", *query.action);
    if (query.after) page.below(to_string(*query.after));
    auto const rows = TRY(page.run(database_, query.limit));
    access::AuditPage found;
    for (auto const& row : rows.rows) found.entries.push_back(TRY(impl::read_document<AuditEntry>(row.text(0), "an audit entry")));
    if (rows.has_more) found.next = found.entries.back().id;
    return found;
}

}  // namespace troupe::storage
