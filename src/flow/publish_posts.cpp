#include "flow/publish_posts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.hpp"
#include "base/log.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/impl/known_posts.hpp"
#include "flow/impl/post_media.hpp"
#include "flow/requests.hpp"

namespace troupe::flow {
namespace {

using namespace std::chrono_literals;
using catalog::Content;
using catalog::ContentState;
using social::OutboxRecord;
using social::OutboxState;

/// After each failure; the last one ends it.
constexpr std::array<std::chrono::milliseconds, 7> pauses{1min, 5min, 30min, 2h, 5h, 10h, 24h};
constexpr auto too_late = 24h;
constexpr auto day = 24h;
constexpr int most_at_once = 200;
constexpr std::size_t title_length = 60;

std::string key_of(Content const& content, int index, Post const& post, std::string const& channel) {
    auto const what = post.item ? "item " + *post.item : fmt::format("content {} post {}", to_string(content.id), index);
    return "post-" + sha256_hex(what + " on " + post.platform + " by " + channel).substr(0, 40);
}

Result<std::optional<planning::PlanItem>> plan_item(Studio& studio, std::string const& id) {
    if (id.empty()) return std::optional<planning::PlanItem>{};
    auto const found = studio.plans.find_item(TRY(parse_id<planning::PlanItemTag>(id)));
    if (found) return std::optional(found->item);
    if (found.error().code != ErrorCode::not_found) return tl::unexpected(found.error());
    return std::optional<planning::PlanItem>{};
}

/// The post's index in the sheet that it is kept under; nothing: the sheet has it no more.
std::optional<std::size_t> place_in(PostSheet const& sheet, OutboxRecord const& record) {
    for (std::size_t i = 0; i < sheet.posts.size(); ++i)
        if (record.item.empty() ? i == static_cast<std::size_t>(record.post) : sheet.posts[i].item == record.item) return i;
    return std::nullopt;
}

Result<int> add_records(Studio& studio, Content const& content) {
    auto const sheet = TRY(json::from_value<PostSheet>(content.details, json::Unknown::ignore));
    int added = 0;
    for (int i = 0; i < static_cast<int>(sheet.posts.size()); ++i) {
        auto const& post = sheet.posts[static_cast<std::size_t>(i)];
        auto const* channel = studio.social.channels.for_platform(post.platform);
        if (channel == nullptr || text::trim(std::string_view(post.text)).empty()) continue;
        OutboxRecord record;
        record.id = next_id<social::OutboxTag>(studio);
        record.channel = channel->traits().id;
        record.key = key_of(content, i, post, record.channel);
        record.artist = to_string(content.artist);
        record.content = to_string(content.id);
        record.post = i;
        record.item = post.item.value_or("");
        record.platform = post.platform;
        record.title = text::excerpt(post.text, title_length);
        if (auto const item = TRY(plan_item(studio, record.item))) record.planned_for = item->at;
        added += TRY(studio.social.outbox.add(record)) ? 1 : 0;
    }
    return added;
}

/// Those that lost their time when the sheet was taken back get it again.
Result<void> wake_records(Studio& studio, Content const& content) {
    for (auto& record : TRY(studio.social.outbox.list({.content = to_string(content.id), .state = OutboxState::planned, .limit = 500})).records) {
        auto const item = TRY(plan_item(studio, record.item));
        if (record.planned_for || !item) continue;
        record.planned_for = item->at;
        record.reason.clear();
        TRY(studio.social.outbox.update(record));
    }
    return {};
}

/// What must hold before anything is sent, with what is sent.
struct Prepared {
    OutboxRecord record;
    int revision = 0;  ///< of the content
    social::RenderedPost post;
    social::SocialChannel* channel = nullptr;
};

/// A record that stays where it is, with the reason; `until` nothing: till a person or an approval moves it.
Result<OutboxRecord> hold(Studio& studio, OutboxRecord record, std::string reason) {
    record.state = OutboxState::planned;
    record.planned_for.reset();
    record.next_attempt.reset();
    record.reason = std::move(reason);
    return studio.social.outbox.update(record);
}

Result<OutboxRecord> end_with(Studio& studio, OutboxRecord record, OutboxState state, std::string reason) {
    record.state = state;
    record.next_attempt.reset();
    record.reason = std::move(reason);
    return studio.social.outbox.update(record);
}

/// The rendered post; an error is for the record.
Result<Prepared> prepare(Studio& studio, OutboxRecord const& record, Content const& content, WorkFolder const& work) {
    Prepared prepared{record, content.revision, {}, studio.social.channels.find(record.channel)};
    if (prepared.channel == nullptr)
        return fail(ErrorCode::invalid_input, fmt::format("channel {} is not set up any more: set its key, or cancel this post", record.channel));
    auto const sheet = TRY(json::from_value<PostSheet>(content.details, json::Unknown::ignore));
    auto const place = place_in(sheet, record);
    if (!place) return fail(ErrorCode::invalid_input, "the post is not among the approved ones any more: cancel it");
    auto const platform = TRY(social::find_platform(studio.social.platforms, record.platform));
    auto const composed = TRY(impl::compose_post(studio, content, sheet.posts[*place], platform, work));
    prepared.post = TRY(social::render(composed, platform));
    return prepared;
}

/// When the platform's account may post again; nothing: now.
Result<std::optional<TimePoint>> free_from(Studio& studio, OutboxRecord const& record) {
    auto const platform = TRY(social::find_platform(studio.social.platforms, record.platform));
    if (platform.most_a_day == 0) return std::optional<TimePoint>{};
    auto const begun = TRY(studio.social.outbox.begun(record.channel, record.platform, studio.clock.now() - day));
    auto const most = static_cast<std::size_t>(platform.most_a_day);
    if (begun.size() < most) return std::optional<TimePoint>{};
    return std::optional(begun[begun.size() - most] + day);
}

/// Marks it as being sent, in one unit with all that allows it. Nothing: it is not to be sent now.
Result<std::optional<OutboxRecord>> take(Studio& studio, Prepared const& prepared, std::string const& job) {
    std::optional<OutboxRecord> taken;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto record = TRY(studio.social.outbox.find(prepared.record.id));
        if (record.revision != prepared.record.revision) return {};
        auto const content = TRY(find_content(studio, record.content));
        if (content.revision != prepared.revision || !TRY(impl::is_approved(studio, content))) return {};
        auto const now = studio.clock.now();
        auto const is_first = !record.first_attempt;
        if (auto const free = is_first ? TRY(free_from(studio, record)) : std::nullopt) {
            record.state = OutboxState::due;
            record.next_attempt = *free;
            record.reason = fmt::format("{} has its posts of the day: goes on at {}", record.platform, format_time(*free));
            return studio.social.outbox.update(record).map([](auto const&) {});
        }
        record.state = OutboxState::sending;
        record.job = job;
        ++record.attempts;
        if (is_first) record.first_attempt = now;
        record.reason = text::join(prepared.post.notes, "; ");
        taken = TRY(studio.social.outbox.update(record));
        return {};
    }));
    return taken;
}

