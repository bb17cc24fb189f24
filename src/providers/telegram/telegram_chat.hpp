#pragma once

#include "providers/telegram/bot.hpp"
#include "social/approval_chat.hpp"

namespace troupe::providers::telegram {

/// Decisions by buttons in one chat, by the people that the settings name.
class TelegramChat final : public social::ApprovalChat {
public:
    explicit TelegramChat(Bot const& bot) : bot_(bot) {}
    [[nodiscard]] bool may_decide(social::ChatEvent const& event) const override;
    [[nodiscard]] Result<std::int64_t> ask(social::ChatQuestion const& question, std::stop_token stop) override;
    [[nodiscard]] Result<std::int64_t> ask_why(std::string const& text, std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<social::ChatEvent>> events(std::int64_t from, Seconds longest, std::stop_token stop) override;
    [[nodiscard]] Result<void> answer(std::string const& press, std::string const& text, std::stop_token stop) override;
    [[nodiscard]] Result<void> freeze(std::int64_t message, std::string const& text, std::stop_token stop) override;

private:
    [[nodiscard]] Result<std::int64_t> say(json::Object body, std::stop_token const& stop);
    Bot const& bot_;
};

}  // namespace troupe::providers::telegram
