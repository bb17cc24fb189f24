#include "access/webhook.hpp"

#include <boost/url/parse.hpp>
#include <fmt/format.h>

#include <algorithm>

#include "access/event_log.hpp"
#include "access/random_bits.hpp"
#include "access/webhook_signing.hpp"
#include "base/base64.hpp"
#include "base/text.hpp"

namespace troupe::access {
namespace {

constexpr std::size_t longest_url = 2000;

std::string new_secret() { return "whsec_" + base64(random_bits()); }

Result<void> check_url(std::string const& url) {
    auto const parsed = boost::urls::parse_uri(url);
    if (!parsed || url.size() > longest_url || (parsed->scheme() != "http" && parsed->scheme() != "https") || parsed->encoded_host().empty())
        return wrong_field("url", "expected http:// or https:// with a host, such as https://example.com/hooks/troupe");
    if (parsed->has_userinfo())
        return wrong_field("url", "holds a name or password: leave them out, receivers check the signature");
    return {};
}

/// "content.changed", or "content.*" for all of them.
bool is_type(std::string_view wanted) { 
    return std::any_of(event_types.begin(), event_types.end(), [&](std::string_view type) {
        return type == wanted || wanted == std::string(type.substr(0, type.find('.'))) + ".*";
    });
}

Result<void> check_types(std::vector<std::string> const& types) {
    for (std::size_t i = 0; i < types.size(); ++i)
        if (!is_type(types[i]))
            return wrong_field(fmt::format("types[{}]", i), fmt::format("there are no events '{}': choose of {}, or artist.*, content.*, job.*",
                                                                        text::excerpt(types[i]), text::join({event_types.begin(), event_types.end()}, ", ")));
    return {};
}

}  // namespace

Result<void> validate(Webhook const& webhook) {
    TRY(check_url(webhook.url));
    TRY(check_types(webhook.types));
    TRY(secret_bytes(webhook.secret));
    if (!webhook.previous_secret.empty()) TRY(secret_bytes(webhook.previous_secret));
    return {};
}

Result<Webhook> make_webhook(NewWebhook const& wanted, std::int64_t newest, TimePoint now, IdBits const& bits) {
    Webhook webhook{.id = make_id<WebhookTag>(now, bits), .url = wanted.url, .types = wanted.types, .secret = new_secret(), .created = now,
                    .seen = newest};
    TRY(validate(webhook));
    return webhook;
}

Webhook with_new_secret(Webhook webhook) {
    webhook.previous_secret = std::exchange(webhook.secret, new_secret());
    return webhook;
}

}  // namespace troupe::access
