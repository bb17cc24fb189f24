#include <algorithm>

#include "base/text.hpp"
#include "writing/impl/prompt_reader.hpp"

/// "About trains and her grandmother": what must be heard in the facts and in the lead song.
namespace troupe::writing::impl {
namespace {

constexpr std::size_t most_subjects = 4;
constexpr std::size_t longest_subject = 5;  ///< words

/// Words that end a list of subjects: "about trains with a choir".
Words const list_ends{"with", "who", "that", "which", "featuring", "from", "for", "in", "made", "using", "played", "sung", "over", "at", "by", "without",
                      "no", "not", "but", "like", "and/or", "about", "never", "because", "when", "where"};
Words const owners{"his", "her", "their", "my", "your", "our", "its"};
/// They stand for what was said before: "survived it and sings about it".
Words const pronouns{"it", "this", "that", "them", "these", "those", "him", "her", "me", "us", "you", "everything", "nothing", "anything", "things", "stuff"};
Words const openers{"the", "a", "an", "and", "or", "how", "why", "what", "being", "having", "growing", "losing", "of", "on", "to"};

}  // namespace

/// "About 90 bpm, a female voice": what follows a comma need not be a subject.
bool PromptReader::is_no_subject(std::size_t first, std::size_t last) const {
    if (last - first == 1 && pronouns.contains(tokens_[first].word)) return true;
    for (auto i = first; i < last; ++i) {
        auto const& word = tokens_[i].word;
        if (word == "bpm" || lexicon_.voice_nouns.contains(word) || lexicon_.vocals.contains(word) || lexicon_.voice_kinds.contains(word) ||
            lexicon_.families.contains(word) || is_genre_word(word))
            return true;
    }
    // "about trains, quiet": a lone word of character is no subject.
    bool const character = last - first == 1 && lexicon_.axes.contains(tokens_[first].word) && !lexicon_.topics.contains(tokens_[first].word);
    return character && !out_.subjects.empty();
}

std::string PromptReader::subject_words(std::size_t first, std::size_t last) const {
    std::vector<std::string> words;
    for (auto i = first; i < last; ++i) {
        auto const& token = tokens_[i];
        if (owners.contains(token.word)) {
            // "her friends" are friends, "her grandmother" is a grandmother.
            if (!tokens_[last - 1].word.ends_with("s") || tokens_[last - 1].word.ends_with("ss")) words.emplace_back("a");
        } else if (token.translated) {
            words.push_back(token.word);
        } else {
            words.push_back(token.capital && i > 0 && out_.language != "de" ? token.original : lower_latin(token.original));
        }
    }
    return text::join(words, " ");
}

/// Of a whole story ("the day my father sold the boat") the things it is about.
void PromptReader::add_long_subject(std::size_t first, std::size_t last) {
    for (auto i = first; i < last && out_.subjects.size() < most_subjects; ++i) {
        auto const topic = lexicon_.topics.find(tokens_[i].word);
        if (topic == lexicon_.topics.end() || tokens_[i].negated) continue;
        bool const one = i > first && (owners.contains(tokens_[i - 1].word) || tokens_[i - 1].word == "a" || tokens_[i - 1].word == "the");
        add_once(out_.topics, topic->second);
        add_once(out_.subjects, (one ? "the " : "") + subject_words(i, i + 1));
    }
    mark(first, last - first);
}

void PromptReader::add_subject(std::size_t first, std::size_t last) {
    while (first < last && openers.contains(tokens_[first].word)) {
        // "the sea" keeps its article, "a lighthouse" too.
        auto const& word = tokens_[first].word;
        if ((word == "the" || word == "a" || word == "an") && last - first == 2) break;
        ++first;
    }
    while (first < last && openers.contains(tokens_[last - 1].word)) --last;
    if (first >= last || is_no_subject(first, last) || out_.subjects.size() >= most_subjects) return;
    if (owners.contains(tokens_[last - 1].word)) return;
    if (last - first > longest_subject) return add_long_subject(first, last);
    for (auto i = first; i < last; ++i)
        if (auto const topic = lexicon_.topics.find(tokens_[i].word); topic != lexicon_.topics.end()) add_once(out_.topics, topic->second);
    mark(first, last - first);
    add_once(out_.subjects, subject_words(first, last));
}

/// Reads on from the word "about"; gives the token where the list ended.
std::size_t PromptReader::read_subject_list(std::size_t about) {
    auto first = about + 1;
    for (auto at = first; at <= tokens_.size(); ++at) {
        bool const over = at == tokens_.size() || list_ends.contains(tokens_[at].word) || tokens_[at - 1].ends_sentence;
        bool const joins = !over && (tokens_[at].word == "and" || tokens_[at].word == "or");
        if (over || joins || (at > first && tokens_[at - 1].ends_clause)) {
            add_subject(first, at);
            first = joins ? at + 1 : at;
        }
        if (over) return at;
    }
    return tokens_.size();
}

void PromptReader::read_subjects() {
    for (std::size_t at = 0; at + 1 < tokens_.size(); ++at) {
        if (tokens_[at].word != "about" || tokens_[at].ends_clause) continue;
        tokens_[at].understood = true;
        // "not about love" is no order for a love song.
        if (tokens_[at].negated) continue;
        at = read_subject_list(at) - 1;
    }
    for (auto const& subject : out_.subjects) {
        out_.heard.push_back("subject: " + subject);
    }
}

}  // namespace troupe::writing::impl
