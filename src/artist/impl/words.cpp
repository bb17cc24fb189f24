#include "artist/impl/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "base/random.hpp"
#include "base/text.hpp"

namespace troupe::artist::impl {
namespace {

using Set = std::unordered_set<std::string_view>;

Set const& function_words() {
    static Set const words{
        "a",       "about",   "above",   "after",     "again",    "against",    "all",     "also",   "always",
        "am",      "among",   "an",      "and",       "another",  "any",        "anybody", "anyone", "anything",
        "are",     "around",  "as",      "at",        "away",     "be",         "because", "been",   "before",
        "behind",  "being",   "below",   "beside",    "between",  "both",       "but",     "by",     "can",
        "could",   "did",     "do",      "does",      "down",     "during",     "each",    "either", "else",
        "even",    "ever",    "every",   "everybody", "everyone", "everything", "few",     "for",    "from",
        "further", "had",     "has",     "have",      "he",       "her",        "here",    "hers",   "herself",
        "him",     "himself", "his",     "how",       "i",        "if",         "in",      "into",   "is",
        "it",      "its",     "itself",  "just",      "less",     "like",       "many",    "may",    "me",
        "might",   "mine",    "more",    "most",      "much",     "must",       "my",      "myself", "never",
        "no",      "nobody",  "none",    "nor",       "not",      "nothing",    "now",     "of",     "off",
        "on",      "once",    "only",    "or",        "other",    "others",     "our",     "ours",   "out",
        "over",    "own",     "per",     "quite",     "rather",   "same",       "shall",   "she",    "should",
        "since",   "so",      "some",    "somebody",  "someone",  "something",  "still",   "such",   "than",
        "that",    "the",     "their",   "theirs",    "them",     "themselves", "then",    "there",  "these",
        "they",    "this",    "those",   "through",   "till",     "to",         "too",     "under",  "until",
        "up",      "upon",    "us",      "very",      "was",      "we",         "were",    "what",   "when",
        "where",   "which",   "while",   "who",       "whole",    "whom",       "whose",   "why",    "will",
        "with",    "within",  "without", "would",     "yet",      "you",        "your",    "yours",  "i'm",
        "i've",    "it's",    "don't",   "doesn't",   "didn't",   "isn't",      "wasn't",  "can't",  "won't",
        "that's",  "there's"};
    return words;
}

constexpr std::array<std::string_view, 31> number_words{
    "zero",         "one",         "two",          "three",       "four",        "five",       "six",
    "seven",        "eight",       "nine",         "ten",         "eleven",      "twelve",     "thirteen",
    "fourteen",     "fifteen",     "sixteen",      "seventeen",   "eighteen",    "nineteen",   "twenty",
    "twenty-one",   "twenty-two",  "twenty-three", "twenty-four", "twenty-five", "twenty-six", "twenty-seven",
    "twenty-eight", "twenty-nine", "thirty"};

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// Bytes of UTF-8 punctuation at `at`: curly quotes, dashes, the ellipsis (all E2 80 xx); 0: none.
std::size_t foreign_mark(std::string_view text, std::size_t at) {
    return text.substr(at).starts_with("\xE2\x80") && at + 2 < text.size() ? 3 : 0;
}

bool is_apostrophe(std::string_view text, std::size_t at) {
    return text[at] == '\'' || text.substr(at).starts_with("\xE2\x80\x99");
}

/// Of Latin letters with accents too ("Łódź", "Århus"): code points up to U+017F.
bool begins_with_capital(std::string_view text) {
    auto const letters = text::decode(text);
    if (letters.empty()) return false;
    auto const first = letters.front();
    bool const is_even = first % 2 == 0;
    if (first < 0xC0) return first >= 'A' && first <= 'Z';
    if (first < 0x100) return first <= 0xDE && first != 0xD7;
    if (first <= 0x137 || (first >= 0x14A && first <= 0x177)) return is_even;
    return first <= 0x17E && !is_even;
}

/// Reads a text once, from its first byte to its last.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::vector<Sentence> read() {
        while (at_ < text_.size()) {
            if (auto const mark = foreign_mark(text_, at_))
                read_mark(text_.substr(at_, mark), mark);
            else if (is_letter(text_[at_]))
                read_word();
            else
                read_mark(text_.substr(at_, 1), 1);
        }
        end_sentence();
        return std::move(sentences_);
    }

private:
    void read_mark(std::string_view mark, std::size_t bytes) {
        auto const next = at_ + bytes;
        bool const at_a_gap = next >= text_.size() || text_[next] == ' ' || text_[next] == '\n' || text_[next] == '"' ||
                              foreign_mark(text_, next) != 0;
        if (mark == "\n" || ((mark == "." || mark == "!" || mark == "?" || mark == "…") && at_a_gap))
            end_sentence();
        else if (mark == "\"")
            is_quoted_ = !is_quoted_, begins_part_ = true;
        else if (mark == "“")
            is_quoted_ = true, begins_part_ = true;
        else if (mark == "”")
            is_quoted_ = false;
        else if (mark != " " && mark != "-" && !is_apostrophe(text_, at_))
            begins_part_ = true;
        at_ = next;
    }

