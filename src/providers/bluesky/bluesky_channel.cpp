#include "providers/bluesky/bluesky_channel.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::bluesky {
namespace {

using impl::member;
using impl::Repeat;
using social::PublishError;

constexpr auto collection = "app.bsky.feed.post";
constexpr net::Timeouts brief{.connect = Seconds(10), .total = Seconds(30)};
constexpr net::Timeouts patient{.connect = Seconds(10), .total = Seconds(180)};

net::HttpRequest json_request(std::string const& url, json::Value const& body) {
    return {.method = "POST", .url = url, .headers = {{"Content-Type", "application/json"}}, .body = json::print(body), .timeouts = brief};
}

json::Array facets_of(social::RenderedPost const& post) {
    json::Array facets;
    for (auto const& span : post.spans) {
        json::Object const feature = span.kind == social::SpanKind::link
                                         ? json::Object{{"$type", "app.bsky.richtext.facet#link"}, {"uri", span.target}}
                                         : json::Object{{"$type", "app.bsky.richtext.facet#tag"}, {"tag", span.target}};
        facets.push_back(json::Object{{"index", json::Object{{"byteStart", span.byte_start}, {"byteEnd", span.byte_end}}},
                                      {"features", json::Array{feature}}});
    }
    return facets;
}

json::Object with_ratio(json::Object part, social::Media const& media) {
    if (media.width_px > 0 && media.height_px > 0) part["aspectRatio"] = json::Object{{"width", media.width_px}, {"height", media.height_px}};
    return part;
}

json::Object record_of(social::RenderedPost const& post, json::Value const& embed, TimePoint at) {
    json::Object record{{"$type", collection}, {"text", post.text}, {"createdAt", format_time(at)}};
    if (!post.language.empty()) record["langs"] = json::Array{json::Value(post.language)};
    if (!post.spans.empty()) record["facets"] = facets_of(post);
    if (!embed.is_null()) record["embed"] = embed;
    return record;
}

/// The account's own server, as its document of identity names it.
std::string host_in(json::Value const& body, std::string const& home) {
    for (auto const& service : impl::elements(member(member(&body, "didDoc"), "service")))
        if (impl::text(member(&service, "id")).ends_with("#atproto_pds")) {
            auto const host = impl::text(member(&service, "serviceEndpoint"));
            if (impl::may_follow(home, host)) return host;
        }
    return {};
}

/// "at://did:plc:abc/app.bsky.feed.post/3kabc".
bool is_record(std::string const& uri) {
    return uri.starts_with("at://") && uri.size() <= 500 && std::all_of(uri.begin(), uri.end(), [](char c) { return c > ' ' && c < 127; });
}

bool has_expired(net::HttpResponse const& response) {
    if (response.status == 401) return true;
    auto const body = impl::parse_foreign(response.body);
    return response.status == 400 && body && impl::text(member(&*body, "error")) == "ExpiredToken";
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    Settings settings;
    settings.password = TRY(impl::key_setting(configuration, "BLUESKY_APP_PASSWORD"));
    if (settings.password.empty()) return std::optional<Settings>{};
    settings.handle = TRY(impl::key_setting(configuration, "TROUPE_BLUESKY_HANDLE"));
    if (settings.handle.empty())
        return fail(ErrorCode::invalid_input, "TROUPE_BLUESKY_HANDLE: is not set, and the password needs it: artist.bsky.social");
    settings.base_url = TRY(impl::address_setting(configuration, "TROUPE_BLUESKY_URL", settings.base_url));
    return std::optional(std::move(settings));
}

std::string record_key(social::Attempt const& attempt) {
    constexpr std::string_view digits = "234567abcdefghijklmnopqrstuvwxyz";
    auto const hash = stable_hash(attempt.key);
    auto const micros = static_cast<std::uint64_t>(attempt.first.time_since_epoch().count()) * 1000 + (hash >> 32) % 1000;
    auto number = ((micros & 0x1F'FFFF'FFFF'FFFF) << 10) | (hash & 0x3FF);
    std::string key(13, digits[0]);
    for (auto at = key.rbegin(); at != key.rend(); ++at, number >>= 5) *at = digits[number & 31];
    return key;
}

BlueskyChannel::BlueskyChannel(Settings settings, impl::PostingParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      posting_{.service = "bluesky", .secrets = {settings_.password}, .advice = "check BLUESKY_APP_PASSWORD and TROUPE_BLUESKY_HANDLE",
               .backoff = settings_.backoff} {}

social::ChannelTraits BlueskyChannel::traits() const {
    return {.id = "bluesky", .platforms = {"bluesky"}, .repeats_for = Seconds(1e9), .can_find = true, .results_at_once = 25};
}

tl::expected<void, PublishError> BlueskyChannel::take_session(json::Value const& body) {
    Session session{impl::text(member(&body, "accessJwt")), impl::text(member(&body, "refreshJwt")), impl::text(member(&body, "did")),
                    impl::text(member(&body, "handle")), host_in(body, settings_.base_url)};
    if (session.access.empty() || session.refresh.empty() || session.did.empty()) {
        auto error = impl::unclear(posting_, "a session without its tokens").value();
        error.may_be_out = false;
        return tl::unexpected(error);
    }
    if (session.host.empty()) session.host = session_ ? session_->host : settings_.base_url;
    posting_.secrets = {settings_.password, session.access, session.refresh};
    session_ = std::move(session);
    return {};
}

tl::expected<void, PublishError> BlueskyChannel::sign_in(std::stop_token const& stop) {
    session_.reset();
    json::Object const body{{"identifier", settings_.handle}, {"password", settings_.password}};
    auto const response = impl::send(posting_, parts_, json_request(settings_.base_url + "/xrpc/com.atproto.server.createSession", body),
                                     Repeat::safely, impl::is_well, stop);
    auto const session = response ? impl::json_of(posting_, *response) : tl::unexpected(response.error());
    if (session) return take_session(*session);
    auto error = session.error();
    error.may_be_out = false;
    return tl::unexpected(error);
}

tl::expected<void, PublishError> BlueskyChannel::renew(std::stop_token const& stop) {
    net::HttpRequest const request{.method = "POST",
                                   .url = session_->host + "/xrpc/com.atproto.server.refreshSession",
                                   .headers = {{"Authorization", "Bearer " + session_->refresh}},
                                   .body = {},
                                   .timeouts = brief};
    auto const response = impl::send(posting_, parts_, request, Repeat::never, impl::is_well, stop);
    if (!response) return sign_in(stop);
    auto const session = impl::json_of(posting_, *response);
    return session ? take_session(*session) : sign_in(stop);
}

impl::Answered BlueskyChannel::ask(net::HttpRequest request, bool takes_400, std::stop_token const& stop) {
    if (!session_)
        if (auto const signed_in = sign_in(stop); !signed_in) return tl::unexpected(signed_in.error());
    auto const path = request.url;
    for (bool is_second = false;; is_second = true) {
        auto again = request;
        again.url = session_->host + path;
        again.headers.push_back({"Authorization", "Bearer " + session_->access});
        auto response = impl::send(posting_, parts_, again, Repeat::safely,
                                   [](int status) { return impl::is_well(status) || status == 400 || status == 401; }, stop);
        if (!response) return response;
        if (has_expired(*response) && !is_second) {
            if (auto const renewed = renew(stop); !renewed) return tl::unexpected(renewed.error());
            continue;
        }
        if (impl::is_well(response->status) || (takes_400 && response->status == 400)) return response;
        auto const body = impl::parse_foreign(response->body);
        PublishError refused;
        refused.code = ErrorCode::invalid_input;
        refused.message = fmt::format("bluesky: the post is refused: HTTP {}: \"{}\"; {}", response->status,
                                      impl::quoted(posting_, body ? impl::text(member(&*body, "message")) : ""), posting_.advice);
        refused.may_be_out = false;
        return tl::unexpected(refused);
    }
}

BlueskyChannel::Body BlueskyChannel::embed_of(social::RenderedPost const& post, std::stop_token const& stop) {
    json::Array images;
    for (auto const& media : post.media) {
        auto const bytes = read_file(media.file);
        if (!bytes) return impl::not_sent(bytes.error());
        net::HttpRequest const upload{.method = "POST",
                                      .url = "/xrpc/com.atproto.repo.uploadBlob",
                                      .headers = {{"Content-Type", media.media_type}},
                                      .body = *bytes,
                                      .timeouts = patient};
        auto const response = ask(upload, false, stop);
        if (!response) return tl::unexpected(response.error());
        auto const body = impl::json_of(posting_, *response);
        if (!body) return tl::unexpected(body.error());
        auto const* blob = member(&*body, "blob");
        if (blob == nullptr || !blob->is_object()) return impl::unclear(posting_, "no blob");
        if (media.kind == social::MediaKind::video)
            return json::Value(with_ratio({{"$type", "app.bsky.embed.video"}, {"video", *blob}, {"alt", media.alt}}, media));
        images.push_back(with_ratio({{"image", *blob}, {"alt", media.alt}}, media));
    }
    if (images.empty()) return json::Value(nullptr);
    return json::Value(json::Object{{"$type", "app.bsky.embed.images"}, {"images", images}});
}

social::Receipt BlueskyChannel::receipt_of(std::string const& uri, std::string const& key) const {
    auto const& handle = session_->handle.empty() ? session_->did : session_->handle;
    return {uri, impl::shown_address(fmt::format("https://bsky.app/profile/{}/post/{}", handle, key)), parts_.clock.now()};
}

social::Published BlueskyChannel::publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) {
    std::lock_guard const lock(guard_);
    auto const embed = embed_of(post, stop);
    if (!embed) {
        auto error = embed.error();
        error.may_be_out = false;  // blobs that no record names are nothing that anybody sees
        return tl::unexpected(error);
    }
    if (!session_)
        if (auto const signed_in = sign_in(stop); !signed_in) return tl::unexpected(signed_in.error());
    auto const key = record_key(attempt);
    json::Object const body{{"repo", session_->did}, {"collection", collection}, {"rkey", key}, {"record", record_of(post, *embed, attempt.first)}};
    auto const response = ask(json_request("/xrpc/com.atproto.repo.putRecord", body), false, stop);
    if (!response) return tl::unexpected(response.error());
    auto const said = impl::json_of(posting_, *response);
    if (!said) return tl::unexpected(said.error());
    auto const uri = impl::text(member(&*said, "uri"));
    if (!is_record(uri)) return impl::unclear(posting_, "no address of the record");
    return receipt_of(uri, key);
}

Result<std::optional<social::Receipt>> BlueskyChannel::find(social::Attempt const& attempt, std::stop_token stop) {
    std::lock_guard const lock(guard_);
    if (!session_) TRY(sign_in(stop));
    auto const key = record_key(attempt);
    auto const query = impl::query_of({{"repo", session_->did}, {"collection", collection}, {"rkey", key}});
    auto const response = TRY(ask({.method = "GET", .url = "/xrpc/com.atproto.repo.getRecord?" + query, .timeouts = brief}, true, stop));
    auto const body = TRY(impl::json_of(posting_, response));
    if (response.status == 400) {
        if (impl::text(member(&body, "error")) == "RecordNotFound") return std::optional<social::Receipt>{};
        return fail(ErrorCode::unavailable, "bluesky: did not say whether the post is there");
    }
    auto const uri = impl::text(member(&body, "uri"));
    if (!is_record(uri)) return fail(ErrorCode::bad_response, "bluesky: found the post and did not say where it is");
    return std::optional(receipt_of(uri, key));
}

Result<std::vector<std::optional<social::PostCounts>>> BlueskyChannel::read_results(std::vector<std::string> const& ids, std::stop_token stop) {
    std::lock_guard const lock(guard_);
    std::vector<std::pair<std::string, std::string>> uris;
    for (auto const& id : ids) uris.emplace_back("uris", id);
    auto const response = TRY(ask({.method = "GET", .url = "/xrpc/app.bsky.feed.getPosts?" + impl::query_of(uris), .timeouts = brief}, false, stop));
    auto const body = TRY(impl::json_of(posting_, response));
    if (member(&body, "posts") == nullptr || !member(&body, "posts")->is_array())
        return fail(ErrorCode::bad_response, "bluesky: answered without the posts it was asked about");
    // Posts that are gone are left out of the answer.
    std::vector<std::optional<social::PostCounts>> results(ids.size());
    for (auto const& post : impl::elements(member(&body, "posts"))) {
        auto const place = std::find(ids.begin(), ids.end(), impl::text(member(&post, "uri")));
        if (place == ids.end()) continue;
        results[static_cast<std::size_t>(place - ids.begin())] = social::PostCounts{.views = {},
                                                                                    .likes = impl::count(member(&post, "likeCount")),
                                                                                    .reposts = impl::count(member(&post, "repostCount")),
                                                                                    .replies = impl::count(member(&post, "replyCount")),
                                                                                    .clicks = {}};
    }
    return results;
}

}  // namespace troupe::providers::bluesky
