#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "writing/prosody.hpp"
#include "writing/wordnet.hpp"
#include "writing/writer.hpp"

namespace troupe::writing::builtin {

struct Settings {
    std::optional<std::filesystem::path> genre_table;  ///< ARTIST_GENRE_DB_PATH: merged over the built-in genres
    std::string default_language = "en";               ///< DEFAULT_LANG
    /// Pronunciations for syllables and rhymes; without the file they are guessed from the letters.
    std::filesystem::path pronunciations = usual_dictionary;
    /// Folder of WordNet, for words of prompts that the lexicon does not list; without it they are left out.
    std::filesystem::path word_meanings = usual_wordnet;
};

/// The offline writer: a graph of facts chosen under constraints, told through authored frames.
/// A genre table that changes on disk is read again before the next identity; a bad one is named in
/// `understanding.assumptions` and the last good one stays.
/// Errors: invalid_input (table file or field), not_found (no such table file).
[[nodiscard]] Result<std::unique_ptr<Writer>> open_writer(Settings const& settings);

}  // namespace troupe::writing::builtin