    void read_word() {
        Word word{.begin = at_,
                  .is_capital = begins_with_capital(text_.substr(at_, 4)),
                  .begins_part = begins_part_,
                  .begins_sentence = sentence_.words.empty(),
                  .is_quoted = is_quoted_};
        while (at_ < text_.size() && continues_word()) {
            auto const bytes = foreign_mark(text_, at_) != 0 ? 3U : 1U;
            if (is_apostrophe(text_, at_))
                word.lower += '\'';
            else
                word.lower += text_[at_];
            at_ += bytes;
        }
        word.end = at_;
        finish(std::move(word));
    }

    bool continues_word() const {
        auto const mark = foreign_mark(text_, at_);
        if (mark == 0 && is_letter(text_[at_])) return true;
        bool const joins = is_apostrophe(text_, at_) || text_[at_] == '-' || text_[at_] == '&';
        auto const next = at_ + std::max<std::size_t>(mark, 1);
        return joins && next < text_.size() && is_letter(text_[next]) && foreign_mark(text_, next) == 0;
    }

    void finish(Word word) {
        word.has_capital =
            std::any_of(word.lower.begin(), word.lower.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        word.lower = text::lower(word.lower);
        word.stem = stem_of(word.lower);
        word.key = stable_hash(word.stem);
        word.is_number = number_of(word.lower) >= 0;
        word.is_content = !word.is_number && word.lower.size() > 1 && !function_words().contains(word.lower);
        if (sentence_.words.empty()) sentence_.begin = word.begin, word.begins_part = true;
        sentence_.end = word.end;
        sentence_.words.push_back(std::move(word));
        begins_part_ = false;
    }

    void end_sentence() {
        if (!sentence_.words.empty()) sentences_.push_back(std::move(sentence_));
        sentence_ = {};
        begins_part_ = true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool begins_part_ = true;
    bool is_quoted_ = false;
    Sentence sentence_;
    std::vector<Sentence> sentences_;
};

/// "kept" as "keep": the past of what people do most.
std::string_view present_of(std::string_view word) {
    static std::unordered_map<std::string_view, std::string_view> const verbs{
        {"kept", "keep"},    {"made", "make"},    {"wrote", "write"},  {"written", "write"}, {"sold", "sell"},
        {"sang", "sing"},    {"sung", "sing"},    {"held", "hold"},    {"left", "leave"},    {"took", "take"},
        {"taken", "take"},   {"gave", "give"},    {"given", "give"},   {"found", "find"},    {"bought", "buy"},
        {"built", "build"},  {"began", "begin"},  {"begun", "begin"},  {"came", "come"},     {"went", "go"},
        {"gone", "go"},      {"got", "get"},      {"ran", "run"},      {"sat", "sit"},       {"slept", "sleep"},
        {"stood", "stand"},  {"taught", "teach"}, {"told", "tell"},    {"thought", "think"}, {"wore", "wear"},
        {"worn", "wear"},    {"broke", "break"},  {"broken", "break"}, {"drove", "drive"},   {"driven", "drive"},
        {"heard", "hear"},   {"met", "meet"},     {"paid", "pay"},     {"said", "say"},      {"saw", "see"},
        {"seen", "see"},     {"sent", "send"},    {"spoke", "speak"},  {"spoken", "speak"},  {"spent", "spend"},
        {"swept", "sweep"},  {"swam", "swim"},    {"threw", "throw"},  {"thrown", "throw"},  {"won", "win"},
        {"lost", "lose"},    {"grew", "grow"},    {"grown", "grow"},   {"knew", "know"},     {"known", "know"},
        {"drew", "draw"},    {"drawn", "draw"},   {"fell", "fall"},    {"felt", "feel"},     {"flew", "fly"},
        {"caught", "catch"}, {"rang", "ring"},    {"rung", "ring"},    {"rode", "ride"},     {"rose", "rise"},
        {"stole", "steal"},  {"woke", "wake"},    {"bent", "bend"}};
    auto const found = verbs.find(word);
    return found == verbs.end() ? word : found->second;
}

bool strip(std::string& word, std::string_view ending, std::size_t shortest) {
    if (word.size() < shortest + ending.size() || !word.ends_with(ending)) return false;
    word.resize(word.size() - ending.size());
    return true;
}

}  // namespace

std::vector<Sentence> sentences_of(std::string_view text) { return Reader(text).read(); }

Words words_of(std::string_view text) {
    Words all;
    for (auto& sentence : sentences_of(text)) all.insert(all.end(), sentence.words.begin(), sentence.words.end());
    return all;
}

std::string stem_of(std::string_view lower) {
    std::string word(present_of(lower));
    strip(word, "'s", 2);
    if (strip(word, "ies", 2) || strip(word, "ied", 2)) return word + "y";
    bool const shorter =
        strip(word, "ing", 3) || strip(word, "ed", 3) || (!word.ends_with("ss") && strip(word, "s", 3));
    if (shorter && word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 'l' &&
        word.back() != 's')
        word.pop_back();
    if (word.size() > 3 && word.back() == 'e') word.pop_back();
    return word;
}

bool is_past(std::string_view word) {
    // The past of these looks like their present, or their dictionary form is of no use to a stem.
    static Set const others{"cut",  "put",    "hit",   "let",   "set",   "read", "shut",  "quit",
                            "led",  "fed",    "dug",   "hung",  "shot",  "spun", "laid",  "stuck",
                            "lent", "struck", "swung", "froze", "reset", "lit",  "chose", "shook",
                            "tore", "won",    "dealt", "bid",   "bound", "wove", "spread"};
    return (word.ends_with("ed") && word.size() > 4) || present_of(word) != word || others.contains(word);
}

bool is_negation(std::string_view word) {
    static Set const words{"no",      "not",     "never",   "nothing", "nobody",  "none",   "nor",
                           "without", "neither", "don't",   "doesn't", "didn't",  "isn't",  "wasn't",
                           "can't",   "won't",   "refuses", "refuse",  "refused", "avoids", "avoid"};
    return words.contains(word);
}

int number_of(std::string_view word) {
    int number = 0;
    auto const [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error == std::errc() && end == word.data() + word.size() && number >= 0 && number <= 9999) return number;
    auto const named = std::find(number_words.begin(), number_words.end(), word);
    if (named != number_words.end()) return static_cast<int>(named - number_words.begin());
    static constexpr std::array<std::string_view, 7> tens{"forty",  "fifty",  "sixty",  "seventy",
                                                          "eighty", "ninety", "hundred"};
    auto const ten = std::find(tens.begin(), tens.end(), word);
    return ten == tens.end() ? -1 : 40 + 10 * static_cast<int>(ten - tens.begin());
}

int find_phrase(Words const& words, std::string_view phrase, std::size_t from) {
    auto const stands_at = [&](std::size_t at) {
        for (auto rest = phrase; !rest.empty(); ++at) {
            auto const end = std::min(rest.find(' '), rest.size());
            if (at >= words.size() || words[at].lower != rest.substr(0, end)) return false;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return true;
    };
    for (auto at = from; at < words.size(); ++at)
        if (words[at].lower.front() == phrase.front() && stands_at(at)) return static_cast<int>(at);
    return -1;
}

void fold(Words& words, Words const& phrase) {
    if (phrase.empty()) return;
    auto const is_same = [](Word const& a, Word const& b) {
        return a.lower == b.lower && a.is_capital == b.is_capital;
    };
    for (auto at = words.begin();; ++at) {
        at = std::search(at, words.end(), phrase.begin(), phrase.end(), is_same);
        if (at == words.end()) return;
        auto const end = at + static_cast<std::ptrdiff_t>(phrase.size());
        at->lower = at->stem = "(name)";
        at->key = stable_hash(at->stem);
        at->end = std::prev(end)->end;
        at->is_content = at->is_number = false;
        at->is_quoted = true;
        words.erase(at + 1, end);
    }
}

bool is_denied(Words const& words, std::size_t at) {
    for (std::size_t back = 0; back <= 5 && back <= at; ++back) {
        auto const& word = words[at - back];
        if (is_negation(word.lower)) return true;
        if (back > 0 && words[at - back + 1].begins_part) return false;
    }
    return false;
}

void add_stems(std::set<std::string, std::less<>>& stems, std::string_view text) {
    for (auto const& word : words_of(text))
        if (word.is_content) stems.insert(word.stem);
}

}  // namespace troupe::artist::impl
