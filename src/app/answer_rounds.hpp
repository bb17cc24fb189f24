#pragma once

#include <chrono>
#include <thread>

#include "flow/studio.hpp"

namespace troupe::app {

/// Has the stores that owe an answer asked for it, again and again, while somebody serves or works. `every` is how
/// often a store is asked; 0 minutes: never.
class AnswerRounds {
public:
    AnswerRounds(flow::Studio& studio, std::chrono::minutes every)
        : studio_(studio), every_(every), thread_([this](std::stop_token const& stop) { run(stop); }) {}

private:
    void run(std::stop_token const& stop);
    flow::Studio& studio_;
    std::chrono::minutes every_;
    std::jthread thread_;
};

}  // namespace troupe::app
