#include "jobs/impl/recorder.hpp"

#include <exception>
#include <utility>

namespace troupe::jobs::impl {
namespace {

constexpr std::size_t most_under_way = 1000;

}  // namespace

Recorder::Recorder(Queue& queue) : queue_(queue), thread_([this] { run(); }) {}

Recorder::~Recorder() {
    {
        std::lock_guard const lock(guard_);
        is_closing_ = true;
    }
    changed_.notify_all();
}

void Recorder::add(Completion completion, Settle settle) {
    {
        std::unique_lock lock(guard_);
        changed_.wait(lock, [&] { return completions_.size() < most_under_way; });
        completions_.push_back(std::move(completion));
        settles_.push_back(std::move(settle));
    }
    changed_.notify_all();
}

void Recorder::run() {
    for (;;) {
        std::vector<Completion> completions;
        std::vector<Settle> settles;
        {
            std::unique_lock lock(guard_);
            changed_.wait(lock, [&] { return is_closing_ || !completions_.empty(); });
            if (completions_.empty()) return;
            completions.swap(completions_);
            settles.swap(settles_);
        }
        changed_.notify_all();
        record(completions, settles);
    }
}

void Recorder::record(std::vector<Completion> const& completions, std::vector<Settle> const& settles) {
    std::vector<Result<void>> results;
    try {
        results = queue_.complete_all(completions);
    } catch (std::exception const& error) {
        results.assign(completions.size(), fail(ErrorCode::internal, error.what()));
    }
    for (std::size_t i = 0; i < settles.size(); ++i) settles[i](results[i]);
}

}  // namespace troupe::jobs::impl
