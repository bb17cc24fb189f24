#include "providers/webhook_channel/webhook_channel.hpp"

#include <fmt/format.h>

#include "access/webhook_signing.hpp"
#include "base/hash.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::webhook_channel {
namespace {

using impl::member;

constexpr net::Timeouts timeouts{.connect = Seconds(10), .total = Seconds(15)};

Result<json::Array> files_of(social::RenderedPost const& post) {
    json::Array files;
    for (auto const& media : post.media) {
        auto const sha256 = TRY(sha256_of_file(media.file));
        files.push_back(json::Object{{"name", media.name}, {"media_type", media.media_type}, {"size_bytes", media.size_bytes}, {"sha256", sha256},
                                     {"alt", media.alt}});
    }
    return files;
}

Result<std::string> body_of(social::RenderedPost const& post, TimePoint now) {
    auto const files = TRY(files_of(post));
    json::Object const data{{"platform", post.platform}, {"artist", post.artist}, {"title", post.title}, {"text", post.text},
                            {"tags", json::to_value(post.tags)}, {"link", post.link}, {"language", post.language},
                            {"disclosure", post.disclosure}, {"ai_label", post.ai_label}, {"media", files}};
    return json::print(json::Value(json::Object{{"type", "post.publish"}, {"timestamp", format_time(now)}, {"data", data}}));
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    if (!configuration.get("TROUPE_SOCIAL_WEBHOOK_URL")) return std::optional<Settings>{};
    Settings settings;
    settings.url = TRY(impl::address_setting(configuration, "TROUPE_SOCIAL_WEBHOOK_URL", ""));
    settings.secret = TRY(impl::key_setting(configuration, "TROUPE_SOCIAL_WEBHOOK_SECRET"));
    if (auto const bytes = access::secret_bytes(settings.secret); !bytes)
        return fail(ErrorCode::invalid_input, "TROUPE_SOCIAL_WEBHOOK_SECRET: expected whsec_ and the base64 of 24 to 64 bytes");
    return std::optional(std::move(settings));
}

WebhookChannel::WebhookChannel(Settings settings, impl::PostingParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      posting_{.service = "webhook", .secrets = {settings_.secret}, .advice = "check TROUPE_SOCIAL_WEBHOOK_URL and its secret",
               .backoff = settings_.backoff} {}

social::ChannelTraits WebhookChannel::traits() const {
    return {.id = "webhook", .platforms = {}, .repeats_for = Seconds(76 * 3600), .can_find = false};
}

social::Published WebhookChannel::publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) {
    auto const now = parts_.clock.now();
    auto const body = body_of(post, now);
    if (!body) return impl::not_sent(body.error());
    auto const signature = access::sign({.id = attempt.key, .at = now, .body = *body}, {settings_.secret});
    if (!signature) return impl::not_sent(signature.error());
    auto const seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
    net::HttpRequest const request{.method = "POST",
                                   .url = settings_.url,
                                   .headers = {{"Content-Type", "application/json"},
                                               {"webhook-id", attempt.key},
                                               {"webhook-timestamp", std::to_string(seconds)},
                                               {"webhook-signature", *signature}},
                                   .body = *body,
                                   .timeouts = timeouts,
                                   .most_bytes = 1 << 20,
                                   .reach = settings_.reach};
    auto const response = impl::send(posting_, parts_, request, impl::Repeat::safely, impl::is_well, stop);
    if (!response) return tl::unexpected(response.error());
    // Its answer's body is a courtesy: 2xx alone says that it came.
    auto const said = impl::parse_foreign(response->body);
    auto const* root = said ? &*said : nullptr;
    auto id = impl::text(member(root, "id"));
    auto url = impl::text(member(root, "url"));
    if (!impl::is_encrypted(url) && !impl::is_loopback(url)) url.clear();
    return social::Receipt{id.empty() ? attempt.key : id.substr(0, 200), url, parts_.clock.now()};
}

}  // namespace troupe::providers::webhook_channel
