#pragma once

#include <mutex>
#include <optional>

#include "base/configuration.hpp"
#include "providers/impl/posting.hpp"

/// YouTube by resumable upload. From the environment:
///   YOUTUBE_REFRESH_TOKEN, YOUTUBE_CLIENT_SECRET, YOUTUBE_CLIENT_ID   of an OAuth client, scope youtube.upload, and
///     youtube.readonly to see what came back; they bring the channel
///   TROUPE_YOUTUBE_PRIVACY   private (default: a person makes it public there), unlisted, public
///   TROUPE_YOUTUBE_URL, TROUPE_YOUTUBE_TOKEN_URL   https://www.googleapis.com, https://oauth2.googleapis.com
namespace troupe::providers::youtube {

struct Settings {
    std::string client_id, client_secret, refresh_token;
    std::string privacy = "private";
    std::string base_url = "https://www.googleapis.com";
    std::string token_url = "https://oauth2.googleapis.com";
    std::size_t chunk_bytes = 8 * 1024 * 1024;  ///< a multiple of 256 KiB
    Seconds backoff{0.5};
};

/// Nothing: no refresh token is set. Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// The upload's session is what it remembers: as long as the session lives (about a week) the next attempt goes on where the last
/// one broke off, and hears of a video that is there already. A session that is gone after its last byte was sent is a doubt.
class YoutubeChannel final : public social::SocialChannel {
public:
    YoutubeChannel(Settings settings, impl::PostingParts parts);
    [[nodiscard]] social::ChannelTraits traits() const override;
    [[nodiscard]] social::Published publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<std::optional<social::PostCounts>>> read_results(std::vector<std::string> const& ids, std::stop_token stop) override;

private:
    struct Upload;
    using Address = tl::expected<std::string, social::PublishError>;

    [[nodiscard]] Address token(std::stop_token const& stop);
    [[nodiscard]] Address begin(social::RenderedPost const& post, std::int64_t bytes, std::stop_token const& stop);
    /// Where it stands, or the receipt of what is done.
    [[nodiscard]] impl::Answered put(Upload const& upload, std::string const& range, std::string const& bytes, std::stop_token const& stop);
    [[nodiscard]] social::Published go_on(Upload& upload, std::stop_token const& stop);
    [[nodiscard]] social::Published receipt_of(net::HttpResponse const& response) const;

    Settings settings_;
    impl::PostingParts parts_;
    impl::Posting posting_;
    std::mutex guard_;
    std::string token_;
    TimePoint token_until_{};
};

}  // namespace troupe::providers::youtube
