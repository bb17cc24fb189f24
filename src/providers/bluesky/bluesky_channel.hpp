#pragma once

#include <mutex>
#include <optional>

#include "base/configuration.hpp"
#include "providers/impl/posting.hpp"

/// Bluesky (AT Protocol). From the environment:
///   BLUESKY_APP_PASSWORD    of the account's settings, never its own password; brings the channel
///   TROUPE_BLUESKY_HANDLE   "artist.bsky.social"
///   TROUPE_BLUESKY_URL      https://bsky.social
namespace troupe::providers::bluesky {

struct Settings {
    std::string handle;
    std::string password;
    std::string base_url = "https://bsky.social";
    Seconds backoff{0.5};
};

/// Nothing: no password is set. Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// Where the record of that attempt stands: a TID (atproto.com/specs/tid) of when the first attempt began and of its key, so that
/// every attempt writes the same record.
[[nodiscard]] std::string record_key(social::Attempt const& attempt);

/// The session is kept in memory and renewed; sign-ins are few (about 300 a day are allowed).
class BlueskyChannel final : public social::SocialChannel {
public:
    BlueskyChannel(Settings settings, impl::PostingParts parts);
    [[nodiscard]] social::ChannelTraits traits() const override;
    [[nodiscard]] social::Published publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) override;
    [[nodiscard]] Result<std::optional<social::Receipt>> find(social::Attempt const& attempt, std::stop_token stop) override;
    [[nodiscard]] Result<std::vector<std::optional<social::PostCounts>>> read_results(std::vector<std::string> const& ids, std::stop_token stop) override;

private:
    struct Session {
        std::string access, refresh, did, handle, host;
    };
    using Body = tl::expected<json::Value, social::PublishError>;

    [[nodiscard]] tl::expected<void, social::PublishError> sign_in(std::stop_token const& stop);
    [[nodiscard]] tl::expected<void, social::PublishError> renew(std::stop_token const& stop);
    [[nodiscard]] tl::expected<void, social::PublishError> take_session(json::Value const& body);
    /// With the session, which is renewed once when it has expired. `takes_missing`: 400 is an answer, too.
    [[nodiscard]] impl::Answered ask(net::HttpRequest request, bool takes_400, std::stop_token const& stop);
    [[nodiscard]] Body embed_of(social::RenderedPost const& post, std::stop_token const& stop);
    [[nodiscard]] social::Receipt receipt_of(std::string const& uri, std::string const& key) const;

    Settings settings_;
    impl::PostingParts parts_;
    impl::Posting posting_;
    std::mutex guard_;  ///< one at a time: they share the session
    std::optional<Session> session_;
};

}  // namespace troupe::providers::bluesky
