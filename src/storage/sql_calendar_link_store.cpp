#include "storage/sql_calendar_link_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {

using access::CalendarLink;

Result<void> SqlCalendarLinkStore::insert(CalendarLink const& link, std::string const& hash) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const added = impl::change(
            sql, "INSERT INTO calendar_links (id, hash, document) VALUES (:a, :b, :c) ON CONFLICT DO NOTHING",
            {to_string(link.id), hash, json::print(link)});
        if (added == 0) return fail(ErrorCode::conflict, "this calendar link is there already");
        return {};
    });
}

Result<CalendarLink> SqlCalendarLinkStore::find_by_hash(std::string const& hash) {
    return database_.read([&](impl::Session& sql) -> Result<CalendarLink> {
        auto const rows = impl::select(sql, "SELECT document FROM calendar_links WHERE hash = :a", 1, {hash});
        if (rows.empty()) return fail(ErrorCode::not_found, "there is no such calendar link");
        return impl::read_document<CalendarLink>(rows[0].text(0), "a calendar link");
    });
}

Result<std::vector<CalendarLink>> SqlCalendarLinkStore::list() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<CalendarLink>> {
        std::vector<CalendarLink> all;
        for (auto const& row : impl::select(sql, "SELECT document FROM calendar_links ORDER BY id", 1))
            all.push_back(TRY(impl::read_document<CalendarLink>(row.text(0), "a calendar link")));
        return all;
    });
}

Result<CalendarLink> SqlCalendarLinkStore::revoke(access::CalendarLinkId id, TimePoint at) {
    return database_.write([&](impl::Session& sql) -> Result<CalendarLink> {
        auto const rows = impl::select(sql, "SELECT document FROM calendar_links WHERE id = :a", 1, {to_string(id)});
        if (rows.empty())
            return fail(ErrorCode::not_found, fmt::format("calendar link {} does not exist", to_string(id)));
        auto link = TRY(impl::read_document<CalendarLink>(rows[0].text(0), "a calendar link"));
        if (link.revoked) return link;
        link.revoked = at;
        impl::change(sql, "UPDATE calendar_links SET document = :a WHERE id = :b", {json::print(link), to_string(id)});
        return link;
    });
}

}  // namespace troupe::storage
