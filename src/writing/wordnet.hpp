#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace troupe::writing {

/// Where Debian's wordnet-base puts it.
inline constexpr auto usual_wordnet = "/usr/share/wordnet";

/// What words mean, from the files of WordNet 3 when the machine has them (Debian's wordnet-base). Nothing is loaded:
/// every question reads the few lines that answer it. Safe to call from several threads.
class WordNet {
public:
    enum class Kind { noun, adjective };

    /// From one meaning to another. Symbols as in wninput(5): '&' similar, '!' antonym, '@' hypernym, '+' derived form,
    /// '\\' pertains to, '^' see also.
    struct Pointer {
        char symbol = ' ';
        Kind kind = Kind::noun;
        std::uint64_t synset = 0;
    };

    /// One meaning: the words that share it and its definition, without the examples.
    struct Synset {
        std::vector<std::string> words;
        std::vector<Pointer> pointers;
        std::string definition;
    };

    /// A folder that is missing or holds something else is no error: then no word has a meaning.
    explicit WordNet(std::filesystem::path const& folder);
    ~WordNet();
    WordNet(WordNet&&) noexcept;
    WordNet& operator=(WordNet&&) noexcept;

    [[nodiscard]] bool is_there() const;
    /// What is missing and what it would be good for, for `troupe doctor`; empty when nothing is.
    [[nodiscard]] std::string lacks() const;

    /// The meanings of a word in lower case, the commonest first; empty when it is unknown.
    [[nodiscard]] std::vector<std::uint64_t> senses(std::string_view word, Kind kind) const;
    /// Empty for a number that `senses` and `Pointer` did not give.
    [[nodiscard]] Synset synset(Kind kind, std::uint64_t number) const;

private:
    class File;
    struct Files;
    std::unique_ptr<Files> files_;
};

}  // namespace troupe::writing
