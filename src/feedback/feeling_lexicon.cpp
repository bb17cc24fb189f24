#include "feedback/feeling_lexicon.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "feedback/impl/comment_words.hpp"
#include "feedback/impl/embedded_table.hpp"

namespace troupe::feedback {
namespace {

using impl::pause;
using Words = std::vector<std::string>;

constexpr double least_sum = 0.75;
constexpr double least_known_share = 0.25;
constexpr double turned_round = -0.75;
constexpr double before_but = 0.5, behind_but = 1.5;
constexpr double most_of_signs = 1.5;
constexpr std::size_t negation_reach = 3;

struct File {
    std::string source;
    std::string function_words, strong_positive, positive, negative, strong_negative;
    std::map<std::string, double> phrases;  ///< words with a space between them
    std::string negators, boosters, dampers, turns;
};
BOOST_DESCRIBE_STRUCT(File, (),
                      (source, function_words, strong_positive, positive, negative, strong_negative, phrases, negators,
                       boosters, dampers, turns))

struct SignFile {
    std::string positive, negative;
};
BOOST_DESCRIBE_STRUCT(SignFile, (), (positive, negative))

std::set<std::string> listed(std::string const& words) {
    auto const all = text::split(words, ' ');
    return {all.begin(), all.end()};
}

/// What one language's words weigh.
class Language {
public:
    explicit Language(File const& file)
        : function_words_(listed(file.function_words)),
          negators_(listed(file.negators)),
          boosters_(listed(file.boosters)),
          dampers_(listed(file.dampers)),
          turns_(listed(file.turns)) {
        auto const weigh = [&](std::string const& words, double weight) {
            for (auto const& word : listed(words)) weights_[word] = weight;
        };
        weigh(file.strong_positive, 2), weigh(file.positive, 1);
        weigh(file.negative, -1), weigh(file.strong_negative, -2);
        for (auto const& [phrase, weight] : file.phrases)
            phrases_.emplace_back(as_listed(text::split(phrase, ' ')), weight);
        std::stable_sort(phrases_.begin(), phrases_.end(),
                         [](auto const& a, auto const& b) { return a.first.size() > b.first.size(); });
    }

    struct Sum {
        double feeling = 0;
        std::size_t known = 0;  ///< words
        std::size_t all = 0;

        [[nodiscard]] bool is_of_language() const {
            return known > 0 && static_cast<double>(known) >= least_known_share * static_cast<double>(all);
        }
    };
    [[nodiscard]] Sum sum(Words const& comment) const {
        auto const words = as_listed(comment);
        Sum sum;
        for (auto const& word : words) {
            if (word == pause) continue;
            ++sum.all;
            sum.known += is_known(word) ? 1 : 0;
        }
        sum.feeling = feeling_of(words);
        return sum;
    }

private:
    [[nodiscard]] bool is_known(std::string const& word) const {
        return function_words_.contains(word) || weights_.contains(word) || negators_.contains(word) ||
               boosters_.contains(word) || dampers_.contains(word) || turns_.contains(word);
    }

    /// Drawn-out words as the lists have them, and elisions apart: "n'aime" as "n'" and "aime".
    [[nodiscard]] Words as_listed(Words const& comment) const {
        Words words;
        for (auto const& word : comment) {
            auto const forms = impl::shorter_forms(word);
            auto const form =
                std::find_if(forms.begin(), forms.end(), [&](auto const& each) { return is_known(each); });
            auto const elided = word.find('\'');
            if (form != forms.end()) {
                words.push_back(*form);
            } else if (elided == 1 || (elided == 2 && word.starts_with("qu"))) {
                words.push_back(word.substr(0, elided + 1));
                if (elided + 1 < word.size()) words.push_back(word.substr(elided + 1));
            } else {
                words.push_back(word);
            }
        }
        return words;
    }

    [[nodiscard]] double feeling_of(Words const& words) const {
        double sum = 0;
        bool is_behind_but = false;
        for (std::size_t at = 0; at < words.size();) {
            if (turns_.contains(words[at])) {
                sum *= before_but;
                is_behind_but = true;
            }
            auto const [weight, length] = weight_at(words, at);
            // A phrase stands as it is: many hold their own negation.
            auto const factor = length > 1 ? 1 : around(words, at);
            sum += weight * factor * (is_behind_but ? behind_but : 1);
            at += length;
        }
        return sum;
    }

