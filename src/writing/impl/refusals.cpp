#include "writing/impl/refusals.hpp"

#include <algorithm>

namespace troupe::writing::impl {
namespace {

constexpr std::size_t longest = 4;
constexpr std::size_t shortly_before = 3;

/// The words from `first` up to `last`, the latter not included.
struct Stretch {
    std::size_t first = 0;
    std::size_t last = 0;
};

class Judge {
public:
    Judge(std::vector<Token> const& tokens, Refusal const& rule) : tokens_(tokens), rule_(rule) {}

    bool refuses() const {
        for (std::size_t at = 0; at < tokens_.size(); ++at)
            if (auto const count = match(rule_.all.front(), at); count > 0 && holds({at, at + count}, 1)) return true;
        return false;
    }

private:
    /// How many words of the phrase stand at this place; 0 when none of the set does.
    std::size_t match(Words const& words, std::size_t at) const {
        for (auto count = std::min(longest, tokens_.size() - at); count > 0; --count)
            if (words.contains(words_at(tokens_, at, count))) return count;
        return 0;
    }

    bool holds(Stretch found, std::size_t next) const {
        if (next == rule_.all.size()) return !is_meant_otherwise(found);
        auto const reach = static_cast<std::size_t>(rule_.within);
        auto const first = rule_.ordered ? found.last : found.first - std::min(found.first, reach);
        for (auto at = first; at < std::min(tokens_.size(), found.last + reach); ++at) {
            auto const count = match(rule_.all[next], at);
            if (count > 0 && (!rule_.ordered || only_fillers({found.last, at})) && same_sentence(found, at) &&
                holds({std::min(found.first, at), std::max(found.last, at + count)}, next + 1))
                return true;
        }
        return false;
    }

    bool only_fillers(Stretch between) const {
        for (auto at = between.first; at < between.last; ++at)
            if (!rule_.between.contains(tokens_[at].word)) return false;
        return true;
    }

    bool same_sentence(Stretch found, std::size_t at) const {
        for (auto i = std::min(found.first, at); i < std::max(found.last - 1, at); ++i)
            if (tokens_[i].ends_sentence) return false;
        return true;
    }

    bool is_meant_otherwise(Stretch found) const {
        auto const reach = static_cast<std::size_t>(rule_.within);
        auto const first = found.first - std::min(found.first, reach);
        for (auto at = first; at < std::min(tokens_.size(), found.last + reach); ++at) {
            if (!same_sentence(found, at)) continue;
            if (match(rule_.unless, at) > 0) return true;
            if (at < found.last && at + shortly_before >= found.first && match(rule_.unless_before, at) > 0) return true;
        }
        return false;
    }

    std::vector<Token> const& tokens_;
    Refusal const& rule_;
};

}  // namespace

Result<void> refuse(std::vector<Token> const& tokens, std::vector<Refusal> const& refusals) {
    for (auto const& rule : refusals)
        if (!rule.all.empty() && Judge(tokens, rule).refuses())
            return fail(ErrorCode::invalid_input,
                        "prompt: refused, it asks for " + rule.reason + "; describe another artist");
    return {};
}

}  // namespace troupe::writing::impl
