#include "llm/feedback_loop.hpp"

namespace troupe::llm {

bool FeedbackLoop::add(double score) {
    bool const is_first = iterations_++ == 0;
    bool const is_best = is_first || score > best_;
    flat_ = is_first || score >= best_ + limits_.improvement ? 0 : flat_ + 1;
    if (is_best) best_ = score;
    return is_best;
}

bool FeedbackLoop::wants_more() const {
    return iterations_ < limits_.most_iterations && !has_succeeded() && flat_ < limits_.flat_to_stop;
}

}  // namespace troupe::llm
