#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "writing/impl/banks.hpp"
#include "writing/impl/prompt.hpp"
#include "writing/impl/understanding.hpp"

namespace troupe::writing::impl {

/// "In the style of <Name>": takes the name out of the tokens and says so. We do not imitate a person.
void drop_imitation(std::vector<Token>& tokens, Understood& out);
/// "named Vanta", "called \"Slow Turbine\"".
void take_name(std::vector<Token>& tokens, std::string_view prompt, Understood& out);

/// Walks over the words of a prompt once per kind of thing it may say, marking what it understood.
class PromptReader {
public:
    PromptReader(std::vector<Token>& tokens, Banks const& banks, GenreTable const& genres, Understood& out)
        : tokens_(tokens), banks_(banks), lexicon_(banks.lexicon), genres_(genres), out_(out) {}

    void read();

private:
    void read_subjects();
    void read_negations();
    void read_tempo();
    void read_genres();
    void read_vocals();
    void read_places();
    void read_families();
    void read_instruments();
    void read_axes();
    void settle_axis(std::size_t axis, double up, double down);
    [[nodiscard]] bool is_genre_word(std::string const& word) const;
    void add_subject(std::size_t first, std::size_t last);
    void read_alias(std::string const& id, std::string const& alias, bool stand_in);
    void mark(std::size_t first, std::size_t count);
    [[nodiscard]] bool known_noun(std::vector<std::string> const& nouns, std::size_t at) const;
    [[nodiscard]] std::string said(std::size_t first, std::size_t count) const;

    std::vector<Token>& tokens_;
    Banks const& banks_;
    Lexicon const& lexicon_;
    GenreTable const& genres_;
    Understood& out_;
    std::array<double, 8> up_{};
    std::array<double, 8> down_{};
};

}  // namespace troupe::writing::impl
