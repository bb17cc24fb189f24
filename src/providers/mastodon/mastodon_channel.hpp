#pragma once

#include <optional>

#include "base/configuration.hpp"
#include "providers/impl/posting.hpp"

/// Mastodon, and servers that speak its API. From the environment:
///   MASTODON_TOKEN         of a user, with write:media, write:statuses and, to see what came back for private posts, read:statuses;
///                          brings the channel
///   TROUPE_MASTODON_URL    the server: https://mastodon.example
///   TROUPE_MASTODON_VISIBILITY  public (default), unlisted, private
namespace troupe::providers::mastodon {

struct Settings {
    std::string token;
    std::string base_url;
    std::string visibility = "public";
    Seconds poll{2};
    Seconds deadline{300};  ///< for a video to be made ready there
    Seconds backoff{0.5};
};

/// Nothing: no token is set. Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// A server remembers an Idempotency-Key for an hour: so long the same key is one post.
class MastodonChannel final : public social::SocialChannel {
public:
    MastodonChannel(Settings settings, impl::PostingParts parts);
    [[nodiscard]] social::ChannelTraits traits() const override;
    [[nodiscard]] social::Published publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<std::optional<social::PostCounts>>> read_results(std::vector<std::string> const& ids, std::stop_token stop) override;

private:
    using Uploaded = tl::expected<std::string, social::PublishError>;
    /// One status as anybody sees it, or as the token's owner does.
    [[nodiscard]] impl::Answered status(std::string const& id, bool is_open, std::stop_token const& stop);
    [[nodiscard]] net::HttpRequest request(std::string method, std::string const& path) const;
    /// The id of the media, once the server has made it ready.
    [[nodiscard]] Uploaded upload(social::Media const& media, std::stop_token const& stop);
    [[nodiscard]] Uploaded wait_until_ready(std::string const& id, std::stop_token const& stop);

    Settings settings_;
    impl::PostingParts parts_;
    impl::Posting posting_;
};

}  // namespace troupe::providers::mastodon
