#include "music/impl/syllables.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "base/text.hpp"

namespace troupe::music::impl {
namespace {

bool is_vowel(char32_t c) {
    static std::u32string const vowels = U"aeiouyAEIOUYäöüéèêáàâíìóòôúùæøåœÄÖÜÉÈÁÀÍÓÚ";
    return vowels.find(c) != std::u32string::npos;
}

bool is_letter(char32_t c) { return is_vowel(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c > 127; }

struct Group {
    std::size_t begin = 0, end = 0;  ///< of vowels
};

std::vector<Group> vowel_groups(std::u32string const& word) {
    std::vector<Group> groups;
    for (std::size_t i = 0; i < word.size(); ++i) {
        // A y that opens a word or stands before a vowel is a consonant.
        bool const glide = (word[i] == 'y' || word[i] == 'Y') && (i == 0 || (i + 1 < word.size() && is_vowel(word[i + 1])));
        if (!is_vowel(word[i]) || glide) continue;
        if (!groups.empty() && groups.back().end == i) groups.back().end = i + 1;
        else groups.push_back({i, i + 1});
    }
    return groups;
}

/// "make", "loved", "lanes": the e is not sung; "table", "wanted", "roses" keep it.
bool silent_ending(std::u32string const& word, Group const& last) {
    if (last.end - last.begin != 1 || (word[last.begin] != 'e' && word[last.begin] != 'E') || last.begin == 0) return false;
    auto const rest = word.substr(last.end);
    auto const before = word[last.begin - 1];
    std::u32string const hissing = U"sxzcgh";
    if (rest.empty()) return !(before == 'l' && last.begin >= 2 && !is_vowel(word[last.begin - 2]));
    if (rest == U"d") return before != 't' && before != 'd';
    if (rest == U"s") return hissing.find(before) == std::u32string::npos;
    return false;
}

void cut_word(std::u32string const& word, std::vector<Syllable>& out) {
    auto groups = vowel_groups(word);
    if (groups.size() > 1 && silent_ending(word, groups.back())) groups.pop_back();
    std::size_t from = 0;
    for (std::size_t g = 0; g + 1 < groups.size(); ++g) {
        auto const between = groups[g + 1].begin - groups[g].end;
        auto const cut = groups[g].end + (between >= 2 ? between / 2 : 0);
        out.push_back({text::encode(word.substr(from, cut - from)), false, false});
        from = cut;
    }
    if (groups.empty() && !std::any_of(word.begin(), word.end(), is_letter) && !out.empty()) return;
    out.push_back({text::encode(word.substr(from)), true, false});
}

/// Joins the shortest neighbours or lengthens the last, until there are as many as asked for.
void adjust(std::vector<Syllable>& syllables, std::size_t wanted) {
    while (syllables.size() > wanted) {
        std::size_t best = 0;
        for (std::size_t i = 0; i + 1 < syllables.size(); ++i)
            if (syllables[i].text.size() + syllables[i + 1].text.size() < syllables[best].text.size() + syllables[best + 1].text.size()) best = i;
        syllables[best].text += (syllables[best].ends_word ? " " : "") + syllables[best + 1].text;
        syllables[best].ends_word = syllables[best + 1].ends_word;
        syllables.erase(syllables.begin() + static_cast<std::ptrdiff_t>(best) + 1);
    }
    while (!syllables.empty() && syllables.size() < wanted) {
        syllables.back().ends_word = false;
        syllables.push_back({"~", true, false});
    }
}

bool carries_meaning(std::string const& word) {
    static std::set<std::string, std::less<>> const others{
        "a",    "an",   "the",  "of",   "to",   "in",   "on",   "at",  "and",  "or",   "but",  "my",    "your", "his",  "her",  "its",
        "our",  "their", "i",   "you",  "we",   "he",   "she",  "it",  "they", "me",   "us",   "them",  "him",  "is",   "am",   "are",
        "was",  "were", "be",   "been", "do",   "does", "did",  "has", "have", "had",  "for",  "with",  "by",   "from", "as",   "that",
        "this", "so",   "if",   "than", "then", "will", "would", "can", "could", "should", "i'm", "it's", "i'll", "you're", "we're", "not"};
    return !others.contains(word);
}

/// Which syllable of a word is stressed, from its spelling.
std::size_t stressed_of(std::string const& word, std::size_t count) {
    static constexpr std::array<std::string_view, 8> endings{"tion", "sion", "tions", "ic", "ity", "ious", "cial", "ician"};
    static constexpr std::array<std::string_view, 14> prefixes{"a", "be", "re", "de", "un", "ex", "con", "com", "for", "pre", "to", "im", "in", "en"};
    if (count < 2) return 0;
    for (auto const ending : endings)
        if (word.ends_with(ending) && count > 2) return count - (ending == "ity" ? 3 : 2);
    for (auto const prefix : prefixes)
        if (count == 2 && word.size() > prefix.size() + 3 && word.starts_with(prefix) && !is_vowel(static_cast<unsigned char>(word[prefix.size()])) &&
            (prefix.size() > 1 || word.find_first_of("aeiou", 1) > 1))
            return 1;
    return 0;
}

/// Letters alone, lower case, across the syllables of one word.
std::string letters_of(std::vector<Syllable> const& syllables, std::size_t first, std::size_t end) {
    std::string word;
    for (auto i = first; i < end; ++i)
        for (char const c : text::lower(syllables[i].text))
            if ((c >= 'a' && c <= 'z') || c == '\'') word += c;
    return word;
}

void guess_stresses(std::vector<Syllable>& syllables) {
    for (std::size_t first = 0; first < syllables.size();) {
        auto end = first + 1;
        while (end < syllables.size() && !syllables[end - 1].ends_word) ++end;
        auto const word = letters_of(syllables, first, end);
        if (!word.empty() && carries_meaning(word)) syllables[first + stressed_of(word, end - first)].stressed = true;
        first = end;
    }
}

void set_stresses(std::vector<Syllable>& syllables, std::string const& stresses) {
    if (stresses.size() != syllables.size()) {
        guess_stresses(syllables);
        return;
    }
    for (std::size_t i = 0; i < syllables.size(); ++i) syllables[i].stressed = stresses[i] == '1';
}

}  // namespace

std::vector<Syllable> syllables_of(LyricLine const& line) {
    std::vector<Syllable> out;
    if (!line.parts.empty()) {
        for (auto const& part : line.parts) out.push_back({std::string(text::trim(part)), part.empty() || part.back() != '-', false});
    } else {
        for (auto const& word : text::split(text::replace_all(line.text, "\t", " "), ' '))
            if (!text::trim(word).empty()) cut_word(text::decode(word), out);
        if (line.syllables > 0) adjust(out, static_cast<std::size_t>(line.syllables));
    }
    set_stresses(out, line.stresses);
    return out;
}

char vowel_of(std::string_view syllable) {
    auto const lower = text::lower(syllable);
    auto const at = lower.find_first_of("aeiouy");
    if (at == std::string::npos) return syllable == "~" ? 'a' : 'u';
    auto const next = at + 1 < lower.size() ? lower[at + 1] : ' ';
    switch (lower[at]) {
        case 'y': return 'i';
        case 'e': return next == 'e' || next == 'a' ? 'i' : 'e';
        case 'o': return next == 'o' || next == 'u' ? 'u' : 'o';
        case 'a': return next == 'i' || next == 'y' ? 'e' : 'a';
        case 'i': return next == 'g' || at + 2 < lower.size() ? 'i' : 'a';
        default: return lower[at];
    }
}

}  // namespace troupe::music::impl