social::Attempt attempt_of(Studio& studio, OutboxRecord const& record, std::string memory) {
    return {.key = record.key, .first = record.first_attempt.value_or(studio.clock.now()), .memory = std::move(memory),
            .remember = [&studio, id = record.id](std::string const& text) { return studio.social.outbox.remember(id, text); }};
}

bool is_out(OutboxRecord const& record) { return record.state == OutboxState::sent && !impl::is_in_hand(record); }

/// The plan's item and the sheet follow what is out.
Result<void> tell_plan_and_content(Studio& studio, OutboxRecord const& record) {
    if (!is_out(record)) return {};
    if (auto item = TRY(plan_item(studio, record.item)); item && item->state != planning::ItemState::published) {
        item->state = planning::ItemState::published;
        TRY(studio.plans.update_item(*item));
    }
    auto const records = TRY(studio.social.outbox.list({.content = record.content, .limit = 500}));
    auto const all_done = !records.next && std::all_of(records.records.begin(), records.records.end(),
                                                       [](auto const& each) { return each.state == OutboxState::cancelled || is_out(each); });
    auto const content = find_content(studio, record.content);
    if (all_done && content && content->state == ContentState::scheduled)
        TRY(studio.contents.update(TRY(catalog::change_state(*content, ContentState::published, studio.clock.now()))));
    return {};
}

