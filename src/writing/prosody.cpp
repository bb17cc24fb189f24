#include "writing/prosody.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::writing {
namespace {

/// One syllable: its sounds and whether it is stressed.
struct Syllable {
    std::vector<std::string> sounds;
    bool stressed = false;
};

bool is_vowel_sound(std::string_view sound) {
    return !sound.empty() && std::string_view("aeiou").find(sound.front()) != std::string_view::npos;
}

bool is_vowel_letter(char c) { return std::string_view("aeiouy").find(c) != std::string_view::npos; }

/// `(((ax) 0) ((b ae k) 1))` as syllables.
std::vector<Syllable> parse_entry(std::string_view text) {
    std::vector<Syllable> syllables;
    Syllable current;
    std::string word;
    for (auto c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
            word += c;
            continue;
        }
        if (word == "0" || word == "1" || word == "2") {
            current.stressed = word == "1";
            syllables.push_back(std::move(current));
            current = {};
        } else if (!word.empty()) {
            current.sounds.push_back(word);
        }
        word.clear();
    }
    return syllables;
}

std::string plain_word(std::string_view word) {
    std::string out;
    for (auto c : text::lower(text::replace_all(std::string(word), "\u2019", "'")))
        if (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '\'') out += c;
    while (!out.empty() && out.back() == '\'') out.pop_back();
    while (!out.empty() && out.front() == '\'') out.erase(0, 1);
    return out;
}

/// The words of a line; hyphens and dashes part them.
std::vector<std::string> sung_words(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    auto const flush = [&] {
        auto plain = plain_word(word);
        if (!plain.empty()) words.push_back(std::move(plain));
        word.clear();
    };
    for (auto c : line) {
        if (c == ' ' || c == '-' || c == '/' || c == '\n') flush();
        else word += c;
    }
    flush();
    return words;
}

int letter_syllables(std::string const& word) {
    int groups = 0;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (is_vowel_letter(word[i]) && (i == 0 || !is_vowel_letter(word[i - 1]))) ++groups;
    auto const ends = [&](std::string_view tail) { return word.size() > tail.size() + 1 && word.ends_with(tail); };
    if (groups > 1 && ends("e") && !ends("le") && !is_vowel_letter(word[word.size() - 2])) --groups;
    if (groups > 1 && ends("ed") && !ends("ted") && !ends("ded")) --groups;
    if (groups > 1 && ends("es") && !ends("ses") && !ends("ces") && !ends("ges") && !ends("shes") && !ends("ches") && !ends("xes") && !ends("zes")) --groups;
    return std::max(1, groups);
}

std::string letter_key(std::string word) {
    if (word.size() > 3 && word.ends_with("e") && !is_vowel_letter(word[word.size() - 2])) word.pop_back();
    auto at = word.size();
    while (at > 0 && !is_vowel_letter(word[at - 1])) --at;
    while (at > 0 && is_vowel_letter(word[at - 1])) --at;
    return word.substr(at);
}

std::string key_of(std::vector<Syllable> const& syllables) {
    std::size_t from = syllables.size() - 1;
    for (std::size_t i = 0; i < syllables.size(); ++i)
        if (syllables[i].stressed) from = i;
    std::string key;
    bool open = false;
    for (auto i = from; i < syllables.size(); ++i)
        for (auto const& sound : syllables[i].sounds) {
            open = open || is_vowel_sound(sound);
            if (open) key += (key.empty() ? "" : " ") + sound;
        }
    return key;
}

/// Consonants that ears take for one another at the end of a line.
std::string family_of(std::string_view sound) {
    for (auto const* group : {"m n ng", "t d", "p b", "k g", "s z", "f v th dh", "sh zh ch jh"})
        for (auto const& member : text::split(group, ' '))
            if (member == sound) return std::string(group, 2);
    return std::string(sound);
}

/// The vowel, then consonants by family, without a closing s.
std::string loose(std::string const& key) {
    auto sounds = text::split(key, ' ');
    if (sounds.size() > 2 && (sounds.back() == "s" || sounds.back() == "z" || sounds.back() == "d" || sounds.back() == "t")) sounds.pop_back();
    std::string out;
    for (auto const& sound : sounds) out += (sound == "ao" ? "aa" : is_vowel_sound(sound) ? sound : family_of(sound)) + " ";
    return out;
}

}  // namespace

