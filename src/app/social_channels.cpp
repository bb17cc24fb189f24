#include "app/social_channels.hpp"

namespace troupe::app {
namespace {

using Owned = std::vector<std::unique_ptr<social::SocialChannel>>;

Owned make_channels(SocialSettings const& settings, providers::telegram::Bot const* bot, providers::impl::PostingParts const& parts) {
    Owned made;
    if (settings.mastodon) made.push_back(std::make_unique<providers::mastodon::MastodonChannel>(*settings.mastodon, parts));
    if (settings.bluesky) made.push_back(std::make_unique<providers::bluesky::BlueskyChannel>(*settings.bluesky, parts));
    if (settings.youtube) made.push_back(std::make_unique<providers::youtube::YoutubeChannel>(*settings.youtube, parts));
    if (bot != nullptr && !settings.telegram->channel.empty()) made.push_back(std::make_unique<providers::telegram::TelegramChannel>(*bot));
    if (settings.webhook) made.push_back(std::make_unique<providers::webhook_channel::WebhookChannel>(*settings.webhook, parts));
    made.push_back(std::make_unique<social::builtin::OutboxFolder>(settings.folder, settings.platforms, parts.clock));
    return made;
}

}  // namespace

Result<SocialSettings> read_social_settings(Configuration const& configuration, std::filesystem::path const& home) {
    SocialSettings settings;
    settings.mastodon = TRY(providers::mastodon::read_settings(configuration));
    settings.bluesky = TRY(providers::bluesky::read_settings(configuration));
    settings.youtube = TRY(providers::youtube::read_settings(configuration));
    settings.telegram = TRY(providers::telegram::read_settings(configuration));
    settings.webhook = TRY(providers::webhook_channel::read_settings(configuration));
    settings.folder = configuration.get("TROUPE_SOCIAL_OUTBOX").value_or((home / "outbox").string());
    settings.link_base = configuration.get("TROUPE_SOCIAL_LINK_BASE").value_or("");
    while (settings.link_base.ends_with('/')) settings.link_base.pop_back();
    if (!settings.link_base.empty() && !settings.link_base.starts_with("https://"))
        return fail(ErrorCode::invalid_input, "TROUPE_SOCIAL_LINK_BASE: expected where link pages stand: https://label.example/music");
    settings.platforms = TRY(social::built_in_platforms());
    return settings;
}

SocialChannels::SocialChannels(SocialSettings settings, social::OutboxStore& outbox, social::PostResultStore& results,
                               providers::impl::PostingParts parts)
    : settings_(std::move(settings)),
      bot_(settings_.telegram ? std::make_unique<providers::telegram::Bot>(*settings_.telegram, parts) : nullptr),
      chat_(bot_ && !settings_.telegram->chat.empty() ? std::make_unique<providers::telegram::TelegramChat>(*bot_) : nullptr),
      owned_(make_channels(settings_, bot_.get(), parts)),
      channels_(all()),
      outlet_{outbox, results, channels_, settings_.platforms, settings_.link_base} {}

std::vector<social::SocialChannel*> SocialChannels::all() const {
    std::vector<social::SocialChannel*> channels;
    for (auto const& each : owned_) channels.push_back(each.get());
    return channels;
}

}  // namespace troupe::app
