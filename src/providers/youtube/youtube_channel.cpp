#include "providers/youtube/youtube_channel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>

#include "base/text.hpp"
#include "providers/impl/address.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::youtube {

using impl::member;
using impl::Repeat;
using social::PublishError;

namespace {

constexpr net::Timeouts brief{.connect = Seconds(10), .total = Seconds(30)};
constexpr net::Timeouts patient{.connect = Seconds(10), .total = Seconds(120)};
constexpr int most_resumptions = 5;  ///< in one attempt

/// What it remembers.
struct Memory {
    std::string session;
    bool may_be_whole = false;  ///< the last byte may have left
};
BOOST_DESCRIBE_STRUCT(Memory, (), (session, may_be_whole))

std::string body_of(social::RenderedPost const& post, std::string const& privacy) {
    json::Object const snippet{{"title", post.title}, {"description", text::replace_all(text::replace_all(post.text, "<", "‹"), ">", "›")},
                               {"tags", json::to_value(post.tags)}, {"categoryId", "10"}};
    json::Object const status{{"privacyStatus", post.is_public ? privacy : "private"}, {"selfDeclaredMadeForKids", false},
                              {"containsSyntheticMedia", !post.disclosure.empty()}};
    return json::print(json::Value(json::Object{{"snippet", snippet}, {"status", status}}));
}

Result<std::string> read_part(std::filesystem::path const& file, std::int64_t start, std::size_t length) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes(length, '\0');
    in.seekg(start);
    in.read(bytes.data(), static_cast<std::streamsize>(length));
    if (static_cast<std::size_t>(in.gcount()) != length)
        return fail(ErrorCode::unavailable, fmt::format("{}: cannot be read any more", file.string()));
    return bytes;
}

/// The first byte that it has not got, of "bytes=0-524287"; 0 without the header.
std::int64_t next_byte(net::HttpResponse const& response) {
    auto const range = response.header("Range").value_or("");
    auto const dash = range.rfind('-');
    std::int64_t last = -1;
    if (range.starts_with("bytes=0-")) std::from_chars(range.data() + dash + 1, range.data() + range.size(), last);
    return last + 1;
}

/// "412": YouTube writes its counts as texts.
std::optional<std::int64_t> written_count(json::Value const* in) {
    auto const digits = impl::text(in);
    std::int64_t number = -1;
    auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || number < 0) return impl::count(in);
    return number;
}

/// Of these videos, in their order; one that is gone is not in the answer. A count that its owner hides is not either.
Result<std::vector<std::optional<social::PostCounts>>> statistics_in(json::Value const& body, std::vector<std::string> const& ids) {
    auto const* items = member(&body, "items");
    if (items == nullptr || !items->is_array()) return fail(ErrorCode::bad_response, "youtube: answered without the videos it was asked about");
    std::vector<std::optional<social::PostCounts>> results(ids.size());
    for (auto const& item : impl::elements(items)) {
        auto const place = std::find(ids.begin(), ids.end(), impl::text(member(&item, "id")));
        if (place == ids.end()) continue;
        auto const* statistics = member(&item, "statistics");
        results[static_cast<std::size_t>(place - ids.begin())] = social::PostCounts{.views = written_count(member(statistics, "viewCount")),
                                                                                    .likes = written_count(member(statistics, "likeCount")),
                                                                                    .reposts = {},
                                                                                    .replies = written_count(member(statistics, "commentCount")),
                                                                                    .clicks = {}};
    }
    return results;
}

bool takes_upload(int status) { return impl::is_well(status) || status == 308 || status == 404 || status == 410; }

}  // namespace

struct YoutubeChannel::Upload {
    social::Media const& media;
    social::Attempt const& attempt;
    Memory memory;
    std::int64_t at = 0;

    [[nodiscard]] std::int64_t total() const { return media.size_bytes; }
    Result<void> keep() const { return attempt.remember(json::print(memory)); }
};

Result<std::optional<Settings>> read_settings(Configuration const& configuration) {
    Settings settings;
    settings.refresh_token = TRY(impl::key_setting(configuration, "YOUTUBE_REFRESH_TOKEN"));
    if (settings.refresh_token.empty()) return std::optional<Settings>{};
    settings.client_id = TRY(impl::key_setting(configuration, "YOUTUBE_CLIENT_ID"));
    settings.client_secret = TRY(impl::key_setting(configuration, "YOUTUBE_CLIENT_SECRET"));
    if (settings.client_id.empty() || settings.client_secret.empty())
        return fail(ErrorCode::invalid_input, "YOUTUBE_CLIENT_ID: it and YOUTUBE_CLIENT_SECRET must stand beside YOUTUBE_REFRESH_TOKEN");
    settings.privacy = configuration.get("TROUPE_YOUTUBE_PRIVACY").value_or(settings.privacy);
    if (settings.privacy != "private" && settings.privacy != "unlisted" && settings.privacy != "public")
        return fail(ErrorCode::invalid_input, "TROUPE_YOUTUBE_PRIVACY: expected private, unlisted or public");
    settings.base_url = TRY(impl::address_setting(configuration, "TROUPE_YOUTUBE_URL", settings.base_url));
    settings.token_url = TRY(impl::address_setting(configuration, "TROUPE_YOUTUBE_TOKEN_URL", settings.token_url));
    return std::optional(std::move(settings));
}

