#include "flow/post_results.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "base/files.hpp"
#include "base/testing/scratch_folder.hpp"
#include "calls/catalogue.hpp"
#include "calls/testing/memory_desk.hpp"
#include "flow/posted_hours.hpp"

/// What came back for posts, from the platform to the history that plans learn from. Stands with the calls, whose tests
/// have a desk.
namespace troupe::calls {
namespace {

using namespace std::chrono_literals;
using social::OutboxState;
using social::PostCounts;

/// A platform whose posts have as many likes as their id is long; "gone" is gone, and from `fails_at` on it fails.
class CountingChannel final : public social::SocialChannel {
public:
    social::ChannelTraits traits() const override {
        return {.id = "mastodon", .platforms = {"mastodon"}, .results_at_once = 2};
    }
    social::Published publish(social::RenderedPost const&, social::Attempt const&, std::stop_token) override {
        return tl::unexpected(social::PublishError{});
    }
    Result<std::vector<std::optional<PostCounts>>> read_results(std::vector<std::string> const& ids,
                                                                std::stop_token) override {
        if (++asked > fails_at) return fail(ErrorCode::rate_limited, "mastodon: too much was asked");
        EXPECT_LE(ids.size(), 2U);
        std::vector<std::optional<PostCounts>> results;
        for (auto const& id : ids)
            results.push_back(id == "gone" ? std::nullopt
                                           : std::optional(PostCounts{.views = {},
                                                                      .likes = static_cast<std::int64_t>(id.size()),
                                                                      .reposts = {},
                                                                      .replies = {},
                                                                      .clicks = {}}));
        return results;
    }
    int asked = 0;
    int fails_at = 1000;
};

class PostResults : public ::testing::Test {
protected:
    PostResults() {
        EXPECT_TRUE(desk.artists.insert(artist));
        desk.channels = social::Channels({&channel});
        desk.clock.set(at("2026-11-27T12:00:00Z"));
    }
    social::OutboxId next_id() {
        return make_id<social::OutboxTag>(desk.clock.now() + std::chrono::milliseconds(++ids), [] { return 7ULL; });
    }
    static TimePoint at(std::string const& text) { return parse_time(text).value(); }

    social::OutboxRecord add(std::string const& sent, std::string const& receipt,
                             std::string const& url = "https://social.example/1") {
        social::OutboxRecord record;
        record.id = next_id();
        record.key = to_string(record.id);
        record.artist = to_string(artist.id);
        record.platform = record.channel = "mastodon";
        record.state = OutboxState::sent;
        record.first_attempt = record.sent = at(sent);
        record.receipt_id = receipt;
        record.url = url;
        EXPECT_TRUE(desk.outbox.add(record).value_or(false));
        return record;
    }
    void read(social::OutboxRecord const& record, std::chrono::hours age, PostCounts const& counts,
              bool is_gone = false) {
        social::PostReading reading{.post = to_string(record.id),
                                    .artist = record.artist,
                                    .platform = record.platform,
                                    .read = *record.sent + age};
        reading.counts = counts;
        reading.is_gone = is_gone;
        EXPECT_TRUE(desk.post_results.keep({reading}));
    }
    static PostCounts likes(std::int64_t count) {
        return {.views = {}, .likes = count, .reposts = {}, .replies = {}, .clicks = {}};
    }
    static PostCounts views(std::int64_t count) {
        return {.views = count, .likes = 1, .reposts = {}, .replies = {}, .clicks = {}};
    }
    std::vector<planning::PostResult> history() {
        auto const found = flow::posted_hours(desk.studio, artist);
        EXPECT_TRUE(found) << found.error().message;
        return found.value_or(std::vector<planning::PostResult>{});
    }
    feedback::PostResultImport import(std::string const& rows) {
        auto const file = troupe::testing::scratch_folder("week.csv");
        EXPECT_TRUE(write_file(file, "post,platform,read,likes,posted\n" + rows));
        auto const imported = flow::import_post_results(desk.studio, {file, false});
        EXPECT_TRUE(imported) << imported.error().message;
        return imported.value_or(feedback::PostResultImport{});
    }
    std::size_t due() { return flow::posts_to_ask(desk.studio, "mastodon")->size(); }

