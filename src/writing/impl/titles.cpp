#include "writing/impl/titles.hpp"

#include <algorithm>

#include "base/random.hpp"
#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

std::vector<std::string> const small_words{"a", "an", "the", "and", "or", "of", "in", "on", "at", "to", "by", "for", "with", "from", "nor"};

struct Candidate {
    std::string text;
    std::vector<std::string> facts;
    double weight = 1;
};

std::vector<Candidate> candidates_of(TitleRequest const& request, Banks const& banks, GenreTable const& genres) {
    auto slots = slots_of(request.profile, banks, genres);
    if (!request.seeds.empty()) slots["subject.first"] = request.seeds.front();
    auto const ids = fact_ids(request.profile);
    std::vector<Candidate> candidates;
    for (auto const& frame : banks.titles) {
        auto const text = fill(frame.text, slots);
        if (!text) continue;
        Candidate candidate{.text = title_case(*text)};
        if (text::length(candidate.text) > 44) continue;
        for (auto const& role : slot_roles(frame.text))
            if (auto const id = ids.find(role); id != ids.end()) candidate.facts.push_back(id->second);
        if (frame.kind == "subject") candidate.weight = 6;
        auto const words = static_cast<double>(std::count(candidate.text.begin(), candidate.text.end(), ' ')) + 1;
        candidate.weight /= 0.5 + 0.25 * std::max(0.0, words - 2);
        candidates.push_back(std::move(candidate));
    }
    return candidates;
}

}  // namespace

std::string title_case(std::string_view text) {
    auto words = text::split(text, ' ');
    for (std::size_t i = 0; i < words.size(); ++i) {
        bool const small = std::find(small_words.begin(), small_words.end(), words[i]) != small_words.end();
        if (!small || i == 0 || i + 1 == words.size()) words[i] = text::capitalised(words[i]);
        auto const hyphen = words[i].find('-');
        if (hyphen != std::string::npos && hyphen + 1 < words[i].size())
            words[i] = words[i].substr(0, hyphen + 1) + text::capitalised(words[i].substr(hyphen + 1));
    }
    return text::join(words, " ");
}

Result<Title> choose_title(TitleRequest const& request, Banks const& banks, GenreTable const& genres) {
    auto const candidates = candidates_of(request, banks, genres);
    std::vector<std::string> used;
    for (auto const& title : request.used) used.push_back(text::lower(title));
    std::vector<double> weights;
    double sum = 0;
    for (auto const& candidate : candidates) {
        bool const fresh = std::find(used.begin(), used.end(), text::lower(candidate.text)) == used.end();
        weights.push_back(fresh ? candidate.weight : 0);
        sum += weights.back();
    }
    if (sum <= 0)
        return fail(ErrorCode::invalid_input, "story.facts: give no title that is not used yet; add facts or name the release yourself");
    auto random = Random(request.seed).stream("title").stream(request.profile.core.name).stream(request.mood);
    auto const& chosen = candidates[random.weighted(weights)];
    return Title{chosen.text, chosen.facts};
}

}  // namespace troupe::writing::impl
