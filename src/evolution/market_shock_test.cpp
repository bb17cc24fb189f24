#include "evolution/market_shock.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "base/random.hpp"

namespace troupe::evolution {
namespace {

Date const first_friday = *parse_date("2025-01-03");
Date const today = *parse_date("2026-11-20");

/// Songs a week apart; from one on they are liked less.
Pieces pieces(std::uint64_t seed, int songs, int falls_at = 1000, double fall = 0) {
    Random random(seed);
    Pieces made{.pieces = {}, .measure = "saves by stream", .rate = 0.05};
    for (int i = 0; i < songs; ++i) {
        auto const odds = std::log(0.05 / 0.95) + 0.3 * random.normal() + (i >= falls_at ? fall : 0);
        auto const exposures = 2'000.0;
        made.pieces.push_back({.content_id = std::to_string(i),
                               .first = plus_days(first_friday, 7 * i),
                               .count = {exposures, exposures / (1 + std::exp(-odds))}});
    }
    return made;
}

TEST(MarketShock, QuietArtistsRarelyAlarm) {
    int alarms = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) alarms += find_shock({pieces(seed, 60)}, today) ? 1 : 0;
    RecordProperty("alarms_of_200", alarms);
    EXPECT_LE(alarms, 10);
}

TEST(MarketShock, AFallIsFoundWithItsDay) {
    int found = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        auto const shock = find_shock({pieces(seed, 60, 40, -1.0)}, today);
        if (!shock) continue;
        EXPECT_LT(shock->fall, 0);
        found += std::abs(days_between(plus_days(first_friday, 7 * 40), shock->at)) <= 28 ? 1 : 0;
    }
    EXPECT_GE(found, 85);
}

TEST(MarketShock, ManyArtistsAtOnceAreFoundSooner) {
    int alone = 0;
    int together = 0;
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        std::vector<Pieces> roster;
        for (std::uint64_t artist = 0; artist < 8; ++artist)
            roster.push_back(pieces(1'000 * seed + artist, 24, 20, -0.8));
        auto const then = plus_days(first_friday, 7 * 24);
        together += find_shock(roster, then) ? 1 : 0;
        alone += find_shock({roster.front()}, then) ? 1 : 0;
    }
    EXPECT_GE(together, 48) << "four songs of each have fallen";
    EXPECT_LT(alone, together);
}

TEST(MarketShock, QuietRostersRarelyAlarm) {
    int alarms = 0;
    for (std::uint64_t seed = 0; seed < 100; ++seed) {
        std::vector<Pieces> roster;
        for (std::uint64_t artist = 0; artist < 8; ++artist) roster.push_back(pieces(50'000 + 1'000 * seed + artist, 40));
        alarms += find_shock(roster, today) ? 1 : 0;
    }
    EXPECT_LE(alarms, 10);
}

TEST(MarketShock, OneArtistWhoFailsIsNoMarket) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        std::vector<Pieces> roster{pieces(9'000 + seed, 40, 20, -1.5)};
        for (std::uint64_t artist = 1; artist < 4; ++artist) roster.push_back(pieces(9'000 + 100 * artist + seed, 2));
        EXPECT_FALSE(find_shock(roster, today)) << seed;
    }
}

TEST(MarketShock, WhatCameBeforeCountsAQuarter) {
    Shock const shock{.at = first_friday};
    EXPECT_EQ(trust_after(shock, plus_days(first_friday, -1)), 0.25);
    EXPECT_EQ(trust_after(shock, first_friday), 1);
    EXPECT_EQ(trust_after({}, first_friday), 1);
    // As StyleLearner weighs a count.
    auto const weight = [](SaveCount const& count) {
        auto const rate = count.saves / count.exposures;
        return 1 / (0.3 * 0.3 + 1 / (count.exposures * rate * (1 - rate) + 1));
    };
    for (auto const& count : {SaveCount{5'000, 200}, SaveCount{800, 60}, SaveCount{100'000, 9'000}}) {
        auto const less = thinned(count, 0.25, 0.3);
        EXPECT_NEAR(weight(less), weight(count) / 4, 0.01);
        EXPECT_NEAR(less.saves / less.exposures, count.saves / count.exposures, 1e-9);
    }
    EXPECT_EQ(thinned({100, 5}, 1, 0.3).exposures, 100);
}

}  // namespace
}  // namespace troupe::evolution
