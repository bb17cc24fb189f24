#pragma once

#include <gtest/gtest.h>
#include <memory>
#include <string>

#include "writing/builtin/builtin_writer.hpp"

namespace troupe::writing::testing {

/// One built-in writer for a whole test program: reading its banks takes longer than most tests.
inline Writer const& writer() {
    static auto const opened = builtin::open_writer({});
    if (!opened) ADD_FAILURE() << opened.error().message;
    return **opened;
}

inline artist::Profile identity(std::string const& prompt, std::uint64_t seed = 1, std::vector<RosterEntry> roster = {}) {
    auto profile = writer().identity({.prompt = prompt, .seed = seed, .roster = std::move(roster)});
    EXPECT_TRUE(profile.has_value()) << (profile ? "" : profile.error().message);
    return profile ? *profile : artist::Profile{};
}

inline std::string refusal(std::string const& prompt) {
    auto const profile = writer().identity({.prompt = prompt, .seed = 1});
    if (profile) return {};
    EXPECT_EQ(profile.error().code, ErrorCode::invalid_input);
    return profile.error().message;
}

inline bool has_line(std::vector<std::string> const& list, std::string_view part) {
    for (auto const& line : list)
        if (line.find(part) != std::string::npos) return true;
    return false;
}

inline constexpr char const* mysterious =
    "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence";

}  // namespace troupe::writing::testing
