#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "writing/impl/banks.hpp"
#include "writing/impl/prompt.hpp"
#include "writing/impl/understanding.hpp"
#include "writing/wordnet.hpp"

namespace troupe::writing::impl {

/// Walks over the English words of a prompt once per kind of thing it may say, marking what it understood.
class PromptReader {
public:
    PromptReader(std::vector<Token>& tokens, Banks const& banks, GenreTable const& genres, WordNet const& net, Understood& out)
        : tokens_(tokens), phrases_(tokens), banks_(banks), lexicon_(banks.lexicon), genres_(genres), net_(net), out_(out) {}

    void read();

private:
    void read_tempo();
    void read_genres();
    void read_alias(std::string const& id, std::string const& alias, bool stand_in);
    void read_vocals();
    void read_voice_kind();
    void read_places();
    void read_countries();
    void read_families();
    void read_instruments();
    void read_models();

    // prompt_subjects.cpp
    void read_subjects();
    std::size_t read_subject_list(std::size_t about);
    void add_subject(std::size_t first, std::size_t last);
    void add_long_subject(std::size_t first, std::size_t last);
    [[nodiscard]] bool is_no_subject(std::size_t first, std::size_t last) const;
    [[nodiscard]] std::string subject_words(std::size_t first, std::size_t last) const;

    // prompt_negations.cpp
    void read_negations();
    void deny(std::size_t at, std::size_t count, bool one_thing);
    void reduce(std::size_t at, std::size_t count);
    bool deny_noun(std::size_t at, std::size_t next, bool reduced);
    [[nodiscard]] bool is_thing(std::size_t at) const;

    // prompt_axes.cpp
    void read_axes();
    void read_unlisted();
    void weigh(std::size_t at, std::size_t count, std::vector<LexiconEntry> const& entries);
    [[nodiscard]] double degree_before(std::size_t at) const;
    [[nodiscard]] bool is_small(std::string const& word) const;
    void settle_axis(std::size_t axis);

    void mark(std::size_t first, std::size_t count);
    [[nodiscard]] bool is_genre_word(std::string const& word) const;
    [[nodiscard]] bool is_public_noun(std::size_t at) const;
    [[nodiscard]] bool is_voice_noun(std::size_t at) const;
    /// How many words of the longest phrase of the set stand here; 0: none.
    [[nodiscard]] std::size_t match(Words const& words, std::size_t at) const;
    [[nodiscard]] std::string said(std::size_t first, std::size_t count) const;

    std::vector<Token>& tokens_;
    PhraseIndex phrases_;
    Banks const& banks_;
    Lexicon const& lexicon_;
    GenreTable const& genres_;
    WordNet const& net_;
    Understood& out_;
    std::array<double, 8> up_{};
    std::array<double, 8> down_{};
};

inline void add_once(std::vector<std::string>& list, std::string item) {
    for (auto const& present : list)
        if (present == item) return;
    list.push_back(std::move(item));
}

}  // namespace troupe::writing::impl