Result<OutboxRecord> settle_sent(Studio& studio, OutboxRecord record, social::Receipt const& receipt) {
    record.state = OutboxState::sent;
    record.next_attempt.reset();
    record.sent = receipt.at;
    record.receipt_id = receipt.id;
    record.url = receipt.url;
    // Before and apart from all else: whatever fails after it, the post is not sent again.
    record = TRY(studio.social.outbox.update(record));
    TRY(studio.social.outbox.remember(record.id, ""));
    TRY(studio.unit.run([&] { return tell_plan_and_content(studio, record); }));
    log::info("post.sent", {{"record", to_string(record.id)}, {"channel", record.channel}});
    return record;
}

Result<OutboxRecord> settle_failed(Studio& studio, OutboxRecord record, social::ChannelTraits const& traits, social::PublishError const& error) {
    auto const now = studio.clock.now();
    auto const is_passing = error.code == ErrorCode::unavailable || error.code == ErrorCode::rate_limited || error.code == ErrorCode::cancelled;
    auto random = Random(stable_hash(record.key)).stream("pause", static_cast<std::uint64_t>(record.attempts));
    auto const index = std::min(static_cast<std::size_t>(std::max(record.attempts, 1)) - 1, pauses.size() - 1);
    auto const planned = error.code == ErrorCode::cancelled ? Seconds(0) : Seconds(pauses[index]) * (1 + random.uniform(0, 0.1));
    auto const next = now + std::chrono::ceil<std::chrono::milliseconds>(std::max(planned, error.wait.value_or(Seconds(0))));
    auto const harmless = !error.may_be_out || Seconds(next - *record.first_attempt) < traits.repeats_for || traits.can_find;
    if (!harmless)
        return end_with(studio, record, OutboxState::doubtful,
                        fmt::format("{}. It may be out: look there, then `troupe social sent {}` or `troupe social again {}`", error.message,
                                    to_string(record.id), to_string(record.id)));
    // What a proxy said in the server's place passes, too, where the same key makes no second post.
    auto const may_go_on = is_passing || (error.may_be_out && error.code == ErrorCode::bad_response);
    if (!may_go_on || record.attempts > static_cast<int>(pauses.size())) return end_with(studio, record, OutboxState::failed, error.message);
    record.state = OutboxState::due;
    record.next_attempt = next;
    record.reason = error.message;
    return studio.social.outbox.update(record);
}

/// A worker died, or was lost, while it sent this. What may be sent again is due; nothing: it is settled now.
Result<OutboxRecord> recover(Studio& studio, OutboxRecord record, std::stop_token const& stop) {
    auto* channel = studio.social.channels.find(record.channel);
    auto const traits = channel == nullptr ? social::ChannelTraits{} : channel->traits();
    if (traits.can_find) {
        auto const found = channel->find(attempt_of(studio, record, TRY(studio.social.outbox.memory(record.id))), stop);
        if (found && *found) return settle_sent(studio, record, **found);
    }
    social::PublishError const killed{{ErrorCode::cancelled, "the last attempt was cut off in the middle"}, true, {}};
    return settle_failed(studio, record, traits, killed);
}

Result<OutboxRecord> send(Studio& studio, Prepared const& prepared, OutboxRecord const& record, std::stop_token const& stop) {
    auto const attempt = attempt_of(studio, record, TRY(studio.social.outbox.memory(record.id)));
    auto const published = prepared.channel->publish(prepared.post, attempt, stop);
    if (published) return settle_sent(studio, record, *published);
    log::warning("post.failed", {{"record", to_string(record.id)}, {"error", published.error().message}});
    return settle_failed(studio, record, prepared.channel->traits(), published.error());
}

bool is_to_be_sent(OutboxRecord const& record, TimePoint now) {
    return record.state == OutboxState::due && record.next_attempt && *record.next_attempt <= now;
}

Result<jobs::Job> add_job(Studio& studio, OutboxRecord const& record) {
    jobs::JobSpec spec{.kind = kinds::publish, .job_class = "io", .input = json::to_value(PublishJob{to_string(record.id)})};
    spec.key = fmt::format("{}:{}:{}", kinds::publish, to_string(record.id), record.revision);
    spec.group = fmt::format("post:{}", to_string(record.id));
    return studio.queue.enqueue(spec);
}

/// One job at a time: another only when the last one for this state of the record ended without moving it.
Result<jobs::JobId> enqueue(Studio& studio, OutboxRecord record) {
    auto const job = TRY(add_job(studio, record));
    if (!jobs::is_finished(job.state)) return job.id;
    return TRY(add_job(studio, TRY(studio.social.outbox.update(record)))).id;
}

