#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "writing/impl/prompt_reader.hpp"
#include "writing/impl/word_meaning.hpp"

/// The words of character: where they put the artist on the eight axes.
namespace troupe::writing::impl {
namespace {

constexpr std::size_t longest = 3;
constexpr double denied = -0.8;
constexpr double denied_in_excess = -0.25;  ///< "not too dark", "not very dark"
constexpr double opposed = 0.35;    ///< evidence on both sides from here on is a tension
constexpr double in_tension = 0.55;  ///< how far the stronger side carries then
constexpr std::size_t most_topics = 5;
constexpr std::size_t most_look_ups = 24;  ///< in WordNet, a prompt: keeps long prompts fast

}  // namespace

/// "very", "a bit": the longest phrase of degree that ends right before the word; 1 when there is none.
double PromptReader::degree_before(std::size_t at) const {
    for (auto count = std::min(longest, at); count > 0; --count) {
        if (tokens_[at - 1].ends_clause) break;
        if (auto const degree = lexicon_.degrees.find(words_at(tokens_, at - count, count)); degree != lexicon_.degrees.end()) return degree->second;
    }
    return 1;
}

void PromptReader::weigh(std::size_t at, std::size_t count, std::vector<LexiconEntry> const& entries) {
    auto const& dominant = *std::max_element(entries.begin(), entries.end(), [](auto const& a, auto const& b) { return std::abs(a.value) < std::abs(b.value); });
    bool const is_denied = tokens_[at].negated;
    auto const degree = degree_before(at);
    auto const factor = !is_denied ? degree : degree > 1 ? denied_in_excess : denied;
    for (auto const& entry : entries) {
        if (is_denied && entry.axis != dominant.axis) continue;
        auto const value = factor * entry.value;
        (value > 0 ? up_ : down_)[entry.axis] += std::abs(value);
    }
    mark(at, count);
    if (is_denied) add_once(out_.heard, "not " + said(at, count));
}

void PromptReader::read_axes() {
    for (std::size_t at = 0; at < tokens_.size();) {
        std::size_t step = 1;
        for (auto count = std::min(longest, tokens_.size() - at); count > 0; --count) {
            auto const words = words_at(tokens_, at, count);
            auto const topic = find_inflected(lexicon_.topics, words, lexicon_.endings);
            if (topic != lexicon_.topics.end() && !tokens_[at].negated && !is_genre_word(words)) {
                if (out_.topics.size() < most_topics) add_once(out_.topics, topic->second);
                mark(at, count);
            }
            auto const entries = find_inflected(lexicon_.axes, words, lexicon_.endings);
            if (entries == lexicon_.axes.end()) continue;
            if (!tokens_[at].spent && !(is_public_noun(at) && tokens_[at].negated)) weigh(at, count, entries->second);
            step = count;
            break;
        }
        at += step;
    }
    read_unlisted();
    for (std::size_t axis = 0; axis < up_.size(); ++axis) settle_axis(axis);
    for (std::size_t axis = 0; axis < up_.size(); ++axis)
        if (std::abs(out_.axes[axis]) >= 0.3)
            out_.heard.push_back(std::string(axis_names[axis]) + ": " + (out_.axes[axis] > 0 ? "high" : "low"));
}

/// What is left of an English prompt may be words that the lexicon does not list.
void PromptReader::read_unlisted() {
    if (out_.language != "en") return;
    std::size_t looked = 0;
    std::vector<std::string> looked_up;
    for (std::size_t at = 0; at < tokens_.size() && looked < most_look_ups; ++at) {
        auto const& token = tokens_[at];
        if (token.understood || token.spent || is_small(token.word)) continue;
        ++looked;
        auto const meaning = meaning_of(token.word, net_, lexicon_);
        // "No melodies" is not the opposite of melodies.
        if (!meaning.says_something() || (token.negated && !meaning.is_adjective)) continue;
        looked_up.push_back(token.original);
        std::vector<LexiconEntry> entries;
        for (std::size_t axis = 0; axis < meaning.axes.size(); ++axis)
            if (meaning.axes[axis] != 0) entries.push_back({axis, meaning.axes[axis]});
        if (!entries.empty()) weigh(at, 1, entries);
        if (!meaning.topic.empty() && !token.negated && out_.topics.size() < most_topics) add_once(out_.topics, meaning.topic);
        mark(at, 1);
    }
    if (!looked_up.empty()) out_.heard.push_back("looked up: " + text::join(looked_up, ", "));
}

/// Joins or bends other words and means nothing alone.
bool PromptReader::is_small(std::string const& word) const {
    return lexicon_.stopwords.contains(word) || lexicon_.negators.contains(word) || lexicon_.reducers.contains(word) || lexicon_.degrees.contains(word);
}

void PromptReader::settle_axis(std::size_t axis) {
    auto const up = up_[axis];
    auto const down = down_[axis];
    // Never averaged: the stronger side stays whole; where the other is strong too, a fact will speak for it.
    auto const side = up >= down ? std::min(up, 1.0) : -std::min(down, 1.0);
    if (std::min(up, down) < opposed) {
        out_.axes[axis] = side;
        return;
    }
    out_.axes[axis] = std::clamp(side, -in_tension, in_tension);
    out_.tensions.push_back(axis);
    std::stable_sort(out_.tensions.begin(), out_.tensions.end(),
                     [this](auto a, auto b) { return std::min(up_[a], down_[a]) > std::min(up_[b], down_[b]); });
}

}  // namespace troupe::writing::impl
