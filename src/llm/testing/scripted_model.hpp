#pragma once

#include <deque>
#include <mutex>

#include "llm/chat_model.hpp"

namespace troupe::llm::testing {

/// Answers what it was told to, in order, and remembers what it was asked. Out of script it is busy.
class ScriptedModel final : public ChatModel {
public:
    explicit ScriptedModel(std::string name, std::vector<ChatResult> script = {}) : name_(std::move(name)), script_(script.begin(), script.end()) {}

    std::string_view name() const override { return name_; }
    ChatResult complete(ChatRequest const& request, std::stop_token stop) override {
        std::lock_guard const lock(mutex_);
        requests.push_back(request);
        if (stop.stop_requested()) return trouble(Trouble::cancelled, "stopped");
        if (script_.empty()) return trouble(Trouble::busy, name_ + ": has nothing more to say");
        auto answer = std::move(script_.front());
        script_.pop_front();
        return answer;
    }

    static ChatResult says(std::string text, Finish finish = Finish::complete) {
        return ChatAnswer{std::move(text), finish, {100, 50, true}, "scripted", "req_1"};
    }
    static ChatResult trouble(Trouble trouble, std::string message, std::optional<Seconds> retry_after = std::nullopt) {
        ChatError error;
        error.code = ErrorCode::unavailable;
        error.message = std::move(message);
        error.trouble = trouble;
        error.retry_after = retry_after;
        return tl::unexpected(error);
    }

    std::vector<ChatRequest> requests;

private:
    std::string name_;
    std::mutex mutex_;
    std::deque<ChatResult> script_;
};

}  // namespace troupe::llm::testing