/// Whether the job that took the record is still at it.
Result<bool> is_being_sent(Studio& studio, OutboxRecord const& record) {
    if (record.job.empty()) return false;
    auto const job = studio.queue.find(TRY(parse_id<jobs::JobTag>(record.job)));
    if (job) return !jobs::is_finished(job->state);
    if (job.error().code == ErrorCode::not_found) return false;
    return tl::unexpected(job.error());
}

/// A planned one whose time seems to have come: due, or as the plan has it now.
Result<std::optional<OutboxRecord>> due_now(Studio& studio, OutboxRecord record) {
    auto const now = studio.clock.now();
    if (record.state != OutboxState::planned) return std::optional(record);
    if (auto const item = TRY(plan_item(studio, record.item)); item && item->at != *record.planned_for) record.planned_for = item->at;
    if (*record.planned_for > now) {
        TRY(studio.social.outbox.update(record));
        return std::optional<OutboxRecord>{};
    }
    if (now - *record.planned_for > too_late) {
        auto const reason = fmt::format("missed its time, {}: `troupe social publish --item {}` sends it all the same", format_time(*record.planned_for),
                                        to_string(record.id));
        TRY(hold(studio, record, reason));
        return std::optional<OutboxRecord>{};
    }
    record.state = OutboxState::due;
    record.next_attempt = now;
    record.reason.clear();
    return std::optional(TRY(studio.social.outbox.update(record)));
}

Result<OutboxRecord> decided(Studio& studio, std::string const& id, std::string const& by, std::function<Result<void>(OutboxRecord&)> const& change) {
    OutboxRecord record;
    TRY(studio.unit.run([&]() -> Result<void> {
        record = TRY(find_record(studio, id));
        record.by = by;
        TRY(change(record));
        record = TRY(studio.social.outbox.update(record));
        return {};
    }));
    return record;
}

}  // namespace

Result<social::OutboxRecord> find_record(Studio& studio, std::string const& record) {
    return studio.social.outbox.find(TRY(parse_id<social::OutboxTag>(record)));
}

Result<int> take_in_approved_posts(Studio& studio) {
    int added = 0;
    if (studio.social.channels.all().empty()) return added;
    catalog::ContentQuery query{.kind = catalog::ContentKind::post, .state = ContentState::approved, .limit = 100};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& listed : page.contents)
            TRY(studio.unit.run([&]() -> Result<void> {
                auto const content = TRY(find_content(studio, to_string(listed.id)));
                if (content.state != ContentState::approved || !TRY(impl::is_approved(studio, content))) return {};
                added += TRY(add_records(studio, content));
                TRY(wake_records(studio, content));
                return studio.contents.update(TRY(catalog::change_state(content, ContentState::scheduled, studio.clock.now()))).map([](auto const&) {});
            }));
        query.after = page.next;
    } while (query.after);
    return added;
}

Result<std::vector<jobs::JobId>> begin_due_posts(Studio& studio) {
    std::vector<jobs::JobId> begun;
    for (auto const& listed : TRY(studio.social.outbox.due(studio.clock.now(), most_at_once)))
        TRY(studio.unit.run([&]() -> Result<void> {
            auto const record = TRY(studio.social.outbox.find(listed.id));
            if (record.revision != listed.revision) return {};
            if (auto const due = TRY(due_now(studio, record))) begun.push_back(TRY(enqueue(studio, *due)));
            return {};
        }));
    // Whose job was cancelled in the middle gets another; one whose process died is taken over with its job.
    for (auto const& record : TRY(studio.social.outbox.list({.state = OutboxState::sending, .limit = 100})).records)
        begun.push_back(TRY(is_being_sent(studio, record)) ? TRY(parse_id<jobs::JobTag>(record.job)) : TRY(enqueue(studio, record)));
    return begun;
}

Result<jobs::JobId> begin_post(Studio& studio, std::string const& id, std::string const& by) {
    std::optional<jobs::JobId> job;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto record = TRY(find_record(studio, id));
        auto const may = record.state == OutboxState::planned || record.state == OutboxState::due || record.state == OutboxState::failed;
        if (!may) return fail(ErrorCode::conflict, fmt::format("outbox record {} is {}: {}", id, json::enum_name(record.state),
                                                               record.state == OutboxState::doubtful ? record.reason : "it is not sent twice"));
        record.state = OutboxState::due;
        record.next_attempt = studio.clock.now();
        record.by = by;
        record.reason.clear();
        job = TRY(enqueue(studio, TRY(studio.social.outbox.update(record))));
        return {};
    }));
    return *job;
}

