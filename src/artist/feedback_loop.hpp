#pragma once

#include <cstddef>
#include <optional>
#include <utility>

namespace troupe::artist {

/// When trying again stops. Scores are 0..1.
struct FeedbackLimits {
    int most_attempts = 3;
    double success = 0.8;             ///< good enough
    double least_improvement = 0.05;  ///< less than this over the best so far is a flat attempt
    int most_flat = 2;                ///< flat attempts in a row before giving up
};

enum class NextStep { go_on, done, give_up };

/// Plain arithmetic for "write, judge, mend, write again": told the score of each attempt, it says whether another is
/// worth making and keeps the best. The first attempt is never flat, an equal score does not replace an earlier one.
///
///     FeedbackLoop<Profile> loop;
///     do draft = write(hints); while (loop.tell(draft, score(draft)) == NextStep::go_on);
///     return loop.best();
template <class Attempt>
class FeedbackLoop {
public:
    explicit FeedbackLoop(FeedbackLimits limits = {}) : limits_(limits) {}

    NextStep tell(Attempt attempt, double score) {
        ++attempts_;
        flat_ = best_ && score < best_score_ + limits_.least_improvement ? flat_ + 1 : 0;
        if (!best_ || score > best_score_) {
            best_ = std::move(attempt);
            best_score_ = score;
        }
        if (best_score_ >= limits_.success) return NextStep::done;
        return attempts_ >= limits_.most_attempts || flat_ >= limits_.most_flat ? NextStep::give_up : NextStep::go_on;
    }

    [[nodiscard]] std::optional<Attempt> const& best() const { return best_; }  ///< nothing before the first `tell`
    [[nodiscard]] double best_score() const { return best_score_; }
    [[nodiscard]] int attempts() const { return attempts_; }

private:
    FeedbackLimits limits_;
    std::optional<Attempt> best_;
    double best_score_ = 0;
    int attempts_ = 0;
    int flat_ = 0;
};

}  // namespace troupe::artist
