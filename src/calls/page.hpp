#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/json_schema.hpp"

namespace troupe::calls {

/// Part of a long list. The next part begins `after` what `next` says.
template <class Item>
struct Page {
    std::vector<Item> items;
    std::optional<std::string> next;  ///< absent: the last page
    BOOST_DESCRIBE_CLASS(Page, (), (items, next), (), ())
};

/// Where a page begins. Error: invalid_input naming `after`.
template <class Tag>
[[nodiscard]] Result<std::optional<Id<Tag>>> page_start(std::string const& after) {
    if (after.empty()) return std::optional<Id<Tag>>{};
    auto id = parse_id<Tag>(after);
    if (!id) return wrong_field("after", "expected the `next` of the page before");
    return std::optional<Id<Tag>>(*id);
}
template <class Tag>
[[nodiscard]] std::optional<std::string> page_end(std::optional<Id<Tag>> const& next) {
    return next ? std::optional(to_string(*next)) : std::nullopt;
}

[[nodiscard]] inline json::Descriptions about_pages() {
    return {{"after", "`next` of the page before"}, {"limit", "How many, 1 to 500"}};
}

}  // namespace troupe::calls
