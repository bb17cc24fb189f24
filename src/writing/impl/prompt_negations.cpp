#include <algorithm>

#include "writing/impl/prompt_reader.hpp"

/// "No vocals", "minimal public presence", "not happy": what a prompt denies, three words ahead within the clause.
namespace troupe::writing::impl {
namespace {

constexpr std::size_t window = 3;

/// Words that may stand between "minimal" and the presence that it reduces.
Words const between_reduced{"any", "of", "a", "an", "the", "use", "on", "in", "no", "very", "if", "at", "all", "public", "personal", "media", "online"};

/// A few of these is a style of writing, none of these is an instrumental.
Words const only_denied{"voice", "voices", "singer", "singers", "words", "rap", "vocalist", "vocalists"};

}  // namespace

bool PromptReader::is_thing(std::size_t at) const {
    auto const& word = tokens_[at].word;
    return is_public_noun(at) || is_voice_noun(at) || lexicon_.topics.contains(word) || is_genre_word(word) || lexicon_.vocals.contains(word) ||
           std::find(lexicon_.instruments.begin(), lexicon_.instruments.end(), word) != lexicon_.instruments.end();
}

/// A public noun or a voice at `next`, denied or reduced by the word at `at`.
bool PromptReader::deny_noun(std::size_t at, std::size_t next, bool reduced) {
    bool const is_public = is_public_noun(next);
    if (!is_public && !(is_voice_noun(next) && !(reduced && only_denied.contains(tokens_[next].word)))) return false;
    if (tokens_[next].negated) return true;
    auto last = next;
    while (is_public && last < at + window && is_public_noun(last + 1) && !tokens_[last].ends_clause) ++last;
    for (auto i = next; i <= last; ++i) tokens_[i].understood = tokens_[i].negated = true;
    // "never gives interviews" says nothing of giving.
    for (auto i = at; i < next; ++i) tokens_[i].understood = tokens_[i].spent = true;
    if (is_public) down_[Axis::publicness] += 0.8;
    else out_.vocals = "none";
    add_once(out_.heard, (is_public ? "public presence: low (from '" : "vocals: none (from '") + said(at, last - at + 1) + "')");
    return true;
}

/// `one_thing`: "without" denies the next thing; "never" all that follows.
void PromptReader::deny(std::size_t at, std::size_t count, bool one_thing) {
    bool denied_thing = false;
    // "anti-racist punk" is punk: the prefix denies its own word alone.
    auto const reach = tokens_[at].word == "anti" ? 1 : window;
    for (auto next = at + count; next < std::min(tokens_.size(), at + count + reach); ++next) {
        auto const& word = tokens_[next].word;
        if (word == "but" || word == "only" || word == "just" || word == "with") return;
        if (word == "and" && one_thing && denied_thing) return;
        // "not without warmth" has it.
        if (match(lexicon_.negators, next) > 0) {
            tokens_[next].spent = true;
            return;
        }
        if (!deny_noun(at, next, false)) tokens_[next].negated = !tokens_[next].negated;
        denied_thing = denied_thing || is_thing(next);
        if (tokens_[next].ends_clause) return;
    }
}

void PromptReader::reduce(std::size_t at, std::size_t count) {
    for (auto next = at + count; next < std::min(tokens_.size(), at + count + window); ++next) {
        if (tokens_[next - 1].ends_clause || deny_noun(at, next, true) || !between_reduced.contains(tokens_[next].word)) return;
    }
}

void PromptReader::read_negations() {
    for (std::size_t at = 0; at < tokens_.size(); ++at) {
        if (tokens_[at].spent) continue;
        if (auto const count = match(lexicon_.reducers, at); count > 0) reduce(at, count);
        auto const count = match(lexicon_.negators, at);
        if (count == 0 || tokens_[at].ends_clause) continue;
        deny(at, count, match(lexicon_.noun_negators, at) > 0);
        at += count - 1;
    }
}

}  // namespace troupe::writing::impl
