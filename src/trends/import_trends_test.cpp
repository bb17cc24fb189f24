#include "trends/import_trends.hpp"

#include <gtest/gtest.h>

#include "trends/testing/memory_trend_store.hpp"

namespace troupe::trends {
namespace {

std::string const header = "kind,name,platform,country,grain,date,measure,value,source,retrieved,licence\n";

struct ImportTrends : ::testing::Test {
    testing::MemoryTrendStore store;

    Result<TrendImport> read(std::string const& rows, bool accept_good_rows = false) {
        return import_trends({header + rows, "week.csv", *parse_time("2026-11-22T08:00:00Z"), accept_good_rows}, store);
    }
    std::string why(std::string const& row) {
        auto const result = read(row);
        return result && !result->rejected.empty() ? result->rejected[0].reason : "accepted";
    }
};

std::string row(std::string const& date, std::string const& value, std::string const& source = "label",
                std::string const& retrieved = "2026-11-21") {
    return "genre,Drill,Deezer,de,day," + date + ",plays," + value + "," + source + "," + retrieved + ",own numbers\n";
}

TEST_F(ImportTrends, ReadsWhatItWasGiven) {
    auto const result = read(row("2026-11-01", "12.5") + row("2026-11-02", "13"));
    ASSERT_TRUE(result);
    EXPECT_EQ(result->imported, 2);
    auto const kept = store.list({}).value();
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(describe(kept[0]), "genre drill, deezer, DE, plays a day");
    EXPECT_EQ(kept[0].value, 12.5);
}

TEST_F(ImportTrends, AnEmptyValueStaysMissing) {
    auto const result = read(row("2026-11-01", "12") + row("2026-11-02", ""));
    EXPECT_EQ(result->not_reported, 1);
    EXPECT_EQ(store.list({})->size(), 1U);
}

TEST_F(ImportTrends, SaysWhatIsWrongWithARow) {
    EXPECT_NE(why(row("2026-11-01", "-3")).find("value: -3 is negative"), std::string::npos);
    EXPECT_NE(why(row("2026-11-01", "1e15")).find("absurd"), std::string::npos);
    EXPECT_NE(why(row("2026-11-01", "nan")).find("value"), std::string::npos);
    EXPECT_NE(why(row("2026-11-01", "many")).find("is no number"), std::string::npos);
    EXPECT_NE(why(row("2026-11-31", "3")).find("date"), std::string::npos);
    EXPECT_NE(why(row("2026-12-24", "3")).find("lies ahead"), std::string::npos);
    EXPECT_NE(why(row("2026-11-01", "3", "")).find("source"), std::string::npos);
    EXPECT_NE(why(row("2026-11-01", "3", "label", "soon")).find("retrieved"), std::string::npos);
    EXPECT_NE(why("colour,red,x,DE,day,2026-11-01,plays,1,label,2026-11-21,own\n").find("kind"), std::string::npos);
    EXPECT_NE(why("genre,drill,x,XX,day,2026-11-01,plays,1,label,2026-11-21,own\n").find("country"), std::string::npos);
    EXPECT_NE(why("genre,drill\n").find("cells"), std::string::npos);
    EXPECT_TRUE(store.list({})->empty());
}

TEST_F(ImportTrends, OneWrongRowKeepsAllOut) {
    auto const rows = row("2026-11-01", "12") + row("2026-11-02", "-1");
    auto const refused = read(rows);
    EXPECT_FALSE(refused->accepted);
    EXPECT_EQ(refused->rejected.at(0).line, 3);
    EXPECT_TRUE(store.list({})->empty());
    EXPECT_EQ(read(rows, true)->imported, 1);
}

TEST_F(ImportTrends, OnlyANewerRetrievalReplaces) {
    (void)read(row("2026-11-01", "12", "label", "2026-11-10"));
    EXPECT_EQ(read(row("2026-11-01", "11", "label", "2026-11-09"))->outdated, 1);
    EXPECT_EQ(store.list({})->at(0).value, 12);
    EXPECT_EQ(read(row("2026-11-01", "14", "label", "2026-11-11"))->replaced, 1);
    EXPECT_EQ(store.list({})->at(0).value, 14);
    EXPECT_EQ(read(row("2026-11-01", "14", "label", "2026-11-11"))->already_known, 1);
}

TEST_F(ImportTrends, RowsOfAFileThatContradictEachOtherAreWrong) {
    EXPECT_EQ(read(row("2026-11-01", "12") + row("2026-11-01", "12"))->repeated, 1);
    auto const result = read(row("2026-11-01", "12") + row("2026-11-01", "13"));
    ASSERT_EQ(result->rejected.size(), 1U);
    EXPECT_NE(result->rejected[0].reason.find("line 2"), std::string::npos);
}

TEST_F(ImportTrends, SourcesThatDisagreeAreToldApartAndBothKept) {
    (void)read(row("2026-11-01", "100", "deezer") + row("2026-11-02", "100", "deezer"));
    auto const result = read(row("2026-11-01", "150") + row("2026-11-02", "105"));
    ASSERT_EQ(result->disagreements.size(), 1U);
    EXPECT_EQ(result->disagreements[0].line, 2);
    EXPECT_EQ(result->disagreements[0].other_source, "deezer");
    EXPECT_EQ(store.list({})->size(), 4U);
    EXPECT_NE(describe(*result).find("deezer says 100"), std::string::npos);
}

TEST_F(ImportTrends, AWeekIsItsMonday) {
    (void)read("genre,drill,x,DE,week,2026-11-19,plays,1,label,2026-11-21,own\n");
    EXPECT_EQ(format_date(store.list({})->at(0).date), "2026-11-16");
}

TEST_F(ImportTrends, NamesAColumnThatIsMissing) {
    auto const result = import_trends({"kind,name\ngenre,drill\n", "week.csv", {}, false}, store);
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find("column 'platform' is missing"), std::string::npos);
    EXPECT_FALSE(import_trends({"", "week.csv", {}, false}, store));
    EXPECT_FALSE(import_trends({header, "week.csv", {}, false}, store));
}

}  // namespace
}  // namespace troupe::trends
