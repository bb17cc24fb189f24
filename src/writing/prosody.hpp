#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace troupe::writing {

/// Where Debian's festlex-cmu puts it.
inline constexpr auto usual_dictionary = "/usr/share/festival/dicts/cmu/cmudict-0.4.out";

/// How words sound: from a pronouncing dictionary when the machine has one (Debian's festlex-cmu), from their letters
/// otherwise. Safe to call from several threads.
class Prosody {
public:
    /// A file that is missing or not such a dictionary is no error: then the letters speak.
    explicit Prosody(std::filesystem::path const& dictionary);
    ~Prosody();
    Prosody(Prosody&&) noexcept;
    Prosody& operator=(Prosody&&) noexcept;

    [[nodiscard]] bool has_dictionary() const;
    /// What is missing and what it would be good for, for `troupe doctor`; empty when nothing is.
    [[nodiscard]] std::string lacks() const;

    /// Of a word or a line; at least 1 for anything with a letter.
    [[nodiscard]] int syllables(std::string_view text) const;

    /// The sounds of the last word from its last stressed vowel on ("ay t" for "tonight"); letters without a dictionary.
    [[nodiscard]] std::string rhyme_key(std::string_view line) const;

    /// 1: the same sounds; 0.6: the same vowel and related consonants ("home", "phone"); 0: no rhyme, or the same word.
    [[nodiscard]] double rhyme(std::string_view line, std::string_view other) const;

private:
    struct Dictionary;
    std::unique_ptr<Dictionary> dictionary_;
};

}  // namespace troupe::writing
