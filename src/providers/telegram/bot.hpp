#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/configuration.hpp"
#include "providers/impl/posting.hpp"

/// Telegram's Bot API. From the environment:
///   TROUPE_TELEGRAM_TOKEN    of the bot
///   TROUPE_TELEGRAM_CHANNEL  where posts go: "@artist" or an id; brings the channel
///   TROUPE_TELEGRAM_CHAT     id of the chat where people decide; brings the buttons
///   TROUPE_TELEGRAM_USERS    ids of those who may, with commas between; needed with the chat
///   TROUPE_TELEGRAM_URL      https://api.telegram.org, or a Bot API server of one's own
namespace troupe::providers::telegram {

struct Settings {
    std::string token;
    std::string base_url = "https://api.telegram.org";
    std::string channel;  ///< empty: none
    std::string chat;     ///< empty: none
    std::vector<std::string> users;
    Seconds backoff{0.5};
};

/// Nothing: no token is set. Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// Calls methods of a bot. The token stands in the address alone, which no message shows.
class Bot {
public:
    Bot(Settings settings, impl::PostingParts parts);
    using Body = tl::expected<json::Value, social::PublishError>;

    /// The `result` of the answer.
    [[nodiscard]] Body call(std::string const& method, json::Object const& body, impl::Repeat repeat, Seconds longest, std::stop_token const& stop) const;
    [[nodiscard]] Body call(std::string const& method, impl::Multipart const& form, std::stop_token const& stop) const;

    [[nodiscard]] Settings const& settings() const { return settings_; }
    [[nodiscard]] TimePoint now() const { return parts_.clock.now(); }

private:
    [[nodiscard]] Body run(net::HttpRequest const& request, impl::Repeat repeat, std::stop_token const& stop) const;

    Settings settings_;
    impl::PostingParts parts_;
    impl::Posting posting_;
};

}  // namespace troupe::providers::telegram
