#include "feedback/import_post_results.hpp"

#include <gtest/gtest.h>

namespace troupe::feedback {
namespace {

TimePoint const read_on = parse_time("2026-11-27T12:00:00Z").value();

Result<PostMatch> known_post(std::string const& post, std::string const& platform) {
    if (post == "gone") return PostMatch{.problem = "no post has that id"};
    if (post == "by-hand") return PostMatch{.post = "p-hand", .artist = "a", .platform = platform};
    return PostMatch{.post = "p-" + post,
                     .artist = "a",
                     .platform = "mastodon",
                     .posted = parse_time("2026-11-10T18:30:00Z").value()};
}

PostResultsRead read_rows(std::string const& bytes, bool good_rows = false) {
    auto all = read_post_results({bytes, "week.csv", read_on, good_rows}, known_post);
    EXPECT_TRUE(all) << all.error().message;
    return all ? *all : PostResultsRead{};
}
std::string refusal_of(std::string const& bytes) {
    return read_post_results({bytes, "week.csv", read_on, false}, known_post).error().message;
}

TEST(PostResults, AnEmptyCellIsNotReportedAndZeroIsZero) {
    auto const all = read_rows("Post;Platform;READ;plays;likes;Shares;comments\n1;Mastodon;2026-11-17;;0;3;\n");
    ASSERT_EQ(all.readings.size(), 1U);
    auto const& reading = all.readings[0];
    EXPECT_EQ(reading.post, "p-1");
    EXPECT_EQ(format_time(reading.read), "2026-11-17T00:00:00.000Z");
    EXPECT_FALSE(reading.counts.views || reading.counts.replies || reading.counts.clicks || reading.posted);
    EXPECT_EQ(reading.counts.likes, 0);
    EXPECT_EQ(reading.counts.reposts, 3);
    EXPECT_EQ(reading.source, all.result.sha256);
}

TEST(PostResults, NamesLineAndColumnOfWhatIsWrong) {
    auto const all = read_rows(
        "post,platform,read,likes,posted\n"
        "1,mastodon,2026-11-17,-4,\n"
        "1,mastodon,2026-11-18,99999999999999999999,\n"
        "1,mastodon,2026-11-19,many,\n"
        "1,mastodon,yesterday,1,\n"
        "1,mastodon,2026-12-24,1,\n"
        "1,bluesky,2026-11-17,1,\n"
        "1,mastodon,2026-11-09,1,\n"
        "1,mastodon,2026-11-17,,\n"
        "1,mastodon,2026-11-17,1,2026-11-17T12:00:00Z\n"
        "1,mastodon\n");
    EXPECT_FALSE(all.result.accepted);
    EXPECT_TRUE(all.readings.empty());
    std::string told;
    for (auto const& row : all.result.rejected)
        told += std::to_string(row.line) + row.column + ": " + row.reason + "\n";
    for (auto const* each :
         {"2likes: below 0", "3likes: more than a post can have", "4likes: no whole number", "5read: no day like",
          "6read: lies in the future", "7platform: the post stands on mastodon", "8read: lies before the post went out",
          "9: no count", "10posted: lies after", "11: 2 cells"})
        EXPECT_NE(told.find(each), std::string::npos) << each << "\n" << told;
    EXPECT_NE(describe(all.result).find("Nothing was read"), std::string::npos);
}

TEST(PostResults, TakesTheGoodRowsWhereAskedTo) {
    auto const all = read_rows("post,platform,read,likes\n1,mastodon,2026-11-17,-4\n2,mastodon,2026-11-17,4\n", true);
    EXPECT_TRUE(all.result.accepted);
    EXPECT_EQ(all.readings.size(), 1U);
}

TEST(PostResults, OneReadingOfAPostAtATime) {
    auto const all =
        read_rows("post,platform,read,likes\n1,mastodon,2026-11-17,4\n1,mastodon,2026-11-17,4\n1,mastodon,2026-11-18,5\n");
    EXPECT_EQ(all.result.repeated, std::vector{3});
    EXPECT_EQ(all.readings.size(), 2U);
    EXPECT_EQ(all.result.posts, 1);
    auto const torn = read_rows("post,platform,read,likes\n1,mastodon,2026-11-17,4\n1,mastodon,2026-11-17,5\n");
    ASSERT_EQ(torn.result.rejected.size(), 1U);
    EXPECT_EQ(torn.result.rejected[0].line, 3);
}

TEST(PostResults, LeavesOutAPostThatNobodyKnowsAndSaysSo) {
    auto const all = read_rows("post,platform,read,likes\ngone,mastodon,2026-11-17,4\n");
    ASSERT_EQ(all.result.unmatched.size(), 1U);
    EXPECT_TRUE(all.result.accepted);
    EXPECT_NE(describe(all.result).find("'gone' is not matched"), std::string::npos);
}

TEST(PostResults, SaysWhereTheHourIsNotKnown) {
    auto const unknown = read_rows("post,platform,read,likes\nby-hand,instagram,2026-11-17,4\n");
    EXPECT_EQ(unknown.result.without_time, 1);
    EXPECT_NE(describe(unknown.result).find("social sent"), std::string::npos);
    auto const said = read_rows("post,platform,read,likes,posted\nby-hand,instagram,2026-11-17,4,2026-11-09T17:00:00Z\n");
    EXPECT_EQ(said.result.without_time, 0);
    EXPECT_EQ(format_time(*said.readings.at(0).posted), "2026-11-09T17:00:00.000Z");
}

TEST(PostResults, MoreLikesThanViewsIsTakenAndDoubted) {
    auto const all = read_rows("post,platform,read,views,likes\n1,mastodon,2026-11-17,4,5\n");
    EXPECT_EQ(all.result.doubtful.size(), 1U);
    EXPECT_EQ(all.readings.size(), 1U);
}

TEST(PostResults, RefusesAFileOfAnotherKind) {
    EXPECT_NE(refusal_of("date,platform,track,comment\n").find("missing: post"), std::string::npos);
    EXPECT_NE(refusal_of("post,platform,read\n1,mastodon,2026-11-17\n").find("no count"), std::string::npos);
    EXPECT_NE(refusal_of("post,platform,read,likes,favourites\n").find("twice: 'likes'"), std::string::npos);
    EXPECT_NE(refusal_of("post,platform,read,likes\n").find("no rows"), std::string::npos);
    EXPECT_NE(refusal_of("").find("empty"), std::string::npos);
}

}  // namespace
}  // namespace troupe::feedback
