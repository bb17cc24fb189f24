#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evolution/trials/comparison.hpp"
#include "evolution/trials/trial.hpp"

namespace troupe::evolution {

/// How an arm does, and beside the control.
struct ArmStanding {
    std::string arm;
    double share = 0;
    int outcomes = 0;
    double mean = 0;             ///< 0..1; 0 without outcomes
    double difference = 0;       ///< of the means in the blocks that were compared
    double low = -1;             ///< interval of the difference, valid at all times together
    double high = 1;
    double evidence_better = 1;  ///< than the control, see Comparison
    double evidence_worse = 1;
};
BOOST_DESCRIBE_STRUCT(ArmStanding, (),
                      (arm, share, outcomes, mean, difference, low, high, evidence_better, evidence_worse))

/// Follows a trial's outcomes as they come, and says what they ask for.
///
/// While it runs: an arm is promoted once its evidence of being better than the control reaches (arms - 1) / error_rate and both
/// have their least outcomes; the trial stops when all others are as surely worse, and ends undecided at its most outcomes. Once
/// promoted, the winner is rolled back as soon as the control, on the tenth it kept, is as surely better since.
class TrialJudge {
public:
    /// Of a valid trial.
    explicit TrialJudge(Trial const& trial);
    /// Outcomes in the order they were recorded. Those of unknown arms are left out.
    void add(TrialOutcome const& outcome);
    /// The trial after the step that is due; nothing: more outcomes are needed.
    [[nodiscard]] std::optional<Trial> decide(TimePoint at) const;
    /// One for every arm, the control first: all outcomes, the evidence of the trial's present state.
    [[nodiscard]] std::vector<ArmStanding> standings() const;

private:
    struct Rival {
        SequentialTest better;  ///< than the control
        SequentialTest worse;
    };
    struct Count {
        int outcomes = 0;
        double sum = 0;
    };
    [[nodiscard]] double needed() const { return static_cast<double>(rivals_.size()) / trial_.error_rate; }
    [[nodiscard]] bool is_far_from_deciding() const;
    [[nodiscard]] std::optional<Trial> decide_running(TimePoint at) const;
    [[nodiscard]] std::optional<Trial> decide_promoted(TimePoint at) const;
    [[nodiscard]] std::string reason_of(ArmStanding const& standing, double evidence) const;

    Trial trial_;
    std::vector<Count> counts_;   ///< by arm
    std::vector<Rival> rivals_;   ///< by arm after the control
};

}  // namespace troupe::evolution
