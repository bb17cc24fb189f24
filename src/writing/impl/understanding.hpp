#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "writing/impl/axes.hpp"
#include "writing/impl/banks.hpp"
#include "writing/tables.hpp"

namespace troupe::writing::impl {

/// What a prompt says, before anything is chosen.
struct Understood {
    std::string prompt;         ///< cleaned
    std::string language = "en";
    double confidence = 0;      ///< 0..1
    std::vector<std::string> heard;
    std::vector<std::string> assumptions;
    Axes axes{};                ///< 0 where nothing was said
    std::vector<std::size_t> tensions;           ///< axes on which the prompt pulls both ways
    std::map<std::string, double> genres;        ///< evidence by genre id; 3 or more: it was named
    std::optional<std::string> family;           ///< electronic, hip_hop, ...
    std::optional<std::string> vocals;           ///< none, sung, rapped, ...
    std::optional<std::string> voice_kind;       ///< "female", "deep"
    std::optional<std::pair<int, int>> bpm;
    std::vector<std::string> subjects;           ///< "lighthouses": must be heard
    std::vector<std::string> topics;             ///< tags of what the words are about
    std::vector<std::string> instruments;
    std::optional<std::string> place;            ///< id of the place bank
    std::optional<std::string> country;
    std::optional<std::string> name;
    bool is_group = false;
};

/// Reads a prompt in English, Spanish, German, French, Portuguese or Italian, and says what it could not read.
/// Errors: invalid_input (blank, too long, refused with the reason, nothing but symbols).
[[nodiscard]] Result<Understood> understand(std::string_view prompt, Banks const& banks, GenreTable const& genres);

}  // namespace troupe::writing::impl