Result<social::OutboxRecord> publish_record(Studio& studio, social::OutboxId id, std::string const& job, std::stop_token const& stop) {
    auto record = TRY(studio.social.outbox.find(id));
    auto const is_another = record.state == OutboxState::sending && record.job != job && TRY(is_being_sent(studio, record));
    if (is_another) return record;
    if (record.state == OutboxState::sending) record = TRY(recover(studio, record, stop));
    if (!is_to_be_sent(record, studio.clock.now())) return record;
    auto const content = find_content(studio, record.content);
    if (!content && content.error().code != ErrorCode::not_found) return tl::unexpected(content.error());
    if (!content) return end_with(studio, record, OutboxState::failed, content.error().message);
    if (!TRY(impl::is_approved(studio, *content))) return hold(studio, record, "waits: the posts are not approved any more");
    auto const work = TRY(WorkFolder::open(studio, "post-" + to_string(record.id)));
    auto const prepared = prepare(studio, record, *content, work);
    if (!prepared && prepared.error().code == ErrorCode::unavailable) return tl::unexpected(prepared.error());
    if (!prepared) return end_with(studio, record, OutboxState::failed, prepared.error().message);
    auto const taken = TRY(take(studio, *prepared, job));
    return taken ? send(studio, *prepared, *taken, stop) : studio.social.outbox.find(id);
}

Result<social::OutboxRecord> mark_sent(Studio& studio, std::string const& id, Sighting const& sighting, std::string const& by) {
    auto const& url = sighting.url;
    if (!url.empty() && (!url.starts_with("https://") || url.find_first_of(" <>\"") != std::string::npos))
        return wrong_field("url", "expected the post's address: https://");
    auto const now = studio.clock.now();
    if (sighting.at && *sighting.at > now) return wrong_field("at", "lies in the future");
    auto const marked = TRY(decided(studio, id, by, [&](OutboxRecord& record) -> Result<void> {
        // What the folder brought out is posted by hand: then its address and its time are news.
        auto const is_by_hand = impl::is_in_hand(record);
        if (is_by_hand && url.empty()) return wrong_field("url", "say where it stands");
        if (record.state != OutboxState::doubtful && !is_by_hand)
            return fail(ErrorCode::conflict, fmt::format("outbox record {} is {}: only a doubtful one, or one posted by hand, can be marked", id,
                                                         json::enum_name(record.state)));
        record.state = OutboxState::sent;
        if (sighting.at || is_by_hand || !record.sent) record.sent = sighting.at.value_or(now);
        if (!url.empty()) record.url = url;
        return {};
    }));
    TRY(studio.unit.run([&] { return tell_plan_and_content(studio, marked); }));
    return marked;
}

Result<social::OutboxRecord> send_again(Studio& studio, std::string const& id, std::string const& by) {
    return decided(studio, id, by, [&](OutboxRecord& record) -> Result<void> {
        if (record.state != OutboxState::doubtful && record.state != OutboxState::failed)
            return fail(ErrorCode::conflict, fmt::format("outbox record {} is {}: only a doubtful or failed one is sent again", id,
                                                         json::enum_name(record.state)));
        record.state = OutboxState::due;
        record.next_attempt = studio.clock.now();
        record.attempts = 0;
        record.first_attempt.reset();
        return studio.social.outbox.remember(record.id, "");
    });
}

Result<social::OutboxRecord> cancel_post(Studio& studio, std::string const& id, std::string const& by, std::string const& reason) {
    return decided(studio, id, by, [&](OutboxRecord& record) -> Result<void> {
        if (!social::can_become(record.state, OutboxState::cancelled) || record.state == OutboxState::sending)
            return fail(ErrorCode::conflict, fmt::format("outbox record {} is {} and cannot be cancelled", id, json::enum_name(record.state)));
        record.state = OutboxState::cancelled;
        record.next_attempt.reset();
        record.reason = reason;
        return {};
    });
}

}  // namespace troupe::flow
