#include "evolution/style_draw.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "artist/distance.hpp"
#include "evolution/change_history.hpp"
#include "evolution/testing/audience.hpp"

namespace troupe::evolution {
namespace {

using testing::Audience;
using testing::drawn_profile;
using testing::Song;
using testing::text_in;

Date const first_day = *parse_date("2026-01-02");

DrawRequest request_with(std::vector<feedback::Observation> const& rows) {
    auto const profile = drawn_profile();
    DrawRequest request{.style = profile.style,
                        .anchor = profile.style,
                        .identity_limit = 0.5,
                        .own = pieces_of(rows),
                        .roster = {},
                        .shock = {},
                        .content_id = "x"};
    while (is_control(request.content_id)) request.content_id += "x";
    return request;
}

json::Object factors_of(int i) {
    return {{"genre", i % 4 < 2 ? "techno" : "ambient"},
            {"mood", i % 2 == 0 ? "dark" : "calm"},
            {"mode", "minor"},
            {"tempo", 119 + i % 12}};
}

/// So many songs, a week apart.
std::vector<feedback::Observation> life(Audience& audience, int songs, std::string const& name = "song") {
    std::vector<feedback::Observation> rows;
    for (int i = 0; i < songs; ++i) {
        auto const heard = audience.hear({name + std::to_string(i), plus_days(first_day, 7 * i), factors_of(i)});
        rows.insert(rows.end(), heard.begin(), heard.end());
    }
    return rows;
}

double likes_dark(Song const& song) { return text_in(song.factors, "mood") == "dark" ? 0.0 : 0.8; }

/// How often each level of a factor is drawn.
std::map<std::string, double> shares(DrawRequest request, std::string const& factor, int draws = 600) {
    std::map<std::string, double> found;
    for (int i = 0; i < draws; ++i) {
        request.seed = static_cast<std::uint64_t>(i);
        found[draw_piece(request)->levels.at(factor)] += 1.0 / draws;
    }
    return found;
}

TEST(StyleDraw, WithoutEvidenceNothingIsDrawn) {
    EXPECT_FALSE(draw_piece(request_with({})));
    Audience audience(1);
    audience.streams = 5;
    EXPECT_FALSE(draw_piece(request_with(life(audience, 1))));
}

TEST(StyleDraw, BeforeAnythingIsLearnedLevelsComeAsOftenAsTheirWeights) {
    Audience audience(2);
    auto rows = audience.hear({"only", first_day, {}});  // somebody listened, and nothing is known of what was tried
    auto const request = request_with(rows);
    EXPECT_NEAR(shares(request, "genre").at("techno"), 0.6, 0.08);
    EXPECT_NEAR(shares(request, "mode").at("minor"), 0.75, 0.08);
    EXPECT_NEAR(shares(request, "mood").at("dark"), 0.6, 0.08);
    EXPECT_NEAR(shares(request, tempo_third).at("middle"), 0.33, 0.08);
}

TEST(StyleDraw, WhatIsSavedMoreIsTriedMore) {
    double calm = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Audience audience(seed, likes_dark);
        calm += shares(request_with(life(audience, 24)), "mood", 100)["calm"] / 10;
    }
    EXPECT_GT(calm, 0.8) << "its weight is 0.4";
}

TEST(StyleDraw, NeverLeavesTheIdentityLimit) {
    Audience audience(4, likes_dark);
    auto request = request_with(life(audience, 24));
    request.anchor.moods = {{"dark", 1}};
    request.identity_limit = 0.1;  // a mood that the anchor does not know lies 0.12 away
    auto const found = shares(request, "mood", 100);
    EXPECT_EQ(found.size(), 1U);
    EXPECT_TRUE(found.contains("dark"));
}

TEST(StyleDraw, WhatMayNotMoveIsNotDrawn) {
    Audience audience(5);
    auto request = request_with(life(audience, 4));
    for (auto& mood : request.style.moods) mood.plasticity = 0;
    auto const draw = draw_piece(request);
    ASSERT_TRUE(draw);
    EXPECT_FALSE(draw->levels.contains("mood"));
    EXPECT_FALSE(draw->levels.contains("lyric_theme")) << "an instrumental has no words";
    EXPECT_TRUE(draw->levels.contains("genre"));
}

TEST(StyleDraw, TheSameContentIsDrawnTheSame) {
    Audience audience(6);
    auto const request = request_with(life(audience, 8));
    EXPECT_EQ(json::print(*draw_piece(request)), json::print(*draw_piece(request)));
}

TEST(StyleDraw, OneContentInTenIsOfTheControlArm) {
    int controls = 0;
    for (int i = 0; i < 5000; ++i) controls += is_control("content-" + std::to_string(i)) ? 1 : 0;
    EXPECT_NEAR(controls, 500, 75);
    Audience audience(7);
    auto request = request_with(life(audience, 8));
    while (!is_control(request.content_id)) request.content_id += "y";
    auto const draw = draw_piece(request);
    ASSERT_TRUE(draw);
    EXPECT_EQ(draw->arm, Arm::control);
    EXPECT_TRUE(draw->levels.empty());
}

TEST(StyleDraw, TheRosterStandsInWhereLittleIsKnown) {
    Audience own(8);
    auto request = request_with(life(own, 1));
    auto const alone = shares(request, "mood")["calm"];
    for (std::uint64_t other = 0; other < 4; ++other) {
        Audience theirs(80 + other, likes_dark);
        theirs.rate = 0.02 * static_cast<double>(1 + other);  // some are better loved, which says nothing
        request.roster.push_back(pieces_of(life(theirs, 20)));
    }
    EXPECT_GT(shares(request, "mood")["calm"], alone + 0.2);
    EXPECT_NE(draw_piece(request)->why.find("80 of the roster's"), std::string::npos) << draw_piece(request)->why;
    auto const levels = learned_levels(request);
    auto const calm = std::ranges::find(levels, "calm", &LearnedLevel::level);
    ASSERT_NE(calm, levels.end());
    EXPECT_GT(calm->effect, 1);
    EXPECT_LT(calm->low, calm->effect);
}

TEST(StyleDraw, WhatWasLearnedBeforeAShockCountsAQuarter) {
    Audience audience(9, likes_dark);
    auto request = request_with(life(audience, 24));
    auto const before = learned_levels(request);
    request.shock = Shock{.at = plus_days(first_day, 400)};
    auto const after = learned_levels(request);
    auto const calm = [](std::vector<LearnedLevel> const& levels) {
        return *std::ranges::find(levels, "calm", &LearnedLevel::level);
    };
    EXPECT_LT(calm(after).effect, calm(before).effect);
    EXPECT_GT(calm(after).high / calm(after).low, calm(before).high / calm(before).low);
}

TEST(Pieces, APlatformWhereSavingIsEasyMakesNoBetterSong) {
    Audience audience(10);
    audience.song_luck = audience.day_luck = 0;
    auto rows = life(audience, 8);
    // The first song was heard on the easy one alone.
    std::erase_if(rows, [](auto const& row) { return row.content_id == "song0" && row.platform == "spotify"; });
    auto const pieces = pieces_of(rows);
    ASSERT_EQ(pieces.pieces.size(), 8U);
    auto const& first = pieces.pieces.front().count;
    auto const& second = pieces.pieces[1].count;
    EXPECT_NEAR(first.saves / first.exposures, second.saves / second.exposures, 0.015);
}

TEST(Pieces, FlaggedRowsAndOldAgeCountForNothing) {
    Audience audience(11);
    auto rows = audience.hear({"song", first_day, {}});
    auto late = rows;
    for (auto& row : late) row.date = plus_days(row.date, 60), row.saves = row.streams;
    auto const young = pieces_of(rows).pieces.at(0).count.exposures;
    rows.insert(rows.end(), late.begin(), late.end());
    EXPECT_EQ(pieces_of(rows).pieces.at(0).count.exposures, young);
    for (auto& row : rows) row.flags = {"artificial: a flood"};
    EXPECT_TRUE(pieces_of(rows).pieces.empty());
}

}  // namespace
}  // namespace troupe::evolution
