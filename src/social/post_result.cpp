#include "social/post_result.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace troupe::social {

bool says_nothing(PostCounts const& counts) {
    return !counts.views && !counts.likes && !counts.reposts && !counts.replies && !counts.clicks;
}

std::string describe(PostCounts const& counts) {
    std::vector<std::string> parts;
    auto const add = [&](std::optional<std::int64_t> const& count, std::string_view one, std::string_view many) {
        if (count) parts.push_back(fmt::format("{} {}", *count, *count == 1 ? one : many));
    };
    add(counts.views, "view", "views");
    add(counts.likes, "like", "likes");
    add(counts.reposts, "repost", "reposts");
    add(counts.replies, "reply", "replies");
    add(counts.clicks, "click", "clicks");
    return parts.empty() ? "nothing is reported" : text::join(parts, ", ");
}

bool says_the_same(PostReading const& a, PostReading const& b) {
    return a.artist == b.artist && a.platform == b.platform && a.posted == b.posted && a.is_gone == b.is_gone &&
           a.counts.views == b.counts.views && a.counts.likes == b.counts.likes &&
           a.counts.reposts == b.counts.reposts && a.counts.replies == b.counts.replies &&
           a.counts.clicks == b.counts.clicks;
}

}  // namespace troupe::social
