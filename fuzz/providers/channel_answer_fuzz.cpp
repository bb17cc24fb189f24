// Whatever a social platform answers: a receipt whose id can be asked for and whose address can be shown, or a reason of one
// line without a key; counts are not below nothing, and no answer leads a request, and the key with it, to another machine.
#include "answers.hpp"
#include "providers/bluesky/bluesky_channel.hpp"
#include "providers/mastodon/mastodon_channel.hpp"
#include "providers/telegram/telegram_channel.hpp"
#include "providers/telegram/telegram_chat.hpp"
#include "providers/youtube/youtube_channel.hpp"
#include "scratch_folder.hpp"
#include "base/files.hpp"

using namespace troupe;
using namespace troupe::providers;

namespace {

constexpr auto key = "secret-key-0123456789";
constexpr auto home = "https://social.example.com";

template <class Failure>
void check_error(Failure const& error) {
    demand(!error.message.empty() && error.message.find(key) == std::string::npos);
    demand_one_line(error.message);
}

void check_receipt(social::Receipt const& receipt) {
    demand(!receipt.id.empty());
    demand_one_line(receipt.id, 2000);
    demand_one_line(receipt.url, 2000);
    demand(receipt.url.empty() || receipt.url.starts_with("https://") || receipt.url.starts_with("http://"));
    demand(receipt.url.find_first_of(" \"<>") == std::string::npos);
}

void check_results(Result<std::vector<std::optional<social::PostCounts>>> const& results) {
    if (!results) return check_error(results.error());
    demand(results->size() == 2);
    for (auto const& counts : *results)
        if (counts) demand(counts->views.value_or(0) >= 0 && counts->likes.value_or(0) >= 0 && counts->reposts.value_or(0) >= 0);
}

social::RenderedPost post_of(char const* platform) {
    static ScratchFolder const folder;
    static auto const file = [] {
        auto path = folder.path() / "cover.jpg";
        demand(write_file(path, "bytes").has_value());
        return path;
    }();
    social::RenderedPost post{.platform = platform, .artist = "Vesper Lune", .title = "Title", .text = "Words"};
    bool const is_video = post.platform == "youtube";
    post.media = {{.kind = is_video ? social::MediaKind::video : social::MediaKind::picture, .file = file, .name = "cover.jpg", .media_type = "image/jpeg", .size_bytes = 5}};
    return post;
}

/// A post, its results, and whether it is there: each with a service that says the input from its beginning.
template <class Make>
void check_channel(char const* platform, std::string_view script, Make make) {
    FixedClock const clock{*parse_time("2026-11-22T08:30:00Z")};
    social::Attempt const attempt{.key = "key-1", .first = clock.now(), .memory = {}, .remember = [](std::string const&) { return Result<void>(); }};
    auto const with = [&](auto ask) {
        Answers http(script);
        auto const channel = make(providers::impl::PostingParts{http, clock});
        ask(*channel, http.stop());
        // An account of Bluesky may live on another server, which the first one names.
        for (auto const& url : http.urls())
            demand(url.starts_with(std::string(home) + "/") || (platform == std::string_view("bluesky") && url.starts_with("https://")));
    };
    with([&](social::SocialChannel& channel, std::stop_token stop) {
        auto const published = channel.publish(post_of(platform), attempt, stop);
        if (published) check_receipt(*published);
        else check_error(published.error());
    });
    with([&](social::SocialChannel& channel, std::stop_token stop) { check_results(channel.read_results({"1", "2"}, stop)); });
    with([&](social::SocialChannel& channel, std::stop_token stop) {
        auto const found = channel.find(attempt, stop);
        if (!found) check_error(found.error());
        else if (*found) check_receipt(**found);
    });
}

void check_chat(std::string_view script) {
    FixedClock const clock{*parse_time("2026-11-22T08:30:00Z")};
    Answers http(script);
    telegram::Bot const bot({.token = key, .base_url = home, .channel = "@a", .chat = "-100", .users = {"7"}, .backoff = Seconds(1e-6)}, {http, clock});
    telegram::TelegramChat chat(bot);
    auto const events = chat.events(0, Seconds(1), http.stop());
    if (!events) return check_error(events.error());
    for (auto const& event : *events) {
        demand_one_line(event.name);
        if (chat.may_decide(event)) demand(event.person == "7" && event.chat == "-100");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const script = text_of(data, size);
    Seconds const at_once{1e-6};
    check_channel("mastodon", script, [&](providers::impl::PostingParts parts) {
        return std::make_unique<mastodon::MastodonChannel>(
            mastodon::Settings{.token = key, .base_url = home, .poll = at_once, .deadline = Seconds(4e-6), .backoff = at_once}, parts);
    });
    check_channel("bluesky", script, [&](providers::impl::PostingParts parts) {
        return std::make_unique<bluesky::BlueskyChannel>(bluesky::Settings{.handle = "a.test", .password = key, .base_url = home, .backoff = at_once}, parts);
    });
    check_channel("youtube", script, [&](providers::impl::PostingParts parts) {
        return std::make_unique<youtube::YoutubeChannel>(
            youtube::Settings{.client_id = "c", .client_secret = key, .refresh_token = key, .base_url = home, .token_url = home, .backoff = at_once}, parts);
    });
    std::unique_ptr<telegram::Bot> bot;
    check_channel("telegram", script, [&](providers::impl::PostingParts parts) {
        bot = std::make_unique<telegram::Bot>(telegram::Settings{.token = key, .base_url = home, .channel = "@a", .backoff = at_once}, parts);
        return std::make_unique<telegram::TelegramChannel>(*bot);
    });
    check_chat(script);
    return 0;
}
