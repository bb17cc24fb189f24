#include "base/time.hpp"

#include <gtest/gtest.h>

namespace troupe {
namespace {

TEST(Time, KnowsSummerTime) {
    auto const winter = at_local(*parse_date("2026-01-15"), 9 * 60, "Europe/Berlin");
    auto const summer = at_local(*parse_date("2026-07-15"), 9 * 60, "Europe/Berlin");
    EXPECT_EQ(format_time(*winter), "2026-01-15T08:00:00.000Z");
    EXPECT_EQ(format_time(*summer), "2026-07-15T07:00:00.000Z");
    EXPECT_EQ(*format_local(*summer, "Europe/Berlin"), "2026-07-15T09:00:00+02:00");
}

TEST(Time, AnHourThatTheSwitchSkipsIsTheNextOne) {
    EXPECT_EQ(format_time(*at_local(*parse_date("2026-03-29"), 2 * 60 + 30, "Europe/Berlin")), "2026-03-29T01:00:00.000Z");
}

TEST(Time, NamesAnUnknownZone) {
    EXPECT_EQ(at_local(Date{}, 0, "Mars/Olympus").error().code, ErrorCode::invalid_input);
}

TEST(Time, ReadsWhatItWritesAndNothingElse) {
    auto const now = SystemClock().now();
    EXPECT_EQ(*parse_time(format_time(now)), now);
    for (auto const* bad : {"2026-02-30", "26-1-1", "2026-13-01", "today", "2026-11-22 "}) EXPECT_FALSE(parse_date(bad)) << bad;
    for (auto const* bad : {"2026-11-22T25:00:00Z", "2026-11-22T10:00:00", "2026-11-22"}) EXPECT_FALSE(parse_time(bad)) << bad;
}

}  // namespace
}  // namespace troupe