YoutubeChannel::YoutubeChannel(Settings settings, impl::PostingParts parts)
    : settings_(std::move(settings)),
      parts_(parts),
      posting_{.service = "youtube", .secrets = {settings_.client_secret, settings_.refresh_token},
               .advice = "check YOUTUBE_REFRESH_TOKEN and the client's quota", .backoff = settings_.backoff} {}

social::ChannelTraits YoutubeChannel::traits() const {
    return {.id = "youtube", .platforms = {"youtube"}, .repeats_for = Seconds(6 * 86400), .can_find = false, .results_at_once = 50};
}

YoutubeChannel::Address YoutubeChannel::token(std::stop_token const& stop) {
    if (!token_.empty() && parts_.clock.now() < token_until_) return token_;
    net::HttpRequest const request{.method = "POST",
                                   .url = settings_.token_url + "/token",
                                   .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                                   .body = impl::query_of({{"grant_type", "refresh_token"},
                                                           {"refresh_token", settings_.refresh_token},
                                                           {"client_id", settings_.client_id},
                                                           {"client_secret", settings_.client_secret}}),
                                   .timeouts = brief};
    auto const response = impl::send(posting_, parts_, request, Repeat::safely, impl::is_well, stop);
    auto const body = response ? impl::json_of(posting_, *response) : tl::unexpected(response.error());
    auto const found = body ? impl::text(member(&*body, "access_token")) : std::string();
    if (found.empty()) {
        auto error = body ? impl::unclear(posting_, "no token").value() : body.error();
        error.may_be_out = false;
        return tl::unexpected(error);
    }
    token_ = found;
    auto const seconds = impl::count(member(&*body, "expires_in")).value_or(600);
    token_until_ = parts_.clock.now() + std::chrono::seconds(std::max<std::int64_t>(0, seconds - 60));
    posting_.secrets = {settings_.client_secret, settings_.refresh_token, token_};
    return token_;
}

YoutubeChannel::Address YoutubeChannel::begin(social::RenderedPost const& post, std::int64_t bytes, std::stop_token const& stop) {
    for (bool is_second = false;; is_second = true) {
        auto const key = token(stop);
        if (!key) return key;
        net::HttpRequest const request{.method = "POST",
                                       .url = settings_.base_url + "/upload/youtube/v3/videos?uploadType=resumable&part=snippet,status",
                                       .headers = {{"Authorization", "Bearer " + *key},
                                                   {"Content-Type", "application/json; charset=UTF-8"},
                                                   {"X-Upload-Content-Length", std::to_string(bytes)},
                                                   {"X-Upload-Content-Type", post.media.front().media_type}},
                                       .body = body_of(post, settings_.privacy),
                                       .timeouts = brief};
        // A session without a byte is nothing: it may be begun twice.
        auto const response = impl::send(posting_, parts_, request, Repeat::safely,
                                         [&](int status) { return impl::is_well(status) || (status == 401 && !is_second); }, stop);
        if (!response) {
            auto error = response.error();
            error.may_be_out = false;
            return tl::unexpected(error);
        }
        if (response->status == 401) {
            token_.clear();
            continue;
        }
        auto const session = response->header("Location").value_or("");
        if (session.starts_with(settings_.base_url + "/") && !impl::shown_address(session).empty()) return session;
        auto error = impl::unclear(posting_, "no session of its own").value();
        error.may_be_out = false;
        return tl::unexpected(error);
    }
}

impl::Answered YoutubeChannel::put(Upload const& upload, std::string const& range, std::string const& bytes, std::stop_token const& stop) {
    for (bool is_second = false;; is_second = true) {
        auto const key = token(stop);
        if (!key) return tl::unexpected(key.error());
        net::HttpRequest const request{.method = "PUT",
                                       .url = upload.memory.session,
                                       .headers = {{"Authorization", "Bearer " + *key},
                                                   {"Content-Range", range},
                                                   {"Content-Type", upload.media.media_type}},
                                       .body = bytes,
                                       .timeouts = patient};
        auto const takes = [&](int status) { return takes_upload(status) || (status == 401 && !is_second); };
        auto response = impl::send(posting_, parts_, request, Repeat::never, takes, stop);
        if (!response || response->status != 401) return response;
        token_.clear();  // it expired in mid-upload
    }
}

social::Published YoutubeChannel::receipt_of(net::HttpResponse const& response) const {
    auto const body = impl::json_of(posting_, response);
    if (!body) return tl::unexpected(body.error());
    auto const id = impl::text(member(&*body, "id"));
    if (!impl::is_plain_id(id)) return impl::unclear(posting_, "no id of the video");
    return social::Receipt{id, "https://www.youtube.com/watch?v=" + id, parts_.clock.now()};
}

