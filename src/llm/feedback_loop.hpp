#pragma once

namespace troupe::llm {

/// When to stop improving: after `most_iterations`, once a score reaches `success`, or when two iterations in a row bring
/// less than `improvement`.
struct LoopLimits {
    int most_iterations = 3;
    double success = 0.8;
    double improvement = 0.05;
    int flat_to_stop = 2;
};

class FeedbackLoop {
public:
    explicit FeedbackLoop(LoopLimits limits = {}) : limits_(limits) {}

    /// Takes the score of the next draft (0..1); true when it is the best so far.
    bool add(double score);
    [[nodiscard]] bool wants_more() const;
    [[nodiscard]] bool has_succeeded() const { return best_ >= limits_.success; }
    [[nodiscard]] int iterations() const { return iterations_; }
    [[nodiscard]] double best() const { return best_; }

private:
    LoopLimits limits_;
    int iterations_ = 0;
    int flat_ = 0;
    double best_ = 0;
};

}  // namespace troupe::llm
