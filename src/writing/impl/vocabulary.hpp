#pragma once

#include <string_view>

#include "writing/impl/banks.hpp"
#include "writing/tables.hpp"

namespace troupe::writing::impl {

/// Which words mean anything to us at all.
class Vocabulary {
public:
    Vocabulary(Banks const& banks, GenreTable const& genres) : banks_(banks), genres_(genres) {}

    /// A word of the lexicon, of a genre or of a place, in English.
    [[nodiscard]] bool is_english(std::string_view word) const;
    /// The same, or a word of one of the other languages.
    [[nodiscard]] bool is_known(std::string_view word) const;
    /// A place, a country or a genre under this name.
    [[nodiscard]] bool is_named_thing(std::string_view phrase) const;

private:
    [[nodiscard]] bool is_lexical(std::string_view word) const;
    [[nodiscard]] bool is_of_genre(std::string_view word) const;

    Banks const& banks_;
    GenreTable const& genres_;
};

}  // namespace troupe::writing::impl
