#pragma once

#include <optional>

#include "base/configuration.hpp"
#include "providers/impl/posting.hpp"

/// Posts to a program of the label's own, or a service that posts elsewhere: Standard Webhooks. From the environment:
///   TROUPE_SOCIAL_WEBHOOK_URL     where to; brings the channel, which takes the posts of every platform without one of its own
///   TROUPE_SOCIAL_WEBHOOK_SECRET  "whsec_" and base64
namespace troupe::providers::webhook_channel {

struct Settings {
    std::string url;
    std::string secret;
    net::Reach reach = net::Reach::anywhere;
    Seconds backoff{0.5};
};

/// Nothing: no address is set. Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// The webhook-id is the post's key: whoever listens takes a second one of the same id for what it is. Media go as name, type,
/// size, SHA-256 and description; the bytes stay here. A receiver may answer with {"id": .., "url": ..}.
class WebhookChannel final : public social::SocialChannel {
public:
    WebhookChannel(Settings settings, impl::PostingParts parts);
    [[nodiscard]] social::ChannelTraits traits() const override;
    [[nodiscard]] social::Published publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) override;

private:
    Settings settings_;
    impl::PostingParts parts_;
    impl::Posting posting_;
};

}  // namespace troupe::providers::webhook_channel
