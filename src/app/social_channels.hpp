#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "base/configuration.hpp"
#include "providers/bluesky/bluesky_channel.hpp"
#include "providers/mastodon/mastodon_channel.hpp"
#include "providers/telegram/telegram_channel.hpp"
#include "providers/telegram/telegram_chat.hpp"
#include "providers/webhook_channel/webhook_channel.hpp"
#include "providers/youtube/youtube_channel.hpp"
#include "social/builtin/outbox_folder.hpp"
#include "social/outlet.hpp"

namespace troupe::app {

struct SocialSettings {
    std::optional<providers::mastodon::Settings> mastodon;
    std::optional<providers::bluesky::Settings> bluesky;
    std::optional<providers::youtube::Settings> youtube;
    std::optional<providers::telegram::Settings> telegram;
    std::optional<providers::webhook_channel::Settings> webhook;
    std::filesystem::path folder;  ///< TROUPE_SOCIAL_OUTBOX, else "outbox" in the home
    std::string link_base;         ///< TROUPE_SOCIAL_LINK_BASE
    social::Platforms platforms;
};

/// Errors: invalid_input naming the variable.
[[nodiscard]] Result<SocialSettings> read_social_settings(Configuration const& configuration, std::filesystem::path const& home);

/// Every channel that a key is set for, and the folder for all other posts.
class SocialChannels {
public:
    SocialChannels(SocialSettings settings, social::OutboxStore& outbox, social::PostResultStore& results, providers::impl::PostingParts parts);
    [[nodiscard]] social::Outlet const& outlet() const { return outlet_; }
    /// Where people decide; null: no chat is set.
    [[nodiscard]] social::ApprovalChat* chat() const { return chat_.get(); }
    [[nodiscard]] std::string chat_id() const { return settings_.telegram ? settings_.telegram->chat : std::string(); }

private:
    [[nodiscard]] std::vector<social::SocialChannel*> all() const;

    SocialSettings settings_;
    std::unique_ptr<providers::telegram::Bot> bot_;
    std::unique_ptr<providers::telegram::TelegramChat> chat_;
    std::vector<std::unique_ptr<social::SocialChannel>> owned_;
    social::Channels channels_;
    social::Outlet outlet_;
};

}  // namespace troupe::app
