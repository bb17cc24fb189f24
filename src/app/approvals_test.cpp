#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <set>

#include "app/testing/temp_home.hpp"
#include "catalog/content.hpp"
#include "flow/artist_changes.hpp"
#include "flow/autopilot.hpp"
#include "flow/decide.hpp"

namespace troupe::app {
namespace {

using catalog::ContentState;

/// A content in review, as a maker leaves it.
catalog::Content new_content(flow::Studio& studio, artist::ArtistId artist) {
    catalog::Content content;
    content.id = flow::next_id<catalog::ContentTag>(studio);
    content.artist = artist;
    content.title = "Low Water";
    content.state = ContentState::in_review;
    content.created = content.updated = studio.clock.now();
    return content;
}

bool was_approved(flow::Studio& studio, catalog::ContentId id) {
    auto const approvals = studio.contents.approvals(id);
    return approvals && !approvals->empty() && approvals->back().decision == catalog::Decision::approved;
}

class Approvals : public ::testing::Test {
protected:
    testing::TempHome home;
    flow::Studio& studio = home.studio();
    std::string artist = home.create(testing::dark_prompt);
    artist::ArtistId id = parse_id<artist::ArtistTag>(artist).value();

    void set_autopilot(bool on) {
        ASSERT_TRUE(flow::edit_artist(studio, artist, {{"settings.autopilot", on ? "true" : "false"}}, "test"));
    }
};

TEST_F(Approvals, WithoutAutopilotEverythingWaitsForAPerson) {
    auto const content = new_content(studio, id);
    ASSERT_TRUE(flow::take_in_new(studio, content));
    EXPECT_EQ(studio.contents.find(content.id)->state, ContentState::in_review);
    EXPECT_TRUE(studio.contents.approvals(content.id)->empty());
}

TEST_F(Approvals, AutopilotApprovesUnderItsNameUpToItsLimit) {
    set_autopilot(true);
    auto const first = new_content(studio, id);
    ASSERT_TRUE(flow::take_in_new(studio, first));
    EXPECT_EQ(studio.contents.find(first.id)->state, ContentState::approved);
    EXPECT_EQ(studio.contents.approvals(first.id)->front().by, "autopilot");
    EXPECT_TRUE(*flow::autopilot_decision(studio, new_content(studio, id), {.contents_a_day = 2}));
    EXPECT_FALSE(*flow::autopilot_decision(studio, new_content(studio, id), {.contents_a_day = 1}));
}

TEST_F(Approvals, WhatWasPublishedSinceStillCountsAgainstTheDay) {
    set_autopilot(true);
    auto const first = new_content(studio, id);
    ASSERT_TRUE(flow::take_in_new(studio, first));
    ASSERT_TRUE(studio.contents.update(*catalog::change_state(*studio.contents.find(first.id), ContentState::published, studio.clock.now())));
    EXPECT_FALSE(*flow::autopilot_decision(studio, new_content(studio, id), {.contents_a_day = 1}));
}

TEST_F(Approvals, AutopilotLeavesReleasesWithBlockersAndPausedArtistsAlone) {
    set_autopilot(true);
    auto release = new_content(studio, id);
    release.kind = catalog::ContentKind::release;
    EXPECT_FALSE(*flow::autopilot_decision(studio, release)) << "nobody has checked it";
    release.details = json::Object{{"preflight", json::Object{{"has_blockers", true}}}};
    EXPECT_FALSE(*flow::autopilot_decision(studio, release));
    release.details = json::Object{{"preflight", json::Object{{"has_blockers", false}}}};
    EXPECT_TRUE(*flow::autopilot_decision(studio, release));
    ASSERT_TRUE(flow::set_artist_state(studio, artist, artist::State::paused, "test"));
    EXPECT_FALSE(*flow::autopilot_decision(studio, release));
}

/// In manual mode nothing unapproved is ever published: whatever way through the states is tried.
TEST_F(Approvals, NothingUnapprovedIsEverPublished) {
    EXPECT_TRUE(rc::check([this] {
        auto const content = new_content(studio, id);
        RC_ASSERT(bool(flow::take_in_new(studio, content)));
        for (auto const step : *rc::gen::container<std::vector<int>>(12, rc::gen::inRange(0, 11))) {
            auto const now = studio.contents.find(content.id).value();
            if (step == 9)
                (void)flow::decide(studio, to_string(content.id), catalog::Decision::approved, "Ana", "");
            else if (step == 10)
                (void)flow::decide(studio, to_string(content.id), catalog::Decision::rejected, "Ana", "no");
            else if (auto const moved = catalog::change_state(now, static_cast<ContentState>(step), studio.clock.now()))
                (void)studio.contents.update(*moved);
            auto const is = studio.contents.find(content.id)->state;
            if (is == ContentState::scheduled || is == ContentState::published || is == ContentState::measured)
                RC_ASSERT(was_approved(studio, content.id));
        }
    }));
}

}  // namespace
}  // namespace troupe::app
