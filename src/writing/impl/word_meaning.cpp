#include "writing/impl/word_meaning.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

using Kind = WordNet::Kind;

constexpr std::array<double, 4> sense_weights{1.0, 0.6, 0.4, 0.25};
constexpr double definition_share = 0.35;
constexpr double least_evidence = 0.08;
constexpr int deepest = 2;
constexpr std::size_t most_synsets = 60;

/// How much of its meaning a word shares with the one that the pointer leads to; negative for opposites.
double share_of(char symbol) {
    switch (symbol) {
        case '&': return 0.6;
        case '+': return 0.5;
        case '\\': return 0.6;
        case '@': return 0.5;
        case '^': return 0.4;
        case '!': return -0.5;
        default: return 0;
    }
}

bool turns_over(std::string_view word) {
    static std::set<std::string_view> const words{"not", "no", "without", "lacking", "lack", "free", "absence", "never", "devoid", "little"};
    return words.contains(word);
}

class Walk {
public:
    Walk(std::string_view word, WordNet const& net, Lexicon const& lexicon) : word_(word), net_(net), lexicon_(lexicon) {}

    Meaning meaning() {
        bool const is_adjective = start(Kind::adjective, 1);
        bool const is_noun = start(Kind::noun, is_adjective ? 0.4 : 1);
        walk();
        Meaning out{.topic = best_topic(), .is_adjective = is_adjective, .is_word = is_adjective || is_noun};
        if (is_adjective) out.topic.clear();
        auto strongest = 0.0;
        for (auto const sum : sums_) strongest = std::max(strongest, std::abs(sum));
        // Things are called by many words, and most of them say nothing of character.
        if (strongest < (is_adjective ? least_evidence : 2 * least_evidence)) return out;
        auto const size = is_adjective ? std::clamp(0.35 + 0.25 * strongest, 0.4, 0.7) : std::clamp(0.25 + 0.25 * strongest, 0.3, 0.6);
        for (std::size_t axis = 0; axis < sums_.size(); ++axis)
            // What is far weaker than the main thing is noise of the definitions.
            if (std::abs(sums_[axis]) >= 0.5 * strongest) out.axes[axis] = size * sums_[axis] / strongest;
        return out;
    }

private:
    struct Step {
        Kind kind = Kind::noun;
        std::uint64_t number = 0;
        double weight = 0;
        int depth = 0;
    };

    bool start(Kind kind, double weight) {
        auto const senses = net_.senses(word_, kind);
        for (std::size_t i = 0; i < std::min(senses.size(), sense_weights.size()); ++i)
            steps_.push_back({kind, senses[i], weight * sense_weights[i], 0});
        return !senses.empty();
    }

    /// What is near comes before what is far, so that the limit cuts off the far.
    void walk() {
        for (std::size_t i = 0; i < steps_.size() && seen_.size() < most_synsets; ++i) visit(Step(steps_[i]));
    }

    void visit(Step const& step) {
        if (!seen_.insert({step.kind, step.number}).second) return;
        auto const synset = net_.synset(step.kind, step.number);
        for (auto const& word : synset.words)
            if (word != word_) count(word, step.weight);
        read_definition(synset.definition, step.weight * definition_share);
        if (step.depth == deepest) return;
        for (auto const& pointer : synset.pointers)
            if (auto const share = share_of(pointer.symbol); share != 0)
                steps_.push_back({pointer.kind, pointer.synset, step.weight * share, share < 0 ? deepest : step.depth + 1});
    }

    void read_definition(std::string const& definition, double weight) {
        int turned = 0;
        for (auto const& word : text::words(definition)) {
            if (turns_over(word)) {
                turned = 3;
                continue;
            }
            count(word, turned > 0 ? -weight : weight);
            --turned;
        }
    }

    void count(std::string const& word, double weight) {
        if (lexicon_.stopwords.contains(word)) return;
        if (auto const entries = find_inflected(lexicon_.axes, word, lexicon_.endings); entries != lexicon_.axes.end())
            for (auto const& entry : entries->second) sums_[entry.axis] += weight * entry.value;
        if (auto const topic = lexicon_.topics.find(word); topic != lexicon_.topics.end()) topics_[topic->second] += weight;
    }

    std::string best_topic() const {
        std::string best;
        double most = 0.3;
        for (auto const& [topic, weight] : topics_)
            if (weight > most) most = weight, best = topic;
        return best;
    }

    std::string word_;
    WordNet const& net_;
    Lexicon const& lexicon_;
    std::vector<Step> steps_;
    std::set<std::pair<Kind, std::uint64_t>> seen_;
    Axes sums_{};
    std::map<std::string, double> topics_;
};

/// "languidly", "cyborgs": the forms that WordNet may list.
std::vector<std::string> forms_of(std::string_view word, Endings const& endings) {
    std::vector<std::string> forms{std::string(word)};
    for (auto const& [ending, stands_for] : endings)
        if (word.size() >= ending.size() + 4 && word.ends_with(ending))
            forms.push_back(std::string(word.substr(0, word.size() - ending.size())) + stands_for);
    return forms;
}

}  // namespace

bool is_dictionary_word(std::string_view word, WordNet const& net, Endings const& endings) {
    if (word.size() < 4) return false;
    auto const forms = forms_of(word, endings);
    return std::any_of(forms.begin(), forms.end(), [&](auto const& form) {
        return !net.senses(form, Kind::noun).empty() || !net.senses(form, Kind::adjective).empty();
    });
}

Meaning meaning_of(std::string_view word, WordNet const& net, Lexicon const& lexicon) {
    if (!net.is_there() || word.size() < 3) return {};
    for (auto const& form : forms_of(word, lexicon.endings))
        if (auto meaning = Walk(form, net, lexicon).meaning(); meaning.is_word) return meaning;
    return {};
}

}  // namespace troupe::writing::impl
