#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <map>

#include "app/testing/temp_home.hpp"
#include "flow/decide.hpp"
#include "flow/post_sheet.hpp"
#include "flow/publish_posts.hpp"

namespace troupe::app {
namespace {

using namespace std::chrono_literals;
using catalog::ContentState;
using social::OutboxState;

/// The process dies here.
struct Killed {};

enum class Outcome { ok, ok_then_killed, killed, ok_unheard, refused, busy };

/// A platform that counts what it shows. With a key's memory the same key is shown once; without, every request is.
class CountingChannel final : public social::SocialChannel {
public:
    explicit CountingChannel(social::ChannelTraits traits) : traits_(std::move(traits)) {}
    social::ChannelTraits traits() const override { return traits_; }
    social::Published publish(social::RenderedPost const& post, social::Attempt const& attempt, std::stop_token) override {
        if (at_publish) at_publish();
        auto const outcome = next;
        auto const shows = outcome == Outcome::ok || outcome == Outcome::ok_then_killed || outcome == Outcome::ok_unheard;
        if (shows && (traits_.repeats_for == Seconds(0) || shown[attempt.key] == 0)) ++shown[attempt.key];
        texts.push_back(post.text);
        if (outcome == Outcome::ok_then_killed || outcome == Outcome::killed) throw Killed{};
        if (outcome == Outcome::ok) return social::Receipt{"1", "https://example.org/1", TimePoint(now)};
        if (outcome == Outcome::refused) return error(ErrorCode::invalid_input, false);
        if (outcome == Outcome::busy) return error(ErrorCode::rate_limited, false, Seconds(7200));
        return error(ErrorCode::unavailable, true);
    }
    [[nodiscard]] int most() const {
        int most = 0;
        for (auto const& [key, count] : shown) most = std::max(most, count);
        return most;
    }