    testing::MemoryDesk desk;
    CountingChannel channel;
    artist::Document artist = artist::testing::example_artist();  // its audience is in Berlin
    std::uint64_t ids = 0;
};

TEST_F(PostResults, TheHourIsThatOfTheAudienceOnThatDay) {
    read(add("2026-03-28T17:30:00Z", "1"), 7 * 24h, likes(4));
    read(add("2026-03-30T16:30:00Z", "2"), 7 * 24h, likes(5));
    read(add("2026-07-01T22:15:00Z", "3"), 7 * 24h, likes(6));
    auto const found = history();
    ASSERT_EQ(found.size(), 3U);
    EXPECT_DOUBLE_EQ(found[0].hour, 18.5) << "winter time";
    EXPECT_DOUBLE_EQ(found[1].hour, 18.5) << "summer time";
    EXPECT_DOUBLE_EQ(found[2].hour, 0.25);
    EXPECT_EQ(format_date(found[2].date), "2026-07-02");
    EXPECT_EQ(found[1].reactions, 5);
    EXPECT_EQ(found[1].platform, "mastodon");
}

TEST_F(PostResults, AllAreComparedAtTheSameAge) {
    auto const old = add("2026-10-01T17:00:00Z", "1");
    for (int const day : {1, 3, 8, 28}) read(old, day * 24h, likes(day));
    auto const young = add("2026-10-02T17:00:00Z", "2");
    read(young, 71h, likes(50));
    auto const found = history();
    ASSERT_EQ(found.size(), 1U) << "a post of less than three days has not had its time";
    EXPECT_EQ(found[0].reactions, 8);
    read(young, 72h, likes(60));
    EXPECT_EQ(history().at(1).reactions, 60);
}

TEST_F(PostResults, OneMeasureHoldsForAPlatform) {
    for (int day = 1; day <= 3; ++day)
        read(add(fmt::format("2026-10-0{}T17:00:00Z", day), "1"), 7 * 24h, views(100 * day));
    read(add("2026-10-05T17:00:00Z", "5"), 7 * 24h, likes(9));
    auto found = history();
    ASSERT_EQ(found.size(), 3U) << "likes are no views";
    EXPECT_EQ(found[2].reactions, 300);
    for (int day = 10; day <= 14; ++day) read(add(fmt::format("2026-10-{}T17:00:00Z", day), "1"), 7 * 24h, likes(day));
    found = history();
    ASSERT_EQ(found.size(), 9U) << "most have no views: likes are what all have";
    EXPECT_EQ(found[0].reactions, 1);
    EXPECT_EQ(found[8].reactions, 14);
}

TEST_F(PostResults, WhatNobodySawGoOutOrIsGoneTeachesNothing) {
    auto const by_hand = add("2026-10-01T17:00:00Z", "1", "/home/ana/outbox/1/post.html");
    read(by_hand, 7 * 24h, likes(4));
    auto const gone = add("2026-10-02T17:00:00Z", "2");
    read(gone, 7 * 24h, likes(4));
    read(gone, 8 * 24h, {}, true);
    EXPECT_TRUE(history().empty());
    EXPECT_EQ(import(fmt::format("{},mastodon,2026-10-11,7,2026-10-03T09:45:00Z\n", to_string(by_hand.id))).count.kept,
              1);
    auto const found = history();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_DOUBLE_EQ(found[0].hour, 11.75);
    EXPECT_EQ(found[0].reactions, 7) << "nearest to the seventh day, counted from when it went out";
}

TEST_F(PostResults, ThePlanSaysWhoseHourWasTried) {
    planning::Plan plan;
    plan.artist_id = artist.id;
    for (bool const is_tried : {false, true}) {
        planning::PlanItem item;
        item.id = make_id<planning::PlanItemTag>(desk.clock.now(), [this] { return ++ids; });
        item.hour_from_results = is_tried;
        plan.items.push_back(item);
    }
    ASSERT_TRUE(desk.plans.put(plan));
    std::vector<std::string> const items{to_string(plan.items[0].id), to_string(plan.items[1].id),
                                         "018f3c1e-7b2a-7c3d-9e4f-0123456789ab", ""};
    for (std::size_t i = 0; i < items.size(); ++i) {
        auto record = add(fmt::format("2026-10-0{}T17:00:00Z", i + 1), "1");
        record.item = items[i];
        ASSERT_TRUE(desk.outbox.update(record));
        read(record, 7 * 24h, likes(4));
    }
    std::vector<bool> tried;
    for (auto const& each : history()) tried.push_back(each.was_tried);
    EXPECT_EQ(tried, (std::vector{false, true, true, false})) << "usual, tried, in the plan no more, of no plan";
}

TEST_F(PostResults, AFileNamesAPostInThreeWays) {
    auto const record = add("2026-11-18T17:00:00Z", "1001", "https://social.example/@artist/1001");
    auto const rows = to_string(record.id) +
                      ",mastodon,2026-11-19,4,\nhttps://social.example/@artist/1001/"
                      ",Mastodon,2026-11-20,5,\n1001,mastodon,2026-11-21,6,\n"
                      "1001,bluesky,2026-11-21,6,\n";
    auto const first = import(rows);
    EXPECT_EQ(first.count.kept, 3);
    EXPECT_EQ(first.posts, 1);
    ASSERT_EQ(first.unmatched.size(), 1U);
    EXPECT_EQ(first.unmatched[0].line, 5);
    auto const before = json::print(*desk.post_results.of_post(to_string(record.id)));
    EXPECT_EQ(import(rows).count.already_known, 3);
    EXPECT_EQ(json::print(*desk.post_results.of_post(to_string(record.id))), before)
        << "the same file twice changes nothing";
}

TEST_F(PostResults, APostThatIsNotOutIsLeftOut) {
    auto record = add("2026-11-18T17:00:00Z", "7");
    record.id = next_id();
    record.key = "planned";
    record.state = OutboxState::planned;
    ASSERT_TRUE(desk.outbox.add(record).value_or(false));
    auto const imported =
        import(to_string(record.id) +
               ",mastodon,2026-11-19,4,\n018f3c1e-7b2a-7c3d-9e4f-0123456789ab,mastodon,2026-11-19,4,\n");
    ASSERT_EQ(imported.unmatched.size(), 2U);
    EXPECT_NE(imported.unmatched[0].reason.find("is planned"), std::string::npos);
    EXPECT_EQ(imported.count.kept, 0);
}

TEST_F(PostResults, AsksAtOneThreeSevenAndTwentyEightDays) {
    auto const sent = at("2026-11-01T12:00:00Z");
    desk.clock.set(sent);
    add("2026-11-01T12:00:00Z", "1");
    std::vector<int> asked;
    for (int hour = 0; hour < 40 * 24; hour += 6) {
        desk.clock.set(sent + std::chrono::hours(hour));
        if (due() == 0) continue;
        asked.push_back(hour / 24);
        ASSERT_TRUE(flow::ask_results(desk.studio, "mastodon", {}));
    }
    EXPECT_EQ(asked, (std::vector{1, 3, 7, 28}));
    EXPECT_EQ(flow::readings_of(desk.studio, to_string(desk.outbox.list({})->records[0].id))->size(), 4U);
}

TEST_F(PostResults, APlatformThatWasNotAskedForLongIsAskedOnce) {
    add("2026-11-17T12:00:00Z", "1");
    add("2026-10-20T12:00:00Z", "too old");
    EXPECT_EQ(due(), 1U);
    ASSERT_TRUE(flow::ask_results(desk.studio, "mastodon", {}));
    EXPECT_EQ(due(), 0U);
}

TEST_F(PostResults, WhatWasReadBeforeAFailureStays) {
    for (auto const* receipt : {"1", "gone", "333", "4"}) add("2026-11-20T11:00:00Z", receipt);
    channel.fails_at = 1;
    auto const asked = flow::ask_results(desk.studio, "mastodon", {});
    ASSERT_TRUE(asked) << asked.error().message;
    EXPECT_EQ(std::tie(asked->due, asked->read, asked->gone), std::make_tuple(4, 2, 1));
    EXPECT_NE(asked->problem.find("too much"), std::string::npos);
    EXPECT_EQ(due(), 2U);
    channel.fails_at = 1000;
    EXPECT_EQ(flow::ask_results(desk.studio, "mastodon", {})->problem, "");
    desk.clock.set(at("2026-12-20T10:00:00Z"));
    EXPECT_EQ(due(), 3U) << "one that is gone is left alone";
    std::string told;
    auto const lines = *flow::recent_results(desk.studio, "");
    for (auto const& line : lines) told += line.says + "\n";
    EXPECT_NE(told.find("not reported: it is gone"), std::string::npos) << told;
    EXPECT_NE(told.find("3 likes"), std::string::npos) << told;
}

TEST_F(PostResults, AHundredAtOnceAreEnough) {
    for (int i = 0; i < 120; ++i) add("2026-11-20T11:00:00Z", fmt::format("{}", i));
    auto const asked = flow::ask_results(desk.studio, "mastodon", {});
    EXPECT_EQ(asked->due, 120);
    EXPECT_EQ(asked->read, 100);
    EXPECT_EQ(due(), 20U);
}

TEST_F(PostResults, ACallThatNoPlatformCanAnswerSaysWhatElseThereIs) {
    auto const catalogue = Catalogue::complete();
    Context context{desk.desk, {"Ada", access::Role::admin, "", ""}, "r", {}, std::nullopt, std::nullopt};
    auto const begun = perform(*catalogue.find("post.ask_results"), context, json::Object{});
    ASSERT_TRUE(begun) << begun.error().message;
    desk.channels = social::Channels({});
    auto const refused = perform(*catalogue.find("post.ask_results"), context, json::Object{});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("report posts"), std::string::npos);
}

}  // namespace
}  // namespace troupe::calls
