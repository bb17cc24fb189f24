#include "flow/post_results.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/files.hpp"
#include "base/log.hpp"
#include "flow/handlers.hpp"
#include "flow/impl/known_posts.hpp"
#include "flow/publish_posts.hpp"

namespace troupe::flow {
namespace {

using namespace std::chrono_literals;
using social::OutboxRecord;
using social::PostReading;

constexpr std::array<std::chrono::hours, 4> ages{24h, 3 * 24h, 7 * 24h, 28 * 24h};
constexpr auto asked_for = 30 * 24h;
/// A post may be begun and come out much later, where a platform is down or a person looks.
constexpr auto longest_sending = 7 * 24h;
constexpr std::size_t asked_at_once = 100;

/// Whether the channel said nothing since the post reached the last of the ages that it has.
Result<bool> wants_reading(Studio& studio, OutboxRecord const& record) {
    auto const age = studio.clock.now() - *record.sent;
    auto const reached = std::upper_bound(ages.begin(), ages.end(), age);
    if (age > asked_for || reached == ages.begin()) return false;
    auto const since = *record.sent + *std::prev(reached);
    auto const readings = TRY(studio.social.results.of_post(to_string(record.id)));
    return std::none_of(readings.begin(), readings.end(), [&](PostReading const& reading) {
        return reading.source == record.channel && (reading.read >= since || reading.is_gone);
    });
}

PostReading reading_of(OutboxRecord const& record, std::optional<social::PostCounts> const& counts, TimePoint now) {
    PostReading reading{
        .post = to_string(record.id), .artist = record.artist, .platform = record.platform, .read = now};
    reading.source = record.channel;
    reading.is_gone = !counts;
    if (counts) reading.counts = *counts;
    return reading;
}

using Part = std::vector<OutboxRecord>;

/// Asks about a few posts at once, and keeps the answer. Errors: those of the channel, unavailable.
Result<void> ask_part(Studio& studio, social::SocialChannel& channel, Part const& part, AskedResults& asked,
                      std::stop_token const& stop) {
    std::vector<std::string> ids;
    for (auto const& record : part) ids.push_back(record.receipt_id);
    auto const results = TRY(channel.read_results(ids, stop));
    std::vector<PostReading> readings;
    for (std::size_t i = 0; i < part.size(); ++i)
        readings.push_back(reading_of(part[i], results.at(i), studio.clock.now()));
    TRY(studio.unit.run([&] { return studio.social.results.keep(readings).map([](auto const&) {}); }));
    asked.read += static_cast<int>(part.size());
    asked.gone += static_cast<int>(
        std::count_if(readings.begin(), readings.end(), [](auto const& each) { return each.is_gone; }));
    return {};
}

Result<jobs::JobId> enqueue_asking(Studio& studio, std::string const& channel, std::string key) {
    jobs::JobSpec spec{.kind = kinds::results, .job_class = "io", .input = json::to_value(ResultsJob{channel})};
    spec.key = std::move(key);
    return TRY(studio.queue.enqueue(spec)).id;
}

std::string told(PostResultLine const& line) {
    if (line.is_gone) return "not reported: it is gone";
    return line.read ? social::describe(line.counts) : "not reported yet";
}

PostResultLine line_of(OutboxRecord const& record, std::vector<PostReading> const& readings) {
    PostResultLine line{.post = to_string(record.id),
                        .artist = record.artist,
                        .platform = record.platform,
                        .channel = record.channel,
                        .title = record.title,
                        .url = record.url,
                        .sent = impl::went_out(record)};
    for (auto const& reading : readings)
        if (reading.posted) line.sent = reading.posted;
    if (!readings.empty()) {
        line.read = readings.back().read;
        line.counts = readings.back().counts;
        line.is_gone = readings.back().is_gone;
    }
    line.says = told(line);
    return line;
}

}  // namespace

Result<feedback::PostResultImport> import_post_results(Studio& studio, PostResultsRequest const& request) {
    feedback::PostResultRequest const file{TRY(read_file(request.file, feedback::report_limit_bytes + 1)),
                                           request.file.filename().string(), studio.clock.now(),
                                           request.accepts_good_rows};
    auto const known = TRY(impl::KnownPosts::of(studio));
    auto read = TRY(feedback::read_post_results(file, known.resolver()));
    TRY(studio.unit.run([&]() -> Result<void> {
        read.result.count = TRY(studio.social.results.keep(read.readings));
        return {};
    }));
    return read.result;
}

Result<std::vector<OutboxRecord>> posts_to_ask(Studio& studio, std::string const& channel) {
    std::vector<OutboxRecord> wanted;
    for (auto const& record : TRY(studio.social.outbox.sent_since(studio.clock.now() - asked_for - longest_sending))) {
        if (record.channel != channel || record.receipt_id.empty() || !record.sent) continue;
        if (TRY(wants_reading(studio, record))) wanted.push_back(record);
    }
    return wanted;
}

Result<AskedResults> ask_results(Studio& studio, std::string const& id, std::stop_token stop) {
    auto* channel = studio.social.channels.find(id);
    if (channel == nullptr || channel->traits().results_at_once == 0)
        return fail(ErrorCode::not_found,
                    fmt::format("channel {} is not set up, or cannot be asked what came back", id));
    auto const posts = TRY(posts_to_ask(studio, id));
    AskedResults asked{.channel = id, .due = static_cast<int>(posts.size())};
    auto const most = std::min(posts.size(), asked_at_once);
    auto const step = static_cast<std::size_t>(channel->traits().results_at_once);
    for (std::size_t from = 0; from < most; from += step) {
        Part const part(posts.begin() + static_cast<std::ptrdiff_t>(from),
                        posts.begin() + static_cast<std::ptrdiff_t>(std::min(from + step, most)));
        auto const done = ask_part(studio, *channel, part, asked, stop);
        if (!done && done.error().code == ErrorCode::cancelled) return tl::unexpected(done.error());
        if (done) continue;
        asked.problem = done.error().message;
        log::warning("results.not_read", {{"channel", id}, {"error", asked.problem}});
        break;
    }
    return asked;
}

Result<std::vector<jobs::JobId>> begin_results(Studio& studio) {
    std::vector<jobs::JobId> begun;
    for (auto const* channel : studio.social.channels.all())
        if (channel->traits().results_at_once > 0)
            begun.push_back(TRY(enqueue_asking(studio, channel->traits().id, "")));
    if (begun.empty())
        return fail(
            ErrorCode::conflict,
            "no platform that is set up says what came back for a post: set the key of one that does (mastodon, "
            "bluesky, youtube), or read a file with `troupe report posts FILE`");
    return begun;
}

Result<int> begin_due_results(Studio& studio) {
    auto const hour = std::chrono::floor<std::chrono::hours>(studio.clock.now()).time_since_epoch().count();
    int begun = 0;
    for (auto const* each : studio.social.channels.all()) {
        auto const channel = each->traits();
        if (channel.results_at_once == 0 || TRY(posts_to_ask(studio, channel.id)).empty()) continue;
        TRY(enqueue_asking(studio, channel.id, fmt::format("{}:{}:{}", kinds::results, channel.id, hour)));
        ++begun;
    }
    return begun;
}

Result<std::vector<PostResultLine>> recent_results(Studio& studio, std::string const& artist) {
    std::vector<PostResultLine> lines;
    for (auto const& record : TRY(studio.social.outbox.sent_since(studio.clock.now() - asked_for)))
        if (artist.empty() || record.artist == artist)
            lines.push_back(line_of(record, TRY(studio.social.results.of_post(to_string(record.id)))));
    return lines;
}

Result<std::vector<PostReading>> readings_of(Studio& studio, std::string const& post) {
    return studio.social.results.of_post(to_string(TRY(find_record(studio, post)).id));
}

}  // namespace troupe::flow
