#pragma once

#include <cstdio>
#include <cstdlib>
#include <source_location>
#include <string>
#include <string_view>

#include "base/result.hpp"

/// What every target checks with: a promise that does not hold ends the program, which is how a fuzzer hears of it.
inline void demand(bool holds, std::source_location const& where = std::source_location::current()) {
    if (holds) return;
    std::fprintf(stderr, "%s:%u: a promise does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
}

inline std::string_view text_of(unsigned char const* data, std::size_t size) { return {reinterpret_cast<char const*>(data), size}; }

/// Words that can stand in a log and a list: no line break, no control character, no novel.
inline void demand_one_line(std::string_view words, std::size_t most_bytes = 4000,
                            std::source_location const& where = std::source_location::current()) {
    demand(words.size() <= most_bytes, where);
    for (auto const c : words) demand(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, where);
}

/// Somebody else's mistake: told as one, in a line for people.
inline void demand_refusal(troupe::Error const& error, std::source_location const& where = std::source_location::current()) {
    demand(error.code == troupe::ErrorCode::invalid_input && !error.message.empty(), where);
    demand_one_line(error.message, 4000, where);
}