    Outcome next = Outcome::ok;
    TimePoint now{};
    std::map<std::string, int> shown;
    std::vector<std::string> texts;
    std::function<void()> at_publish;

private:
    static social::Published error(ErrorCode code, bool may_be_out, std::optional<Seconds> wait = {}) {
        return tl::unexpected(social::PublishError{{code, "the platform is in a mood"}, may_be_out, wait});
    }
    social::ChannelTraits traits_;
};

class Publishing : public ::testing::Test {
protected:
    explicit Publishing(Seconds repeats_for = Seconds(0)) : channel({.id = "counting", .platforms = {"mastodon"}, .repeats_for = repeats_for}) {
        platforms.at("mastodon").most_a_day = 2;
        clock.set(TimePoint(std::chrono::seconds(1'795'000'000)));
    }

    catalog::Content sheet(int posts = 1) {
        flow::PostSheet made{"Vesper Lune", "en", {}};
        for (int i = 0; i < posts; ++i) {
            flow::Post post;
            post.platform = "mastodon";
            post.text = fmt::format("The tide is out, {}.", i);
            made.posts.push_back(post);
        }
        catalog::Content content;
        content.id = flow::next_id<catalog::ContentTag>(studio);
        content.artist = artist;
        content.kind = catalog::ContentKind::post;
        content.title = "Posts";
        content.state = ContentState::in_review;
        content.created = content.updated = clock.now();
        content.details = json::to_value(made);
        EXPECT_TRUE(studio.contents.insert(content));
        return content;
    }
    catalog::Content approved_sheet(int posts = 1) {
        auto const content = sheet(posts);
        EXPECT_TRUE(flow::decide(studio, to_string(content.id), catalog::Decision::approved, "Ana", ""));
        EXPECT_EQ(flow::take_in_approved_posts(studio).value_or(-1), posts);
        return *studio.contents.find(content.id);
    }
    std::vector<social::OutboxRecord> records(catalog::ContentId content) {
        return studio.social.outbox.list({.content = to_string(content), .limit = 500})->records;
    }
    /// As the job does it; a kill leaves everything as it is.
    std::optional<social::OutboxRecord> run(social::OutboxId id) {
        try {
            auto const done = flow::publish_record(studio, id, "", {});
            EXPECT_TRUE(done) << done.error().message;
            return *done;
        } catch (Killed const&) {
            return std::nullopt;
        }
    }
    std::optional<social::OutboxRecord> send(social::OutboxId id) {
        EXPECT_TRUE(flow::begin_post(studio, to_string(id), "Ana"));
        return run(id);
    }

    testing::TempHome home;
    flow::Studio& base = home.studio();
    FixedClock clock{TimePoint{}};
    social::Platforms platforms = social::built_in_platforms().value();
    CountingChannel channel;
    social::Channels channels{{&channel}};
    social::Outlet outlet{base.social.outbox, base.social.results, channels, platforms};
    flow::Studio studio{base.unit, base.artists, base.plans, base.contents, base.assets, base.observations, base.statements, base.codes, base.queue, base.sessions, base.ledger,
                        base.replayer, base.writer, base.identity_genres, base.tracks, base.music_tables, base.visual_tables, base.images,
                        base.teasers, base.footage, outlet, clock, base.id_bits, base.preferences, base.deliveries, base.stores, base.routes, base.trends, base.trend_sources, base.trend_countries,
                        base.trials, base.audit, base.listener_comments, base.models, base.orchestrator};
    artist::ArtistId artist = parse_id<artist::ArtistTag>(home.create(testing::dark_prompt)).value();
};

class PublishingWhereKeysAreKnown : public Publishing {
protected:
    PublishingWhereKeysAreKnown() : Publishing(Seconds(3000)) {}
};

TEST_F(Publishing, SendsAnApprovedPostOnce) {
    auto const content = approved_sheet();
    EXPECT_EQ(studio.contents.find(content.id)->state, ContentState::scheduled);
    EXPECT_EQ(*flow::take_in_approved_posts(studio), 0);
    auto const id = records(content.id).at(0).id;
    EXPECT_EQ(send(id)->state, OutboxState::sent);
    EXPECT_EQ(run(id)->state, OutboxState::sent);
    EXPECT_EQ(flow::begin_post(studio, to_string(id), "Ana").error().code, ErrorCode::conflict);
    EXPECT_EQ(channel.texts.size(), 1U);
    EXPECT_EQ(studio.contents.find(content.id)->state, ContentState::published);
}

TEST_F(Publishing, AKillAfterTheRequestWaitsForAPerson) {
    auto const id = records(approved_sheet().id).at(0).id;
    channel.next = Outcome::ok_then_killed;
    EXPECT_FALSE(send(id));
    channel.next = Outcome::ok;
    auto const after = run(id);
    EXPECT_EQ(after->state, OutboxState::doubtful);
    EXPECT_NE(after->reason.find("social again"), std::string::npos) << after->reason;
    EXPECT_EQ(channel.most(), 1);
    EXPECT_EQ(flow::mark_sent(studio, to_string(id), {"javascript:x"}, "Ana").error().field, "url");
    EXPECT_EQ(flow::mark_sent(studio, to_string(id), {"https://t.me/artist/42"}, "Ana")->state, OutboxState::sent);
    EXPECT_EQ(flow::send_again(studio, to_string(id), "Ana").error().code, ErrorCode::conflict);
}

TEST_F(PublishingWhereKeysAreKnown, AKillAfterTheRequestIsRepeatedUnderTheSameKey) {
    auto const id = records(approved_sheet().id).at(0).id;
    channel.next = Outcome::ok_then_killed;
    EXPECT_FALSE(send(id));
    channel.next = Outcome::ok;
    EXPECT_EQ(run(id)->state, OutboxState::sent);
    EXPECT_EQ(channel.most(), 1);
    EXPECT_EQ(channel.texts.size(), 2U);
}

TEST_F(PublishingWhereKeysAreKnown, AKeyThatMayBeForgottenIsNotRepeated) {
    auto const id = records(approved_sheet().id).at(0).id;
    channel.next = Outcome::ok_then_killed;
    EXPECT_FALSE(send(id));
    clock.set(clock.now() + 2h);
    EXPECT_EQ(run(id)->state, OutboxState::doubtful);
    EXPECT_EQ(channel.texts.size(), 1U);
}

TEST_F(Publishing, WaitsAsLongAsThePlatformAsks) {
    auto const id = records(approved_sheet().id).at(0).id;
    channel.next = Outcome::busy;
    auto const waiting = send(id);
    EXPECT_EQ(waiting->state, OutboxState::due);
    EXPECT_GE(*waiting->next_attempt - clock.now(), 2h);
    channel.next = Outcome::ok;
    EXPECT_EQ(run(id)->state, OutboxState::due) << "its time has not come";
    clock.set(*waiting->next_attempt);
    EXPECT_EQ(flow::begin_due_posts(studio)->size(), 1U);
    EXPECT_EQ(run(id)->state, OutboxState::sent);
}

TEST_F(Publishing, WhatIsRefusedFailsAndSaysWhy) {
    auto const id = records(approved_sheet().id).at(0).id;
    channel.next = Outcome::refused;
    auto const failed = send(id);
    EXPECT_EQ(failed->state, OutboxState::failed);
    EXPECT_EQ(failed->reason, "the platform is in a mood");
}

TEST_F(Publishing, KeepsTheDaysNumber) {
    auto const all = records(approved_sheet(3).id);
    EXPECT_EQ(send(all.at(0).id)->state, OutboxState::sent);
    EXPECT_EQ(send(all.at(1).id)->state, OutboxState::sent);
    auto const third = send(all.at(2).id);
    EXPECT_EQ(third->state, OutboxState::due);
    EXPECT_EQ(*third->next_attempt, clock.now() + 24h);
    clock.set(*third->next_attempt);
    EXPECT_EQ(run(third->id)->state, OutboxState::sent);
    EXPECT_EQ(channel.texts.size(), 3U);
}

TEST_F(Publishing, APostWhoseApprovalWasTakenBackStays) {
    auto const content = approved_sheet();
    auto const id = records(content.id).at(0).id;
    auto back = *studio.contents.update(*catalog::change_state(content, ContentState::approved, clock.now()));
    ASSERT_TRUE(studio.contents.update(*catalog::change_state(back, ContentState::in_review, clock.now())));
    auto const held = send(id);
    EXPECT_EQ(held->state, OutboxState::planned);
    EXPECT_NE(held->reason.find("not approved"), std::string::npos);
    EXPECT_TRUE(channel.texts.empty());
}

/// Manual mode: whatever is done in whatever order, with kills in between, nothing leaves that is not approved at that moment, and
/// nothing is out twice where the platform knows no keys.
TEST_F(Publishing, OnlyApprovedPostsEverLeaveAndNoneTwice) {
    platforms.at("mastodon").most_a_day = 0;
    EXPECT_TRUE(rc::check([this] {
        auto const content = sheet(2);
        channel.at_publish = [&] {
            auto const is = studio.contents.find(content.id);
            auto const decisions = studio.contents.approvals(content.id);
            auto const is_let_out = is->state == ContentState::approved || is->state == ContentState::scheduled || is->state == ContentState::published;
            RC_ASSERT(is_let_out && !decisions->empty() && decisions->back().decision == catalog::Decision::approved);
        };
        for (auto const step : *rc::gen::container<std::vector<int>>(14, rc::gen::inRange(0, 40))) {
            auto const now = *studio.contents.find(content.id);
            auto const all = records(content.id);
            channel.next = static_cast<Outcome>(step % 6);
            clock.set(clock.now() + std::chrono::minutes(step));
            if (step < 6) (void)flow::decide(studio, to_string(content.id), catalog::Decision::approved, "Ana", "");
            else if (step < 9) (void)flow::decide(studio, to_string(content.id), catalog::Decision::rejected, "Ana", "no");
            else if (step < 14) RC_ASSERT(bool(flow::take_in_approved_posts(studio)));
            else if (step < 18) {
                if (auto const moved = catalog::change_state(now, step % 2 == 0 ? ContentState::approved : ContentState::in_review, clock.now()))
                    (void)studio.contents.update(*moved);
            } else if (!all.empty()) {
                auto const& record = all[static_cast<std::size_t>(step) % all.size()];
                if (step < 30) (void)flow::begin_post(studio, to_string(record.id), "Ana");
                (void)run(record.id);
            }
            RC_ASSERT(channel.most() <= 1);
        }
    }));
}

}  // namespace
}  // namespace troupe::app
