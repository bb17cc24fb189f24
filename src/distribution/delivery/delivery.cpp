#include "distribution/delivery/delivery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace troupe::distribution {

Result<void> check_remote_path(std::string_view path) {
    auto const refuse = [&](char const* why) {
        return fail(ErrorCode::invalid_input, fmt::format("path \"{}\": {}", text::excerpt(path, 200), why));
    };
    if (path.empty()) return {};
    if (path.size() > 1000) return refuse("is longer than 1000 bytes");
    if (!text::is_valid_utf8(path)) return refuse("is not UTF-8");
    if (path.find('\\') != path.npos ||
        std::any_of(path.begin(), path.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
        return refuse("has a backslash or a control character");
    for (auto const& name : text::split(path, '/')) {
        if (name.empty()) return refuse("has an empty name; write it relative, with one / between names");
        if (name == "." || name == "..") return refuse("leads out of its folder");
    }
    return {};
}

}  // namespace troupe::distribution
