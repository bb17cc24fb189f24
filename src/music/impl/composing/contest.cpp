#include "music/impl/composing/contest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "music/impl/composer.hpp"
#include "music/impl/composing/critic.hpp"

namespace troupe::music::impl {
namespace {

constexpr std::size_t shown_others = 5;

void find_nearest(Score& score, std::vector<MelodyPrint> const& catalogue) {
    if (catalogue.empty()) return;
    auto const print = print_of(score);
    for (auto const& other : catalogue)
        if (auto const alike = likeness(print, other); alike > score.verdict.likeness) {
            score.verdict.likeness = alike;
            score.verdict.nearest = other.title;
        }
}

std::string reason_for(Verdict const& verdict, bool refused) {
    if (refused)
        return fmt::format("all {} candidates come too near to the catalogue; the least alike shares {:.0f} % of its runs with '{}'", verdict.heard,
                           verdict.likeness * 100, verdict.nearest);
    auto const outside = std::count_if(verdict.rows.begin(), verdict.rows.end(), [](auto const& row) { return row.value < row.low || row.value > row.high; });
    auto const weakest = std::min_element(verdict.rows.begin(), verdict.rows.end(), [](auto const& a, auto const& b) { return a.mark < b.mark; });
    auto text = fmt::format("best of {} with {:.2f}; {} of {} measures outside their range", verdict.heard, verdict.score, outside, verdict.rows.size());
    if (weakest != verdict.rows.end() && weakest->mark < 1)
        text += fmt::format("; weakest is {}, {:.2f} in {:g} to {:g}", weakest->metric, weakest->value, weakest->low, weakest->high);
    return text;
}

}  // namespace

void Contest::hear(Score candidate) {
    ++heard_;
    scores_.push_back(candidate.verdict.score);
    find_nearest(candidate, brief_.catalogue);
    if (candidate.verdict.likeness > likeness_limit) {
        ++refusals_;
        if (!refused_ || candidate.verdict.likeness < refused_->verdict.likeness) refused_ = std::move(candidate);
    } else if (!winner_ || candidate.verdict.score > winner_->verdict.score) {
        winner_ = std::move(candidate);
    }
}

Score Contest::finish() && {
    bool const refused = !winner_;
    auto score = refused ? std::move(*refused_) : std::move(*winner_);
    auto& verdict = score.verdict;
    score.candidates = verdict.heard = heard_;
    verdict.refused = refusals_;
    verdict.rows = marks_of(score.metrics, genre_);
    std::sort(scores_.begin(), scores_.end(), std::greater<>());
    if (auto const own = std::find(scores_.begin(), scores_.end(), verdict.score); own != scores_.end()) scores_.erase(own);
    scores_.resize(std::min(scores_.size(), shown_others));
    verdict.others = scores_;
    verdict.reason = reason_for(verdict, refused);
    return score;
}

}  // namespace troupe::music::impl
