#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "jobs/queue.hpp"

namespace troupe::jobs::impl {

/// Records the ends of jobs that leave nothing but their output, on a thread of its own: while one lot is being kept the next comes
/// together. What was not kept yet when the process dies is done once more.
class Recorder {
public:
    using Settle = std::function<void(Result<void> const&)>;

    explicit Recorder(Queue& queue);
    /// Records what is left.
    ~Recorder();
    Recorder(Recorder const&) = delete;
    Recorder& operator=(Recorder const&) = delete;

    /// `settle` is called from the recorder's thread, and does not throw. Waits while too many are under way.
    void add(Completion completion, Settle settle);

private:
    void run();
    void record(std::vector<Completion> const& completions, std::vector<Settle> const& settles);

    Queue& queue_;
    std::mutex guard_;  ///< of what follows
    std::condition_variable changed_;
    std::vector<Completion> completions_;
    std::vector<Settle> settles_;
    bool is_closing_ = false;
    std::jthread thread_;
};

}  // namespace troupe::jobs::impl
