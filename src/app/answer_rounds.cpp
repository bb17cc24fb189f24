#include "app/answer_rounds.hpp"

#include <condition_variable>
#include <mutex>

#include "base/log.hpp"
#include "flow/store_answers.hpp"

namespace troupe::app {
namespace {

constexpr auto look_every = std::chrono::seconds(10);

}  // namespace

void AnswerRounds::run(std::stop_token const& stop) {
    if (every_.count() == 0) return;
    std::mutex guard;
    std::condition_variable_any bell;
    std::unique_lock lock(guard);
    do {
        auto const begun = flow::begin_due_answers(studio_, every_);
        if (!begun) log::warning("answers.not_asked_for", {{"error", begun.error().message}});
    } while (!bell.wait_for(lock, stop, look_every, [&] { return stop.stop_requested(); }));
}

}  // namespace troupe::app
