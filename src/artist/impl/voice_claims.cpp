#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "artist/impl/knowledge.hpp"
#include "base/text.hpp"

namespace troupe::artist::impl {
namespace {

using Names = std::set<std::string, std::less<>>;

/// Edits between two words: letters put in, left out, exchanged, or two swapped (Damerau and Levenshtein, restricted).
std::size_t edits(std::u32string const& a, std::u32string const& b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) cost[i][0] = i;
    for (std::size_t j = 0; j <= b.size(); ++j) cost[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i)
        for (std::size_t j = 1; j <= b.size(); ++j) {
            cost[i][j] =
                std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost[a.size()][b.size()];
}

std::string without_possessive(std::string word) {
    if (word.ends_with("'s"))
        word.resize(word.size() - 2);
    else if (word.ends_with("s'"))
        word.pop_back();
    return word;
}

/// Words that stand where the name might, one or two letters off.
void check_name(Knowledge const& knowledge, Words const& words, Report& report) {
    auto const name = words_of(knowledge.profile.core.name);
    if (name.empty()) return;
    std::string whole;
    for (auto const& word : name) whole += word.lower;
    auto const letters = text::decode(whole);
    for (std::size_t at = 0; at + name.size() <= words.size(); ++at) {
        std::string said;
        bool in_capitals = true;
        bool is_near = false;  // another word of the name stands there as it should
        for (std::size_t i = 0; i < name.size(); ++i) {
            auto const& word = words[at + i];
            said +=
                i + 1 == name.size() && !name[i].lower.ends_with("'s") ? without_possessive(word.lower) : word.lower;
            is_near = is_near || (word.is_capital && word.lower == name[i].lower);
            in_capitals = in_capitals && (word.has_capital || !name[i].has_capital);
        }
        if (said == whole || letters.size() < 4 || (!in_capitals && !is_near)) continue;
        auto const difference = edits(letters, text::decode(said));
        if (difference <= (letters.size() < 8 ? 1U : 2U) &&
            !(words[at].begins_sentence && name.size() == 1 && letters.size() < 6))
            report.add(ClaimKind::name, words, at, at + name.size() - 1, "core.name",
                       fmt::format("the name is {}", knowledge.profile.core.name));
    }
}

void check_person(Knowledge const& knowledge, ReadText const& text, Words const& words, Report& report) {
    static Names const mine{"i", "i'm", "i've", "i'll", "i'd", "my", "mine", "me", "myself"};
    static Names const ours{"we", "we're", "we've", "our", "ours", "us", "ourselves"};
    auto const& person = knowledge.profile.core.voice.person;
    bool const tells = text.source.kind == TextKind::biography;
    bool const speaks = text.source.kind == TextKind::caption;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i].is_quoted) continue;
        auto const& word = words[i].lower;
        bool const is_mine = mine.contains(word) && word != "mine";
        auto const last = std::min(i + 2, words.size() - 1);
        if (tells && (is_mine || ours.contains(word)))
            report.add(ClaimKind::person, words, i, last, "core.voice.person",
                       "a biography tells of the artist, it does not speak as the artist");
        if (speaks && is_mine && person != "first")
            report.add(ClaimKind::person, words, i, last, "core.voice.person",
                       fmt::format("the voice's person is '{}'", person));
        if (speaks && ours.contains(word) && person == "none")
            report.add(ClaimKind::person, words, i, last, "core.voice.person", "the voice has no pronoun");
    }
    auto const at = find_phrase(words, text::lower(knowledge.profile.core.name));
    bool const about_itself = at >= 0 && static_cast<std::size_t>(at) + 1 < words.size();
    static Names const verbs{"is",   "was",   "has",       "says",     "thinks", "makes",   "made",    "wants",
                             "will", "loves", "announces", "releases", "drops",  "returns", "presents"};
    auto const next = static_cast<std::size_t>(at) + words_of(knowledge.profile.core.name).size();
    if (speaks && person == "first" && about_itself && next < words.size() && verbs.contains(words[next].lower))
        report.add(ClaimKind::person, words, static_cast<std::size_t>(at), next, "core.voice.person",
                   "the artist says I, not its own name");
}

bool is_emoji(char32_t letter) {
    return (letter >= 0x1F000 && letter <= 0x1FAFF) || (letter >= 0x2600 && letter <= 0x27BF) || letter == 0x2B50 ||
           letter == 0x2764;
}

bool has_hashtag(std::string_view text) {
    for (std::size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at + 1))
        if (at + 1 < text.size() &&
            (static_cast<unsigned char>(text[at + 1]) >= 0x80 || (text[at + 1] >= 'A' && text[at + 1] <= 'Z') ||
             (text[at + 1] >= 'a' && text[at + 1] <= 'z')))
            return true;
    return false;
}

void check_marks(Knowledge const& knowledge, ReadText const& text, Report& report) {
    auto const& voice = knowledge.profile.core.voice;
    if (text.source.kind != TextKind::caption) return;
    auto const letters = text::decode(text.source.text);
    auto const emoji = std::find_if(letters.begin(), letters.end(), is_emoji);
    if (!voice.uses_emoji && emoji != letters.end())
        report.add(ClaimKind::person, text::encode(std::u32string(1, *emoji)), "core.voice.uses_emoji",
                   "the voice uses no emoji");
    if (!voice.uses_hashtags && has_hashtag(text.source.text))
        report.add(ClaimKind::person, "#", "core.voice.uses_hashtags", "the voice uses no hashtags");
}

/// Ages that are far from those of the audience.
void check_audience(Knowledge const& knowledge, Words const& words, Report& report) {
    static Names const young{"teenagers", "teens", "kids", "children", "schoolchildren", "tweens", "toddlers"};
    static Names const old{"pensioners", "retirees", "grandparents", "seniors"};
    auto const& audience = knowledge.profile.audience;
    for (std::size_t at = 0; at + 1 < words.size(); ++at) {
        if (words[at].lower != "for" && words[at].lower != "by" && words[at].lower != "among") continue;
        auto const next = std::min(at + 3, words.size() - 1);
        for (auto i = at + 1; i <= next; ++i) {
            bool const wrong = (young.contains(words[i].lower) && audience.age_low >= 20) ||
                               (old.contains(words[i].lower) && audience.age_high <= 50);
            if (wrong && !knowledge.stems.contains(words[i].stem))
                report.add(ClaimKind::audience, words, i, i, "audience.age_low",
                           fmt::format("listeners are {} to {}", audience.age_low, audience.age_high));
        }
    }
}

}  // namespace

void check_voice(Knowledge const& knowledge, ReadText const& text, Report& report) {
    for (auto const& sentence : text.sentences) {
        check_name(knowledge, sentence.words, report);
        if (text.source.kind == TextKind::title) continue;
        check_person(knowledge, text, sentence.words, report);
        check_audience(knowledge, sentence.words, report);
    }
    check_marks(knowledge, text, report);
}

}  // namespace troupe::artist::impl
