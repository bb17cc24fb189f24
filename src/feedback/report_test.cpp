#include "feedback/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "feedback/guard.hpp"
#include "feedback/testing/memory_observation_store.hpp"

namespace troupe::feedback {
namespace {

TimePoint const now = *parse_time("2026-11-22T09:00:00Z");
std::string const header = "date,platform,territory,track,streams,listeners,saves,skips,shares\n";
std::string const good_row = "2026-11-20,Spotify,DE,Lantern,1000,600,40,100,5\n";
std::string const content = "018f3c1e-0000-7000-8000-000000000001";

Result<std::vector<TrackMatch>> resolve(TrackQuery const& query) {
    TrackMatch const lantern{
        .artist_id = "artist", .content_id = content, .title = "Lantern", .factors = json::Object{{"mood", "dark"}}};
    bool const known = (query.by == TrackName::title && query.text == "Lantern") ||
                       (query.by == TrackName::isrc && query.text == "DEXX12600001") ||
                       (query.by == TrackName::content_id && query.text == content);
    if (known) return std::vector{lantern};
    if (query.text == "Twins") return std::vector{lantern, lantern};
    return std::vector<TrackMatch>{};
}

std::string message(std::string const& bytes) {
    auto const report = parse_report(bytes, "r.csv", now);
    return report ? "no error" : report.error().message;
}

TEST(Report, ReadsEveryColumnInAnyOrderAndCase) {
    auto const report = parse_report(
        "\xEF\xBB\xBFTrack; Skips;SAVES;shares;Listeners;streams;Territory;PLATFORM;Date;Artist\r\n"
        "\"Lantern; \"\"Low\"\"\";7;40;;600;1000;de;Apple Music;2026-11-20;Vesper Lune\r\n\r\n",
        "r.csv", now);
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->observations.size(), 1U);
    auto const& row = report->observations[0];
    EXPECT_EQ(row.track, "Lantern; \"Low\"");
    EXPECT_EQ(row.platform, "apple music");
    EXPECT_EQ(row.territory, "DE");
    EXPECT_EQ(row.artist, "Vesper Lune");
    EXPECT_EQ(format_date(row.date), "2026-11-20");
    EXPECT_EQ(row.streams, 1000);
    EXPECT_EQ(row.listeners, 600);
    EXPECT_EQ(row.saves, 40);
    EXPECT_EQ(row.skips, 7);
    EXPECT_FALSE(row.shares);
    EXPECT_EQ(row.line, 2);
}

TEST(Report, ListsEveryWrongCellWithItsLine) {
    auto const report = parse_report(header + good_row +
                                         "22.11.2026,spotify,DE,Lantern,10,,,,\n"
                                         "2026-11-20,,XY,Lantern,-5,1.5,,,\n"
                                         "2026-11-20,spotify,UK,Lantern,,,,,\n"
                                         "2026-11-20,spotify,DE\n"
                                         "2027-11-20,spotify,,,99999999999999999999,,,,\n" +
                                         good_row,
                                     "r.csv", now);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->rows, 7);
    EXPECT_EQ(report->observations.size(), 2U);
    std::vector<std::string> found;
    for (auto const& row : report->rejected)
        found.push_back(std::to_string(row.line) + " " + row.column + " " + row.reason);
    EXPECT_EQ(
        found,
        (std::vector<std::string>{
            "3 date no date like 2026-11-27", "4 platform empty",
            "4 territory no country code of two letters (ISO 3166-1), like DE; leave it empty for worldwide",
            "4 streams negative", "4 listeners no whole number", "5 territory the code of the United Kingdom is GB",
            "5 streams empty: every row needs its streams", "6  3 cells where the header has 9 columns",
            "7 date lies in the future", "7 track empty", "7 streams more than a million millions"}));
}

TEST(Report, CountsLinesInsideQuotes) {
    auto const report = parse_report(header +
                                         "2026-11-20,spotify,DE,\"two\nlines\",10,,,,\nbad,spotify,DE,Lantern,10,,,,"
                                         "\n2026-11-20,spotify,DE,\"open,1,,,,\n",
                                     "r.csv", now);
    ASSERT_TRUE(report);
    EXPECT_EQ(report->observations.at(0).track, "two\nlines");
    ASSERT_EQ(report->rejected.size(), 2U);
    EXPECT_EQ(report->rejected[0].line, 4);
    EXPECT_EQ(report->rejected[1].reason, "a quote is opened here and never closed");
    EXPECT_EQ(report->rejected[1].line, 5);
}

