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
#include "writing/wordnet.hpp"

namespace troupe::writing::impl {

/// What a prompt says, before anything is chosen.
struct Understood {
    std::string prompt;         ///< cleaned
    std::string language = "en";  ///< BCP 47; "und": none that is read
    double confidence = 0;        ///< 0..1; below `vague_confidence` (writer.hpp) exactly when `is_vague`
    bool is_vague = false;        ///< says nothing that would tell one artist from another: offer several
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
    std::vector<std::string> words;              ///< what else it speaks of, in English: "hospital", "driver"
    std::vector<std::string> instruments;
    std::optional<std::string> place;            ///< id of the place bank
    std::optional<std::string> country;
    std::vector<std::string> other_countries;    ///< where the home must not be
    std::vector<std::string> models;             ///< genres of the artists that were named as models
    std::optional<std::string> name;
    bool is_group = false;
};

/// Reads a prompt in English, Spanish, German, French, Portuguese or Italian, and says what it could not read. Words that
/// the lexicon does not list are looked up in `net`, which may be empty.
/// Errors: invalid_input (blank, too long, refused with the reason, nothing but symbols, a known artist's name).
[[nodiscard]] Result<Understood> understand(std::string_view prompt, Banks const& banks, GenreTable const& genres,
                                            WordNet const& net);

}  // namespace troupe::writing::impl