social::Published YoutubeChannel::go_on(Upload& upload, std::stop_token const& stop) {
    bool asks = upload.memory.may_be_whole || upload.at < 0;
    for (int lost = 0;;) {
        auto const start = std::max<std::int64_t>(upload.at, 0);
        auto const length = std::min<std::int64_t>(static_cast<std::int64_t>(settings_.chunk_bytes), upload.total() - start);
        if (!asks && start + length == upload.total() && !upload.memory.may_be_whole) {
            upload.memory.may_be_whole = true;
            if (auto const kept = upload.keep(); !kept) return impl::not_sent(kept.error());
        }
        auto bytes = asks ? Result<std::string>(std::string()) : read_part(upload.media.file, start, static_cast<std::size_t>(length));
        if (!bytes) return impl::not_sent(bytes.error());
        auto const range = asks ? fmt::format("bytes */{}", upload.total()) : fmt::format("bytes {}-{}/{}", start, start + length - 1, upload.total());
        auto const response = put(upload, range, *bytes, stop);
        if (response && impl::is_well(response->status)) return receipt_of(*response);
        if (response && response->status == 308) {
            auto const next = next_byte(*response);
            bool const has_all = next >= upload.total();  // and is not done with it: ask again
            if (!asks && next <= upload.at) ++lost;
            upload.at = has_all ? upload.at : next;
            upload.memory.may_be_whole = has_all;
            asks = has_all;
            if (!has_all && lost <= most_resumptions) continue;
        }
        if (response && response->status != 308) {
            PublishError gone{{ErrorCode::unavailable, "youtube: the upload's session is gone"}, upload.memory.may_be_whole, {}};
            if (!gone.may_be_out) upload.memory.session.clear();
            if (auto const kept = upload.keep(); !kept) return impl::not_sent(kept.error());
            return tl::unexpected(gone);
        }
        auto const is_passing = response || response.error().code == ErrorCode::unavailable;
        if (!is_passing || ++lost > most_resumptions) {
            auto error = response ? impl::unclear(posting_, "that bytes are missing, time and again").value() : response.error();
            error.may_be_out = upload.memory.may_be_whole;
            return tl::unexpected(error);
        }
        asks = true;
        impl::Doorbell bell;
        if (auto const waited = bell.wait(settings_.backoff * lost, stop); !waited)
            return tl::unexpected(PublishError{waited.error(), upload.memory.may_be_whole, {}});
    }
}

social::Published YoutubeChannel::publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token stop) {
    std::lock_guard const lock(guard_);
    if (post.media.empty() || post.media.front().kind != social::MediaKind::video)
        return impl::not_sent({ErrorCode::invalid_input, "youtube: takes videos alone: make a teaser, and approve it"});
    Upload upload{post.media.front(), attempt, {}, -1};
    if (auto const kept = json::parse<Memory>(attempt.memory, json::Unknown::ignore)) upload.memory = *kept;
    // One that is gone before its last byte left begins anew, once.
    for (bool is_second = false;; is_second = true) {
        if (upload.memory.session.empty()) {
            auto const session = begin(post, upload.total(), stop);
            if (!session) return tl::unexpected(session.error());
            upload.memory = {*session, false};
            upload.at = 0;
            if (auto const kept = upload.keep(); !kept) return impl::not_sent(kept.error());
        }
        auto published = go_on(upload, stop);
        if (published || is_second || !upload.memory.session.empty()) return published;
    }
}

Result<std::vector<std::optional<social::PostCounts>>> YoutubeChannel::read_results(std::vector<std::string> const& ids, std::stop_token stop) {
    std::lock_guard const lock(guard_);
    auto const path = "/youtube/v3/videos?" + impl::query_of({{"part", "statistics"}, {"maxResults", "50"}, {"id", text::join(ids, ",")}});
    for (bool is_second = false;; is_second = true) {
        // Before the request is begun: what an early return leaves half made in braces is never destroyed.
        auto const key = TRY(token(stop));
        net::HttpRequest const request{.method = "GET", .url = settings_.base_url + path,
                                       .headers = {{"Authorization", "Bearer " + key}}, .body = {}, .timeouts = brief};
        auto const takes = [&](int status) { return impl::is_well(status) || status == 403 || (status == 401 && !is_second); };
        auto const response = TRY(impl::send(posting_, parts_, request, Repeat::safely, takes, stop));
        if (response.status == 403)
            return fail(ErrorCode::invalid_input, "youtube: does not say what came back: YOUTUBE_REFRESH_TOKEN needs the scope youtube.readonly beside "
                                                  "youtube.upload, or the day's quota is used up");
        if (response.status != 401) return statistics_in(TRY(impl::json_of(posting_, response)), ids);
        token_.clear();
    }
}

}  // namespace troupe::providers::youtube