TEST(Report, SaysWhatIsWrongWithAFile) {
    EXPECT_EQ(message(""), "r.csv: the file is empty");
    EXPECT_EQ(message("\xEF\xBB\xBF \r\n"), "r.csv: the file is empty");
    EXPECT_EQ(message(std::string("\x7F"
                                  "ELF\0\1\2",
                                  7)),
              "r.csv: this is a binary file, no CSV: export the report as CSV in UTF-8");
    EXPECT_EQ(message("PK\x03\x04zip"), "r.csv: this is a spreadsheet or an archive: save it as CSV in UTF-8");
    EXPECT_EQ(message("\xFF\xFE"
                      "d\0"),
              "r.csv: this is UTF-16: save it as CSV in UTF-8");
    EXPECT_EQ(message(header + "2026-11-20,spotify,DE,caf\xE9,1,,,,\n"),
              "r.csv: this is not UTF-8: save it as CSV in UTF-8");
    EXPECT_EQ(message(header), "r.csv: has a header and no rows");
    EXPECT_EQ(message("date,platform,country,track,streams,listeners,saves,skips\n"),
              "r.csv: wrong header in line 1 (missing: territory and shares; unknown: 'country'). It must be "
              "date,platform,territory,track,streams,listeners,saves,skips,shares, and artist if you like; cells may "
              "be empty from listeners on");
    EXPECT_EQ(message("date,date,territory\n"), "r.csv: column 'date' stands twice in the header");
    EXPECT_NE(
        message(std::string(report_limit_bytes + 1, 'x')).find("more than the 100000000 that one report may have"),
        std::string::npos);
}

TEST(Import, TakesGoodRowsOfAReportWithBadOnesOnlyWhenAsked) {
    testing::MemoryObservationStore store;
    ImportRequest request{.bytes = header + good_row + "x,spotify,DE,Lantern,1,,,,\n", .name = "r.csv", .now = now};
    auto const refused = import_report(request, resolve, store);
    ASSERT_TRUE(refused);
    EXPECT_FALSE(refused->accepted);
    EXPECT_EQ(refused->imported, 0);
    EXPECT_EQ(refused->rejected.size(), 1U);
    EXPECT_TRUE(store.list_by_artist("artist")->empty());
    EXPECT_EQ(describe(*refused),
              "r.csv: 2 rows, 1 of them wrong. Nothing was imported: mend them, or ask for the good rows alone.\n"
              "  line 3, date: no date like 2026-11-27 ('x')\n");
    request.accept_good_rows = true;
    auto const taken = import_report(request, resolve, store);
    EXPECT_TRUE(taken->accepted);
    EXPECT_EQ(taken->imported, 1);
    EXPECT_EQ(store.list_by_artist("artist")->at(0).factors.at("mood"), json::Value("dark"));
}

TEST(Import, RowsThatRepeatOrContradictThemselvesAreTakenAndStated) {
    testing::MemoryObservationStore store;
    ImportRequest const request{.bytes = header + "2026-11-01,spotify,DE,One,100,50,5,1,0\n2026-11-01,Spotify,DE,one,100,50,5,1,0\n"
                                                  "2026-11-02,spotify,DE,One,5,50,5,1,0\n2026-11-03,spotify,DE,One,5,,5,1,0\n",
                                .name = "r.csv",
                                .now = now};
    auto const result = import_report(request, resolve, store);
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->imported, 4);
    ASSERT_EQ(result->doubtful.size(), 2U);
    EXPECT_EQ(result->doubtful[0].line, 3);
    EXPECT_EQ(result->doubtful[0].reason, "the same track, platform, territory and day as line 2: both count");
    EXPECT_EQ(result->doubtful[1].line, 4);
    EXPECT_NE(describe(*result).find("line 4: 'One' is taken as it is, look at it: more listeners than streams"), std::string::npos);
}

