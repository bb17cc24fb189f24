#include "llm/circuit_breaker.hpp"

#include <algorithm>

namespace troupe::llm {
namespace {

constexpr int failures_to_open = 5;
constexpr std::chrono::seconds first_rest{30};
constexpr std::chrono::seconds longest_rest{600};
constexpr std::chrono::hours rest_without_credit{6};
constexpr std::chrono::hours rest_when_denied{24 * 365};

std::chrono::seconds rest_of(int openings) { return std::min(first_rest * (1 << std::min(openings, 8)), longest_rest); }

}  // namespace

std::optional<CircuitBreaker::Rest> CircuitBreaker::rest(std::string const& model) const {
    std::lock_guard const lock(mutex_);
    auto const found = states_.find(model);
    if (found == states_.end() || !found->second.until) return std::nullopt;
    auto const left = std::chrono::duration_cast<Seconds>(*found->second.until - clock_.now());
    if (left <= Seconds{0}) return std::nullopt;
    return Rest{left, found->second.why, found->second.is_asked_for};
}

void CircuitBreaker::succeeded(std::string const& model) {
    std::lock_guard const lock(mutex_);
    states_.erase(model);
}

void CircuitBreaker::failed(std::string const& model, ChatError const& error) {
    if (error.trouble == Trouble::unfit || error.trouble == Trouble::cancelled) return;  // says nothing of the model
    std::lock_guard const lock(mutex_);
    auto& state = states_[model];
    auto const now = clock_.now();
    ++state.failures;
    state.why = error.message;
    state.is_asked_for = false;
    if (error.trouble == Trouble::out_of_credit) {
        state.until = now + rest_without_credit;
    } else if (error.trouble == Trouble::denied) {
        state.until = now + rest_when_denied;
    } else if (state.failures >= failures_to_open) {
        state.until = now + rest_of(state.openings++);
        state.failures = failures_to_open - 1;  // one trial when the rest is over
    } else if (error.retry_after) {
        state.until = now + std::chrono::duration_cast<std::chrono::milliseconds>(*error.retry_after);
        state.is_asked_for = true;
    }
}

}  // namespace troupe::llm
