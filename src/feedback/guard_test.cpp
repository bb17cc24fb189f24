#include "feedback/guard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace troupe::feedback {
namespace {

/// Sixty days of one track in three territories, as people listen.
std::vector<Observation> people() {
    std::vector<Observation> rows;
    for (int day = 0; day < 60; ++day)
        for (auto const* territory : {"DE", "FR", "US"}) {
            Observation row;
            row.content_id = "lantern";
            row.platform = "spotify";
            row.territory = territory;
            row.date = plus_days(*parse_date("2026-03-02"), day);
            row.streams = 300 + (day % 7 >= 4 ? 50 : 0) + day * 7 % 13 * 3;
            row.listeners = row.streams * 10 / 18;
            row.saves = row.streams / 25;
            row.skips = row.streams * 3 / 10;
            rows.push_back(row);
        }
    return rows;
}

/// Ten days of `more` streams a day in one territory, of people or machines.
void add(std::vector<Observation>& rows, std::string const& territory, std::int64_t more, double listeners, double saves, double skips) {
    for (auto& row : rows) {
        auto const day = days_between(*parse_date("2026-04-10"), row.date);
        if (row.territory != territory || day < 0 || day >= 10) continue;
        auto const part = [&](double share) { return static_cast<std::int64_t>(std::llround(share * static_cast<double>(more))); };
        row.streams += more;
        *row.listeners += part(listeners);
        *row.saves += part(saves);
        *row.skips += part(skips);
    }
}

std::ptrdiff_t flagged(std::vector<Observation> const& rows) {
    return std::count_if(rows.begin(), rows.end(), [](Observation const& row) { return !row.flags.empty(); });
}

TEST(Signs, PeopleWhoComeAtOnceAndDoWhatPeopleDoAreLeftAlone) {
    auto rows = people();
    add(rows, "FR", 2000, 0.7, 0.04, 0.3);
    flag_artificial(rows);
    EXPECT_EQ(flagged(rows), 0);
}

TEST(Signs, ManyListenersWhoPlayOnceAndNeitherSaveNorSkipAreNone) {
    auto rows = people();
    add(rows, "FR", 2000, 1.0, 0, 0);
    flag_artificial(rows);
    EXPECT_EQ(flagged(rows), 10);
    auto const found = std::find_if(rows.begin(), rows.end(), [](Observation const& row) { return !row.flags.empty(); });
    EXPECT_TRUE(found->flags[0].starts_with("artificial: a rise on spotify in FR: ")) << found->flags[0];
    EXPECT_NE(found->flags[0].find("hardly anybody"), std::string::npos) << found->flags[0];
}

TEST(Signs, WhatAPersonHasClearedStaysCleared) {
    auto rows = people();
    add(rows, "FR", 2000, 1.0, 0, 0);
    for (auto& row : rows) row.cleared_by = "ana";
    EXPECT_TRUE(flag_artificial(rows).empty());
}

TEST(Signs, TheSameDayOfRoyaltiesAndAnalyticsCountsOnce) {
    Observation analytics;
    analytics.content_id = "lantern";
    analytics.platform = "spotify";
    analytics.territory = "ZZ";
    analytics.streams = 10;
    auto royalty = analytics;
    royalty.measure = Measure::royalty;
    royalty.territory = "DE";
    auto elsewhere = royalty;
    elsewhere.platform = "deezer";
    std::vector rows{analytics, royalty, elsewhere};
    EXPECT_EQ(flag_artificial(rows), std::vector<std::size_t>{1});
    EXPECT_EQ(rows[1].flags, std::vector<std::string>{second_measure});
    EXPECT_TRUE(flag_artificial(rows).empty());
}

}  // namespace
}  // namespace troupe::feedback
