#pragma once

#include <memory>
#include <thread>

#include "calls/call.hpp"
#include "flow/ask_approvals.hpp"

namespace troupe::app {

/// Takes in approved posts and puts those whose time has come into the queue, while somebody serves or works.
class PostRounds {
public:
    explicit PostRounds(flow::Studio& studio) : studio_(studio), thread_([this](std::stop_token const& stop) { run(stop); }) {}

private:
    void run(std::stop_token const& stop);
    flow::Studio& studio_;
    std::jthread thread_;
};

/// Puts a refresh of the trends into the queue whenever a source may be asked again, while somebody serves or works.
class TrendRounds {
public:
    explicit TrendRounds(flow::Studio& studio) : studio_(studio), thread_([this](std::stop_token const& stop) { run(stop); }) {}

private:
    void run(std::stop_token const& stop);
    flow::Studio& studio_;
    std::jthread thread_;
};

/// Has the platforms asked what came back for posts, while somebody serves or works.
class ResultRounds {
public:
    explicit ResultRounds(flow::Studio& studio) : studio_(studio), thread_([this](std::stop_token const& stop) { run(stop); }) {}

private:
    void run(std::stop_token const& stop);
    flow::Studio& studio_;
    std::jthread thread_;
};

/// Asks people in a chat, and listens to them, while somebody serves or works. One poller a bot: a second process hears 409 from
/// the service, and waits.
class ApprovalRounds {
public:
    explicit ApprovalRounds(flow::ApprovalAsker::Parts parts)
        : asker_(parts), listener_([this](std::stop_token const& stop) { listen(stop); }), asking_([this](std::stop_token const& stop) { ask(stop); }) {}

private:
    void listen(std::stop_token const& stop);
    void ask(std::stop_token const& stop);
    flow::ApprovalAsker asker_;
    std::jthread listener_, asking_;
};

}  // namespace troupe::app
