#include "storage/impl/page.hpp"

#include <fmt/format.h>

namespace troupe::storage::impl {

void PageQuery::add(std::string condition, std::string value) {
    values_.emplace_back(std::move(value));
    conditions_ += fmt::format("{}{}:p{}", conditions_.empty() ? " WHERE " : " AND ", condition, values_.size());
}

Result<PageQuery::Rows> PageQuery::run(Connections& connections, int limit) const {
    if (limit < 1 || limit > 500) return fail(ErrorCode::invalid_input, fmt::format("limit: {} is not within 1 and 500", limit));
    // One more than asked for tells whether there is a next page.
    auto const query = fmt::format("{}{} ORDER BY {} DESC LIMIT {}", select_, conditions_, key_, limit + 1);
    return connections.read([&](Session& sql) -> Result<Rows> {
        Rows found{.rows = select(sql, query, columns_, values_)};
        found.has_more = found.rows.size() > static_cast<std::size_t>(limit);
        if (found.has_more) found.rows.pop_back();
        return found;
    });
}

}  // namespace troupe::storage::impl