/// The dictionary's text, sorted by word, searched by halves: nothing is parsed that is not asked for.
struct Prosody::Dictionary {
    std::string text;
    std::vector<std::size_t> lines;  ///< where each line starts

    std::vector<Syllable> find(std::string const& word) const {
        auto const head = "(\"" + word + "\" ";
        auto const start = std::lower_bound(lines.begin(), lines.end(), head, [&](std::size_t line, std::string const& wanted) {
            return std::string_view(text).substr(line, wanted.size()) < wanted;
        });
        if (start == lines.end() || text.compare(*start, head.size(), head) != 0) return {};
        auto const first = text.find('(', *start + head.size());
        return parse_entry(std::string_view(text).substr(first, text.find('\n', first) - first));
    }

    /// "windowsill" ends like "sill": the longest known ending, the rest by its letters.
    std::vector<Syllable> pronounce_compound(std::string const& word) const {
        for (std::size_t at = 3; at + 3 <= word.size(); ++at) {
            auto const tail = find(word.substr(at));
            if (tail.empty()) continue;
            std::vector<Syllable> whole(static_cast<std::size_t>(letter_syllables(word.substr(0, at))));
            whole.insert(whole.end(), tail.begin(), tail.end());
            return whole;
        }
        return {};
    }

    /// With the endings the dictionary leaves out: possessives and dropped letters.
    std::vector<Syllable> pronounce(std::string const& word) const {
        auto found = find(word);
        if (!found.empty()) return found;
        if (word.ends_with("'s")) {
            found = find(word.substr(0, word.size() - 2));
            if (!found.empty()) found.back().sounds.emplace_back("z");
        } else if (word.size() > 3 && word.ends_with("s") && !word.ends_with("ss")) {
            found = find(word.substr(0, word.size() - 1));
            if (!found.empty()) found.back().sounds.emplace_back("z");
        } else if (word.find('\'') != std::string::npos) {
            found = find(text::replace_all(word, "'", ""));
        }
        return found.empty() ? pronounce_compound(word) : found;
    }
};

Prosody::Prosody(std::filesystem::path const& dictionary) : dictionary_(std::make_unique<Dictionary>()) {
    auto text = read_file(dictionary, 64U << 20U);
    if (!text || text->find("(\"") == std::string::npos) return;
    dictionary_->text = std::move(*text);
    for (std::size_t at = 0; at < dictionary_->text.size();) {
        if (dictionary_->text.compare(at, 2, "(\"") == 0) dictionary_->lines.push_back(at);
        auto const end = dictionary_->text.find('\n', at);
        if (end == std::string::npos) break;
        at = end + 1;
    }
    std::sort(dictionary_->lines.begin(), dictionary_->lines.end(), [this](std::size_t a, std::size_t b) {
        std::string_view const all(dictionary_->text);
        return all.substr(a, 40) < all.substr(b, 40);
    });
}

Prosody::~Prosody() = default;
Prosody::Prosody(Prosody&&) noexcept = default;
Prosody& Prosody::operator=(Prosody&&) noexcept = default;

bool Prosody::has_dictionary() const { return !dictionary_->lines.empty(); }

std::string Prosody::lacks() const {
    if (has_dictionary()) return {};
    return "pronunciations (festlex-cmu): syllables and rhymes of lyrics are guessed from the letters";
}

int Prosody::syllables(std::string_view text) const {
    int count = 0;
    for (auto const& word : sung_words(text)) {
        auto const found = dictionary_->pronounce(word);
        count += found.empty() ? letter_syllables(word) : static_cast<int>(found.size());
    }
    return count;
}

std::string Prosody::rhyme_key(std::string_view line) const {
    auto const words = sung_words(line);
    if (words.empty()) return {};
    auto const found = dictionary_->pronounce(words.back());
    return found.empty() ? letter_key(words.back()) : key_of(found);
}

double Prosody::rhyme(std::string_view line, std::string_view other) const {
    auto const a = sung_words(line);
    auto const b = sung_words(other);
    if (a.empty() || b.empty() || a.back() == b.back()) return 0;
    auto const key = rhyme_key(line);
    auto const other_key = rhyme_key(other);
    if (key.empty()) return 0;
    if (key == other_key) return 1;
    return loose(key) == loose(other_key) ? 0.6 : 0;
}

}  // namespace troupe::writing
