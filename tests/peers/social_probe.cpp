#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "base/files.hpp"
#include "net/curl_http_client.hpp"
#include "providers/bluesky/bluesky_channel.hpp"
#include "providers/mastodon/mastodon_channel.hpp"
#include "providers/telegram/telegram_channel.hpp"
#include "providers/webhook_channel/webhook_channel.hpp"
#include "providers/youtube/youtube_channel.hpp"
#include "social/builtin/outbox_folder.hpp"

/// Brings one post out: `social_probe CHANNEL REQUEST.json` with {"url", "secret", "post": {text, tags, link, title, disclosure,
/// language, media: [{file, name, media_type, kind, width_px, height_px, alt}]}, "key", "memory", "folder"}; prints what came of it
/// as one line of JSON. The folder's memory file keeps what the channel remembers, as the outbox would. With "find" it looks for
/// the key instead, and with "results" it asks what came back for the posts of those ids.
using namespace troupe;
using providers::impl::PostingParts;

namespace {

constexpr auto first_attempt = 1'795'000'000'000;

struct ProbeMedia {
    std::string file, name, media_type;
    social::MediaKind kind = social::MediaKind::picture;
    int width_px = 0, height_px = 0;
    std::string alt;
};
BOOST_DESCRIBE_STRUCT(ProbeMedia, (), (file, name, media_type, kind, width_px, height_px, alt))
struct ProbePost {
    std::string title, text;
    std::vector<std::string> tags;
    std::string link, language, disclosure;
    std::vector<ProbeMedia> media;
};
BOOST_DESCRIBE_STRUCT(ProbePost, (), (title, text, tags, link, language, disclosure, media))
struct ProbeRequest {
    std::string url, secret, key, folder;
    ProbePost post;
    bool find = false;
    std::vector<std::string> results;
};
BOOST_DESCRIBE_STRUCT(ProbeRequest, (), (url, secret, key, folder, post, find, results))

constexpr Seconds fast{0.01};

std::unique_ptr<social::SocialChannel> channel_of(std::string const& name, ProbeRequest const& request, PostingParts const& parts,
                                                  social::Platforms const& platforms) {
    if (name == "mastodon")
        return std::make_unique<providers::mastodon::MastodonChannel>(
            providers::mastodon::Settings{.token = request.secret, .base_url = request.url, .poll = Seconds(0.05), .deadline = Seconds(2), .backoff = fast}, parts);
    if (name == "bluesky")
        return std::make_unique<providers::bluesky::BlueskyChannel>(
            providers::bluesky::Settings{.handle = "artist.test", .password = request.secret, .base_url = request.url, .backoff = fast}, parts);
    if (name == "youtube")
        return std::make_unique<providers::youtube::YoutubeChannel>(
            providers::youtube::Settings{.client_id = "client", .client_secret = request.secret, .refresh_token = request.secret + "-refresh",
                                         .base_url = request.url, .token_url = request.url, .chunk_bytes = 256 * 1024, .backoff = fast},
            parts);
    if (name == "telegram") {
        static providers::telegram::Bot const bot({.token = request.secret, .base_url = request.url, .channel = "@artist", .backoff = fast}, parts);
        return std::make_unique<providers::telegram::TelegramChannel>(bot);
    }
    if (name == "webhook")
        return std::make_unique<providers::webhook_channel::WebhookChannel>(
            providers::webhook_channel::Settings{.url = request.url + "/posts", .secret = request.secret, .backoff = fast}, parts);
    return std::make_unique<social::builtin::OutboxFolder>(request.folder, platforms, parts.clock);
}

social::Post post_of(ProbePost const& probe) {
    social::Post post{.artist = "Vesper Lune", .title = probe.title, .text = probe.text, .tags = probe.tags, .link = probe.link,
                      .language = probe.language, .disclosure = probe.disclosure};
    for (auto const& each : probe.media)
        post.media.push_back({.kind = each.kind, .file = each.file, .name = each.name, .media_type = each.media_type,
                              .size_bytes = static_cast<std::int64_t>(std::filesystem::file_size(each.file)), .width_px = each.width_px,
                              .height_px = each.height_px, .alt = each.alt});
    return post;
}

json::Object told(Error const& error) { return {{"error", error.message}, {"code", json::enum_name(error.code)}}; }

json::Object run(std::string const& name, ProbeRequest const& request) {
    ::setenv("no_proxy", "127.0.0.1", 1);
    net::CurlHttpClient http;
    SystemClock const clock;
    auto const platforms = social::built_in_platforms().value();
    auto const channel = channel_of(name, request, {http, clock}, platforms);
    auto const memory = std::filesystem::path(request.folder) / (name + ".memory");
    social::Attempt const attempt{.key = request.key, .first = TimePoint(std::chrono::milliseconds(first_attempt)),
                                  .memory = read_file(memory).value_or(""),
                                  .remember = [&](std::string const& text) { return write_file(memory, text); }};
    if (request.find) {
        auto const found = channel->find(attempt, {});
        if (!found) return told(found.error());
        return {{"found", found->has_value()}, {"url", *found ? (*found)->url : ""}};
    }
    if (!request.results.empty()) {
        auto const results = channel->read_results(request.results, {});
        if (!results) return told(results.error());
        json::Array found;
        for (auto const& each : *results) found.push_back(each ? json::to_value(*each) : json::Value(nullptr));
        return {{"results", found}, {"at_once", channel->traits().results_at_once}};
    }
    // Those without a platform of their own are asked to carry one of another's.
    auto const platform = platforms.at(platforms.contains(name) ? name : "instagram");
    auto const rendered = social::render(post_of(request.post), platform);
    if (!rendered) return told(rendered.error());
    auto const published = channel->publish(*rendered, attempt, {});
    if (published) return {{"id", published->id}, {"url", published->url}, {"text", rendered->text}, {"spans", json::to_value(rendered->spans)}};
    auto out = told(published.error());
    out["may_be_out"] = published.error().may_be_out;
    if (published.error().wait) out["wait"] = published.error().wait->count();
    return out;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 3) return 2;
    auto const request = json::parse<ProbeRequest>(read_file(arguments[2]).value_or(""));
    if (!request) {
        std::fprintf(stderr, "%s\n", request.error().message.c_str());
        return 2;
    }
    std::printf("%s\n", json::print(json::Value(run(arguments[1], *request))).c_str());
    return 0;
}
