#pragma once

#include "evolution/impl/comparisons.hpp"

namespace troupe::evolution::impl {

/// An answer that a comparison gave.
struct Answer {
    Comparison const* comparison = nullptr;
    Estimate estimate;
    [[nodiscard]] double certainty() const { return estimate.mean / estimate.deviation; }
};

/// How sure an answer must be when so many comparisons were made.
struct Demand {
    int comparisons = 1;
    double confidence = 0.95;  ///< of each interval
    double quantile = 2;       ///< of the normal distribution, for that confidence on both sides
};
/// Bonferroni's: they share the error rate.
[[nodiscard]] Demand demand_for(int comparisons, double error_rate);

/// Every comparison with its answer, most certain first.
[[nodiscard]] std::vector<Answer> answers_to(std::vector<Comparison const*> const& comparisons,
                                             Posterior const& posterior);
/// Those whose interval excludes zero.
[[nodiscard]] std::vector<Answer> convincing(std::vector<Comparison> const& comparisons, Posterior const& posterior,
                                             Demand const& demand);

/// False for where and when it was heard.
[[nodiscard]] bool is_about_music(Comparison const& comparison);

/// "mood dark against calm", "'Salt' against the other releases".
[[nodiscard]] std::string wording(Comparison const& comparison, Sample const& sample);
/// Why `moved` follows from the answer, in one sentence.
[[nodiscard]] std::string reason(Answer const& answer, Moved const& moved, Sample const& sample);
[[nodiscard]] Evidence evidence(Answer const& answer, Sample const& sample, Demand const& demand);
/// What a move should bring: its own size times what its factor is worth. Nothing where the move has no size, or where
/// pieces do not follow it (territories, platforms).
[[nodiscard]] std::optional<ExpectedGain> expected_gain(Move const& move, Moved const& moved,
                                                        Posterior const& posterior, Demand const& demand);

}  // namespace troupe::evolution::impl
