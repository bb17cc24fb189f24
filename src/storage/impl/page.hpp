#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage::impl {

/// A page of a list, newest first, found by the key it begins below: it costs the same wherever it lies.
class PageQuery {
public:
    struct Rows {
        std::vector<Row> rows;
        bool has_more = false;
    };

    /// `select` is a query without WHERE; `key` the column of ids that orders it.
    PageQuery(std::string select, std::string key, std::size_t columns = 1)
        : select_(std::move(select)), key_(std::move(key)), columns_(columns) {}

    void where(std::string const& column, std::string value) { add(column + " = ", std::move(value)); }
    /// A condition without values, as it stands in SQL: never of what somebody wrote.
    void where_it_says(std::string_view condition) { conditions_ += (conditions_.empty() ? " WHERE " : " AND ") + std::string(condition); }
    void below(std::string key) { add(key_ + " < ", std::move(key)); }

    /// Errors: invalid_input (limit not within 1 and 500), unavailable.
    [[nodiscard]] Result<Rows> run(Connections& connections, int limit) const;

private:
    void add(std::string condition, std::string value);

    std::string select_, key_, conditions_;
    std::size_t columns_;
    Parameters values_;
};

}  // namespace troupe::storage::impl
