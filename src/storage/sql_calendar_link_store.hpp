#pragma once

#include "access/calendar_link.hpp"
#include "storage/database.hpp"

namespace troupe::storage {

class SqlCalendarLinkStore : public access::CalendarLinkStore {
public:
    explicit SqlCalendarLinkStore(Database& database) : database_(database.connections()) {}

    Result<void> insert(access::CalendarLink const& link, std::string const& hash) override;
    Result<access::CalendarLink> find_by_hash(std::string const& hash) override;
    Result<std::vector<access::CalendarLink>> list() override;
    Result<access::CalendarLink> revoke(access::CalendarLinkId id, TimePoint at) override;

private:
    impl::Connections& database_;
};

}  // namespace troupe::storage