TEST(Import, TheSameFileTwiceIsKnown) {
    testing::MemoryObservationStore store;
    ImportRequest const request{.bytes = header + good_row + good_row, .name = "r.csv", .now = now};
    auto const first = import_report(request, resolve, store);
    EXPECT_EQ(first->imported, 2);
    auto const second = import_report(request, resolve, store);
    EXPECT_EQ(second->imported, 0);
    EXPECT_EQ(second->already_known, 2);
    EXPECT_EQ(store.list_by_artist("artist")->size(), 2U);
}

TEST(Import, MatchesByIdIsrcAndTitle) {
    testing::MemoryObservationStore store;
    auto const rows = [](std::string const& track) { return "2026-11-20,spotify,DE," + track + ",10,,,,\n"; };
    ImportRequest const request{
        .bytes = header + rows(content) + rows("DE-XX1-26-00001") + rows("Lantern") + rows("Nothing") + rows("Twins"),
        .name = "r.csv",
        .now = now};
    auto const result = import_report(request, resolve, store);
    ASSERT_TRUE(result);
    EXPECT_EQ(result->imported, 5);
    EXPECT_EQ(store.list_by_content("artist", content)->size(), 3U);
    EXPECT_EQ(store.list_unmatched()->size(), 2U);
    ASSERT_EQ(result->unmatched.size(), 2U);
    EXPECT_EQ(result->unmatched[0].line, 5);
    EXPECT_EQ(result->unmatched[1].reason,
              "2 tracks are called that: use the content id or the ISRC, or add the column artist");
}

TEST(Import, AnErrorOfTheResolverIsNoUnknownTrack) {
    testing::MemoryObservationStore store;
    auto const broken = [](TrackQuery const&) -> Result<std::vector<TrackMatch>> {
        return fail(ErrorCode::unavailable, "database is away");
    };
    EXPECT_EQ(import_report({.bytes = header + good_row, .name = "r.csv", .now = now}, broken, store).error().code,
              ErrorCode::unavailable);
}

std::string day_rows(int day, int germany, int elsewhere) {
    auto const date = format_date(plus_days(*parse_date("2026-11-01"), day));
    return date + ",spotify,DE,Lantern," + std::to_string(germany) + ",,,,\n" + date + ",spotify,BR,Lantern," +
           std::to_string(elsewhere) + ",,,,\n";
}

TEST(Guard, FlagsAFloodFromOnePlaceAndListsIt) {
    testing::MemoryObservationStore store;
    std::string file = header;
    for (int day = 0; day < 10; ++day) file += day_rows(day, 400, 30);
    file += day_rows(10, 410, 9000);
    file += day_rows(11, 390, 9500);
    auto const result = import_report({.bytes = file, .name = "r.csv", .now = now}, resolve, store);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->flagged.size(), 2U);
    EXPECT_EQ(result->flagged[0].reason,
              "artificial: nearly all of the day's streams came suddenly from spotify in BR");
    auto const rows = store.list_by_artist("artist");
    EXPECT_EQ(std::count_if(rows->begin(), rows->end(), [](Observation const& row) { return !row.flags.empty(); }), 2);
}

TEST(Guard, LeavesSteadyAndSmallAudiencesAlone) {
    std::vector<Observation> rows;
    for (int day = 0; day < 40; ++day) {
        Observation row;
        row.date = plus_days(*parse_date("2026-10-01"), day);
        row.platform = "spotify";
        row.territory = "DE";
        row.streams = day < 5 ? 50 : 500 + 10 * day;  // all from one place, and it grows tenfold at a release
        row.listeners = row.streams / 2;
        rows.push_back(row);
    }
    EXPECT_TRUE(flag_artificial(rows).empty());
}

TEST(Guard, FlagsStreamsWithoutListenersAndForgivesCorrections) {
    Observation row;
    row.streams = 5000;
    row.listeners = 12;
    std::vector<Observation> rows{row};
    EXPECT_EQ(flag_artificial(rows).size(), 1U);
    EXPECT_EQ(rows[0].flags, std::vector<std::string>{"artificial: 417 streams a listener on one day"});
    EXPECT_TRUE(flag_artificial(rows).empty());
    rows[0].listeners = 3000;
    EXPECT_EQ(flag_artificial(rows).size(), 1U);
    EXPECT_TRUE(rows[0].flags.empty());
}

}  // namespace
}  // namespace troupe::feedback
