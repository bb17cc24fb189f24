#pragma once

#include <stop_token>
#include <thread>

namespace troupe::app {

/// Turns Ctrl-C and a polite kill into a stop token: work ends at its next safe point. A second one ends the process at
/// once, which is safe too: nothing is ever half written under its final name.
class Interrupts {
public:
    /// Before any other thread begins: they all inherit the blocked signals.
    Interrupts();
    ~Interrupts();
    Interrupts(Interrupts const&) = delete;
    Interrupts& operator=(Interrupts const&) = delete;

    [[nodiscard]] std::stop_token token() const { return stop_.get_token(); }

private:
    std::stop_source stop_;
    std::jthread waiter_;
};

}  // namespace troupe::app
