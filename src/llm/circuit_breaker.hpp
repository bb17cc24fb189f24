#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "base/units.hpp"
#include "llm/chat_model.hpp"

namespace troupe::llm {

/// Lets a model rest that fails again and again, one state per model: after five failures in a row 30 s, then twice as long
/// each time, at most 10 min; without credit six hours; when its key or name is refused, until the process starts anew.
/// A Retry-After is kept too. Safe to call from several threads.
class CircuitBreaker {
public:
    explicit CircuitBreaker(Clock const& clock) : clock_(clock) {}

    /// How long it still rests, and why; nothing: it may be asked.
    struct Rest {
        Seconds left{0};
        std::string why;
        bool is_asked_for = false;  ///< the server named the time: waiting for it is worth while
    };
    [[nodiscard]] std::optional<Rest> rest(std::string const& model) const;

    void succeeded(std::string const& model);
    void failed(std::string const& model, ChatError const& error);

private:
    struct State {
        int failures = 0;
        int openings = 0;
        std::optional<TimePoint> until;
        std::string why;
        bool is_asked_for = false;
    };

    Clock const& clock_;
    mutable std::mutex mutex_;
    std::map<std::string, State> states_;
};

}  // namespace troupe::llm
