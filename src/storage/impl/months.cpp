#include "storage/impl/months.hpp"

#include <fmt/format.h>

#include <set>

#include "storage/impl/postgres_locks.hpp"
#include "storage/impl/session.hpp"

namespace troupe::storage::impl {
namespace {

using std::chrono::year_month;

std::string first_day(year_month month) {
    return fmt::format("{:04}-{:02}-01", static_cast<int>(month.year()), static_cast<unsigned>(month.month()));
}

/// What the catalogue says now, whatever the transaction's snapshot is.
bool is_there(Session& sql, std::string const& table) {
    return !select(sql, "SELECT to_regclass(CAST(:a AS text))", 1, {table}).at(0).is_null(0);
}

void make(Session& sql, year_month month, std::string const& table) {
    // Attached, not created as a part: others go on reading and writing the table meanwhile.
    change(sql, fmt::format("CREATE TABLE {} (LIKE observations INCLUDING ALL)", table));
    change(sql, fmt::format("ALTER TABLE observations ATTACH PARTITION {} FOR VALUES FROM ('{}') TO ('{}')", table,
                            first_day(month), first_day(month + std::chrono::months(1))));
}

}  // namespace

void make_months(Session& sql, std::vector<Date> const& days) {
    if (sql.dialect() == Dialect::sqlite) return;
    std::set<year_month> months;
    for (auto const& day : days) months.insert(day.year() / day.month());
    for (auto const& month : months) {
        auto const table = fmt::format("observations_{:04}_{:02}", static_cast<int>(month.year()),
                                       static_cast<unsigned>(month.month()));
        if (sql.knows_month(table)) continue;
        if (!is_there(sql, table)) {
            (void)select(sql, partition_lock, 1);
            if (!is_there(sql, table)) make(sql, month, table);
        }
        sql.note_month(table);
    }
}

}  // namespace troupe::storage::impl
