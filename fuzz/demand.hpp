#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// What every target checks with (clang 14 has no std::source_location): a promise that does not hold ends the program, which is how a fuzzer hears of it.
inline void demand(bool holds, char const* file = __builtin_FILE(), int line = __builtin_LINE()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%d: a promise does not hold\n", file, line);
    std::abort();
}

inline std::string_view text_of(unsigned char const* data, std::size_t size) { return {reinterpret_cast<char const*>(data), size}; }

/// Words that can stand in a log and a list: no line break, no control character, no novel.
inline void demand_one_line(std::string_view words, std::size_t most_bytes = 4000, char const* file = __builtin_FILE(), int line = __builtin_LINE()) {
    demand(words.size() <= most_bytes, file, line);
    for (auto const c : words) demand(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, file, line);
}

/// The user's own mistake in a file of theirs: told as one. What it quotes stands there as it stands in the file.
inline void demand_reason(troupe::Error const& error, char const* file = __builtin_FILE(), int line = __builtin_LINE()) {
    demand(error.code == troupe::ErrorCode::invalid_input && !error.message.empty(), file, line);
}

/// Somebody else's mistake: told as one, in a line for people.
inline void demand_refusal(troupe::Error const& error, char const* file = __builtin_FILE(), int line = __builtin_LINE()) {
    demand(error.code == troupe::ErrorCode::invalid_input && !error.message.empty(), file, line);
    demand_one_line(error.message, 4000, file, line);
}
