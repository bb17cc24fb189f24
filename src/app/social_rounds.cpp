#include "app/social_rounds.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "flow/post_results.hpp"
#include "flow/publish_posts.hpp"
#include "flow/trends.hpp"

namespace troupe::app {
namespace {

constexpr auto look_every = std::chrono::seconds(1);
constexpr auto look_at_trends_every = std::chrono::minutes(5);
constexpr auto look_for_results_every = std::chrono::minutes(10);
constexpr auto after_failure = std::chrono::seconds(5);
constexpr Seconds long_poll{50};

/// Waits, unless somebody asks to stop. False: somebody did.
bool rest(std::stop_token const& stop, std::chrono::milliseconds longest) {
    std::mutex guard;
    std::condition_variable_any bell;
    std::unique_lock lock(guard);
    bell.wait_for(lock, stop, longest, [&] { return stop.stop_requested(); });
    return !stop.stop_requested();
}

void tell(char const* event, Error const& error) {
    if (error.code != ErrorCode::cancelled) log::warning(event, {{"error", error.message}});
}

}  // namespace

void PostRounds::run(std::stop_token const& stop) {
    auto pause = std::chrono::milliseconds(look_every);
    do {
        auto const taken = flow::take_in_approved_posts(studio_);
        if (!taken) tell("posts.not_taken_in", taken.error());
        auto const begun = flow::begin_due_posts(studio_);
        if (!begun) tell("posts.not_begun", begun.error());
        pause = taken && begun ? std::chrono::milliseconds(look_every) : std::chrono::milliseconds(after_failure);
    } while (rest(stop, pause));
}

void TrendRounds::run(std::stop_token const& stop) {
    if (studio_.trend_sources.empty()) return;
    do {
        if (auto const begun = flow::begin_due_trend_refresh(studio_); !begun) tell("trends.not_begun", begun.error());
    } while (rest(stop, look_at_trends_every));
}

void ResultRounds::run(std::stop_token const& stop) {
    do {
        if (auto const begun = flow::begin_due_results(studio_); !begun) tell("results.not_begun", begun.error());
    } while (rest(stop, look_for_results_every));
}

void ApprovalRounds::listen(std::stop_token const& stop) {
    while (!stop.stop_requested()) {
        auto const taken = asker_.take_answers(long_poll, stop);
        if (taken) continue;
        tell("approval_chat.not_heard", taken.error());
        if (!rest(stop, after_failure)) return;
    }
}

void ApprovalRounds::ask(std::stop_token const& stop) {
    auto pause = std::chrono::milliseconds(look_every);
    do {
        auto const asked = asker_.ask_what_waits(stop);
        if (!asked) tell("approval_chat.not_asked", asked.error());
        // A chat takes about a message a second.
        pause = asked ? std::chrono::milliseconds(asked.value() > 0 ? std::chrono::milliseconds(after_failure) : std::chrono::milliseconds(look_every))
                      : std::chrono::milliseconds(after_failure);
    } while (rest(stop, pause));
}

}  // namespace troupe::app
