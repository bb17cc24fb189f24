#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "calls/testing/memory_desk.hpp"
#include "flow/plan_roster.hpp"

/// The calendar of the whole roster. Stands with the calls, whose tests have a desk.
namespace troupe::calls {
namespace {

class RosterCalendar : public ::testing::Test {
protected:
    artist::ArtistId add(std::string const& name, artist::State state = artist::State::active) {
        auto document = artist::testing::example_artist();
        document.id = artist::testing::example_id(++number);
        document.profile.core.name = name;
        document.state = state;
        EXPECT_TRUE(desk.artists.insert(document));
        return document.id;
    }
    Result<flow::RosterAnswer> plan(flow::RosterRequest const& request) { return flow::plan_roster(desk.studio, request); }

    testing::MemoryDesk desk;
    std::uint64_t number = 0;
};

TEST_F(RosterCalendar, ADryRunWritesNothing) {
    auto const artist = add("Vesper Lune");
    auto const answer = plan({.weeks = 13});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->artists, 1);
    EXPECT_FALSE(answer->applied);
    EXPECT_FALSE(answer->calendar.releases.empty());
    EXPECT_EQ(desk.plans.find_by_artist(artist).error().code, ErrorCode::not_found);
}

TEST_F(RosterCalendar, AppliedThePlansHaveItsDatesAndAskingAgainMovesNone) {
    std::vector<artist::ArtistId> const artists{add("Vesper Lune"), add("Ida Varn"), add("Coral Static")};
    auto const answer = plan({.weeks = 13, .apply = true});
    ASSERT_TRUE(answer) << answer.error().message;
    for (auto const& artist : artists) {
        auto const made = desk.plans.find_by_artist(artist);
        ASSERT_TRUE(made) << made.error().message;
        std::vector<std::string> planned, wanted;
        for (auto const& release : made->releases) planned.push_back(format_date(release.date));
        for (auto const& release : answer->calendar.releases)
            if (release.artist_id == artist) wanted.push_back(format_date(release.date));
        EXPECT_EQ(planned, wanted);
    }
    auto const again = plan({.weeks = 13});
    ASSERT_TRUE(again) << again.error().message;
    for (auto const& release : again->calendar.releases) EXPECT_FALSE(release.was) << release.artist;
}

TEST_F(RosterCalendar, OnlyWhoIsAtWorkIsPlanned) {
    add("Vesper Lune");
    add("On Leave", artist::State::paused);
    add("Long Gone", artist::State::retired);
    auto const answer = plan({.weeks = 13});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->artists, 1);
    for (auto const& release : answer->calendar.releases) EXPECT_EQ(release.artist, "Vesper Lune");
}

TEST_F(RosterCalendar, ARosterThatCannotBeScheduledNamesTheRulesAndWritesNothing) {
    auto const artist = add("Vesper Lune");
    auto const refused = plan({.weeks = 4, .releases = 9, .apply = true});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("Vesper Lune"), std::string::npos) << refused.error().message;
    EXPECT_EQ(desk.plans.find_by_artist(artist).error().code, ErrorCode::not_found);
}

TEST_F(RosterCalendar, AnEmptyRosterIsNoError) {
    auto const answer = plan({.weeks = 13});
    ASSERT_TRUE(answer) << answer.error().message;
    EXPECT_EQ(answer->artists, 0);
    EXPECT_TRUE(answer->calendar.releases.empty());
}

}  // namespace
}  // namespace troupe::calls