    /// Of the phrase or word that begins here, with its length. An intensifier before a feeling has none of its own.
    [[nodiscard]] std::pair<double, std::size_t> weight_at(Words const& words, std::size_t at) const {
        for (auto const& [phrase, weight] : phrases_)
            if (at + phrase.size() <= words.size() &&
                std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
                return {weight, phrase.size()};
        auto const found = weights_.find(words[at]);
        bool const is_mere_booster =
            boosters_.contains(words[at]) && at + 1 < words.size() && weights_.contains(words[at + 1]);
        return {found == weights_.end() || is_mere_booster ? 0 : found->second, 1};
    }

    /// What the words before it make of a weight.
    [[nodiscard]] double around(Words const& words, std::size_t at) const {
        double factor = 1;
        for (std::size_t back = 1; back <= std::min(at, negation_reach); ++back) {
            auto const& word = words[at - back];
            if (word == pause || turns_.contains(word)) break;
            if (negators_.contains(word)) return factor * turned_round;
            if (back == 1 && boosters_.contains(word)) factor = 1.5;
            if (back == 1 && dampers_.contains(word)) factor = 0.5;
        }
        return factor;
    }

    std::set<std::string> function_words_, negators_, boosters_, dampers_, turns_;
    std::map<std::string, double> weights_;
    std::vector<std::pair<Words, double>> phrases_;  ///< longest first
};

Feeling feeling_of(double sum) {
    if (sum >= least_sum) return Feeling::positive;
    return sum <= -least_sum ? Feeling::negative : Feeling::neither;
}

}  // namespace

struct FeelingLexicon::Lists {
    std::map<std::string, Language> languages;
    std::set<std::string> liked, disliked;  ///< signs

    Lists() {
        for (auto const* name : {"de", "en", "es", "fr"})
            languages.emplace(name,
                              Language(impl::embedded_table<File>(std::string("feedback/feelings/") + name + ".json")));
        auto const signs = impl::embedded_table<SignFile>("feedback/feelings/signs.json");
        liked = listed(signs.positive), disliked = listed(signs.negative);
    }

    [[nodiscard]] double sum_of(Words const& signs) const {
        double sum = 0;
        for (auto const& sign : signs) sum += (liked.contains(sign) ? 1 : 0) - (disliked.contains(sign) ? 1 : 0);
        return std::clamp(sum, -most_of_signs, most_of_signs);
    }

    struct Best {
        std::string language;
        Language::Sum sum;
    };
    /// The language whose lists know most of the words; nothing where that is too little, or two that differ in what
    /// they read know as much.
    [[nodiscard]] std::optional<Best> best(Words const& words) const {
        std::optional<Best> best;
        bool is_open = false;
        for (auto const& [name, language] : languages) {
            auto const sum = language.sum(words);
            if (!sum.is_of_language() || (best && sum.known < best->sum.known)) continue;
            bool const is_tie = best && sum.known == best->sum.known;
            is_open = is_tie && (is_open || feeling_of(sum.feeling) != feeling_of(best->sum.feeling));
            if (!is_tie) best = Best{name, sum};
        }
        return is_open ? std::nullopt : best;
    }
};

FeelingLexicon::FeelingLexicon() : lists_(std::make_unique<Lists>()) {}
FeelingLexicon::~FeelingLexicon() = default;

std::vector<std::string> FeelingLexicon::languages() const {
    std::vector<std::string> names;
    for (auto const& [name, language] : lists_->languages) names.push_back(name);
    return names;
}

FeelingReading FeelingLexicon::read(std::string_view comment, std::string const& language) const {
    auto const split = impl::split_comment(comment);
    auto const signs = lists_->sum_of(split.signs);
    std::optional<Lists::Best> words;
    auto const code = text::lower(language.substr(0, language.find('-')));
    if (code.empty() && split.foreign <= split.words.size())
        words = lists_->best(split.words);
    else if (auto const known = lists_->languages.find(code); known != lists_->languages.end())
        words = Lists::Best{code, known->second.sum(split.words)};
    if (words && words->sum.is_of_language()) return {feeling_of(words->sum.feeling + signs), words->language};
    return signs == 0 ? FeelingReading{} : FeelingReading{feeling_of(signs), ""};
}

}  // namespace troupe::feedback
