#pragma once

#include "providers/telegram/bot.hpp"

namespace troupe::providers::telegram {

/// Posts of a channel. Telegram knows no key of ours: a message that may have arrived is never sent again by itself.
class TelegramChannel final : public social::SocialChannel {
public:
    explicit TelegramChannel(Bot const& bot) : bot_(bot) {}
    [[nodiscard]] social::ChannelTraits traits() const override;
    [[nodiscard]] social::Published publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) override;

private:
    Bot const& bot_;
};

}  // namespace troupe::providers::telegram
