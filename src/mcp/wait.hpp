#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

#include "calls/call.hpp"
#include "mcp/open_requests.hpp"

namespace troupe::mcp {

/// A request that is being answered, with what its answer needs.
struct Question {
    json::Value id;
    std::string method;
    json::Object params;
    Visitor visitor;
    std::string request_id;  ///< of logs and the audit log
    std::shared_ptr<OpenRequest> open;
};

/// Work in the queue that a client waits for: tells how far it is, where the client has asked to hear that, and replies
/// once: when the work has ended, or when patience has. A client that cancels hears nothing more, and the jobs are
/// cancelled, too.
class Wait {
public:
    using Time = std::chrono::steady_clock::time_point;
    struct Work {
        calls::Desk& desk;
        calls::Call const* cancel = nullptr;  ///< job.cancel, for this caller; null: jobs go on when the client cancels
        calls::Begun begun;
        Seconds patience{45};
    };
    Wait(Question question, Work work, Time now);

    /// What is to be sent now; after a reply, or when `is_over` without one, nothing comes any more.
    [[nodiscard]] std::vector<json::Value> look(Time now);
    [[nodiscard]] bool is_over() const { return is_over_; }
    /// The reply for who cannot wait: where the work goes on. Ends it.
    [[nodiscard]] json::Value give_up(std::string const& why);

private:
    [[nodiscard]] Result<void> read_jobs();
    [[nodiscard]] std::optional<json::Value> progress();
    [[nodiscard]] json::Value outcome();
    [[nodiscard]] calls::Context context() const;
    void cancel_jobs();

    Question question_;
    Work work_;
    Time began_;
    std::optional<json::Value> token_;
    std::vector<jobs::Job> jobs_;  ///< as last seen
    double told_ = -1;             ///< progress must rise from notification to notification
    bool is_over_ = false;
};

}  // namespace troupe::mcp
