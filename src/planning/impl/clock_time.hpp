#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

namespace troupe::planning::impl {

/// "19:30" as minutes of the day; nothing for anything else.
inline std::optional<int> parse_clock(std::string_view text) {
    auto const digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 100; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int const hour = digit(0) * 10 + digit(1);
    int const minute = digit(3) * 10 + digit(4);
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

inline std::string format_clock(int minute_of_day) {
    return fmt::format("{:02}:{:02}", minute_of_day / 60, minute_of_day % 60);
}

}  // namespace troupe::planning::impl
