#include "providers/mastodon/mastodon_channel.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::mastodon {
namespace {

using impl::member;
using impl::not_sent;
using impl::Repeat;
using social::PublishError;

constexpr Seconds key_is_known{50 * 60};  ///< an hour, less what clocks and queues take
constexpr net::Timeouts brief{.connect = Seconds(10), .total = Seconds(30)};
constexpr net::Timeouts patient{.connect = Seconds(10), .total = Seconds(120)};

std::string status_of(social::RenderedPost const& post, std::vector<std::string> const& media, Settings const& settings) {
    json::Object body{{"status", post.text}, {"visibility", post.is_public ? settings.visibility : "private"}};
    // Two letters, as the server knows languages.
    if (auto const language = post.language.substr(0, post.language.find('-')); !language.empty()) body["language"] = language;
    if (!media.empty()) body["media_ids"] = json::to_value(media);
    return json::print(json::Value(body));
}

}  // namespace

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    Settings settings;
    settings.token = TRY(impl::key_setting(configuration, "MASTODON_TOKEN"));
    if (settings.token.empty()) return std::optional<Settings>{};
    if (!configuration.get("TROUPE_MASTODON_URL"))
        return fail(ErrorCode::invalid_input, "TROUPE_MASTODON_URL: is not set, and the token needs it: https://your.server");
    settings.base_url = TRY(impl::address_setting(configuration, "TROUPE_MASTODON_URL", ""));
    settings.visibility = configuration.get("TROUPE_MASTODON_VISIBILITY").value_or(settings.visibility);
    if (settings.visibility != "public" && settings.visibility != "unlisted" && settings.visibility != "private")
        return fail(ErrorCode::invalid_input, "TROUPE_MASTODON_VISIBILITY: expected public, unlisted or private");
    return std::optional(std::move(settings));
}

MastodonChannel::MastodonChannel(Settings settings, impl::PostingParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      posting_{.service = "mastodon", .secrets = {settings_.token}, .advice = "check MASTODON_TOKEN and TROUPE_MASTODON_URL",
               .backoff = settings_.backoff, .most_tries = 4} {}

social::ChannelTraits MastodonChannel::traits() const {
    return {.id = "mastodon", .platforms = {"mastodon"}, .repeats_for = key_is_known, .can_find = false, .results_at_once = 1};
}

net::HttpRequest MastodonChannel::request(std::string method, std::string const& path) const {
    return {.method = std::move(method),
            .url = settings_.base_url + path,
            .headers = {{"Authorization", "Bearer " + settings_.token}, {"Accept", "application/json"}},
            .body = {},
            .timeouts = brief};
}

MastodonChannel::Uploaded MastodonChannel::upload(social::Media const& media, std::stop_token const& stop) {
    auto const bytes = read_file(media.file);
    if (!bytes) return not_sent(bytes.error());
    impl::Multipart form;
    form.file("file", media.name, media.media_type, *bytes);
    if (!media.alt.empty()) form.field("description", media.alt);
    auto upload = request("POST", "/api/v2/media");
    upload.timeouts = patient;
    form.put_into(upload);
    // A file that nothing refers to is not a post: sent twice it does no harm.
    auto const response = impl::send(posting_, parts_, upload, Repeat::safely, impl::is_well, stop);
    if (!response) return tl::unexpected(response.error());
    auto const body = impl::json_of(posting_, *response);
    if (!body) return tl::unexpected(body.error());
    auto const id = impl::text(member(&*body, "id"));
    if (!impl::is_plain_id(id)) return impl::unclear(posting_, "without the id of the media");
    if (response->status == 202) return wait_until_ready(id, stop);
    return id;
}

MastodonChannel::Uploaded MastodonChannel::wait_until_ready(std::string const& id, std::stop_token const& stop) {
    auto const most = static_cast<int>(settings_.deadline / settings_.poll);
    for (int poll = 0; poll < most; ++poll) {
        impl::Doorbell bell;
        if (auto const waited = bell.wait(settings_.poll, stop); !waited) return not_sent(waited.error());
        auto const response = impl::send(posting_, parts_, request("GET", "/api/v1/media/" + id), Repeat::safely,
                                         [](int status) { return impl::is_well(status) || status == 422; }, stop);
        if (!response) return tl::unexpected(response.error());
        if (response->status == 422) return not_sent({ErrorCode::invalid_input, "mastodon: the server could not read the media: make it anew"});
        if (response->status == 200) return id;
    }
    return not_sent({ErrorCode::unavailable, fmt::format("mastodon: the media was not ready within {:.0f} s", settings_.deadline.count())});
}

social::Published MastodonChannel::publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) {
    std::vector<std::string> media;
    for (auto const& each : post.media) {
        auto id = upload(each, stop);
        if (!id) {
            // Nothing that anybody sees was sent so far.
            auto error = id.error();
            error.may_be_out = false;
            return tl::unexpected(error);
        }
        media.push_back(*std::move(id));
    }
    auto status = request("POST", "/api/v1/statuses");
    status.headers.push_back({"Content-Type", "application/json"});
    status.headers.push_back({"Idempotency-Key", attempt.key});
    status.body = status_of(post, media, settings_);
    auto const response = impl::send(posting_, parts_, status, Repeat::safely, impl::is_well, stop);
    if (!response) return tl::unexpected(response.error());
    auto const body = impl::json_of(posting_, *response);
    if (!body) return tl::unexpected(body.error());
    auto const id = impl::text(member(&*body, "id"));
    if (!impl::is_plain_id(id)) return impl::unclear(posting_, "without the id of the status");
    return social::Receipt{id, impl::shown_address(impl::text(member(&*body, "url"))), parts_.clock.now()};
}

impl::Answered MastodonChannel::status(std::string const& id, bool is_open, std::stop_token const& stop) {
    auto get = request("GET", "/api/v1/statuses/" + id);
    if (is_open) std::erase_if(get.headers, [](net::Header const& header) { return header.name == "Authorization"; });
    return impl::send(posting_, parts_, get, Repeat::safely,
                      [&](int status) { return impl::is_well(status) || status == 404 || status == 410 || status == 403 || (is_open && status == 401); }, stop);
}

Result<std::vector<std::optional<social::PostCounts>>> MastodonChannel::read_results(std::vector<std::string> const& ids, std::stop_token stop) {
    std::vector<std::optional<social::PostCounts>> results;
    for (auto const& id : ids) {
        auto response = TRY(status(id, false, stop));
        // A token that may only write sees less than anybody does.
        bool const is_open = response.status == 403;
        if (is_open) response = TRY(status(id, true, stop));
        if (!impl::is_well(response.status)) {
            // Who looks from outside cannot tell what is gone from what is private.
            results.push_back(is_open ? std::optional(social::PostCounts{}) : std::nullopt);
            continue;
        }
        auto const body = TRY(impl::json_of(posting_, response));
        results.push_back(social::PostCounts{.views = {},
                                             .likes = impl::count(member(&body, "favourites_count")),
                                             .reposts = impl::count(member(&body, "reblogs_count")),
                                             .replies = impl::count(member(&body, "replies_count")),
                                             .clicks = {}});
    }
    return results;
}

}  // namespace troupe::providers::mastodon
