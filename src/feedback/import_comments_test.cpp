#include "feedback/import_comments.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "feedback/testing/memory_listener_comment_store.hpp"

namespace troupe::feedback {
namespace {

std::string const heading = "date,platform,track,comment,language,id\n";

struct ImportComments : ::testing::Test {
    TimePoint const now = *parse_time("2026-11-23T08:00:00Z");
    testing::MemoryListenerCommentStore store;

    /// "Low Water" is known by its title and its ISRC; nothing else is.
    static Result<std::vector<TrackMatch>> resolve(TrackQuery const& query) {
        if (query.text == "Low Water" || query.text == "DEXX12600001")
            return std::vector<TrackMatch>{{"artist-a", "track-a", "Low Water"}};
        return std::vector<TrackMatch>{};
    }
    Result<CommentImport> import(std::string const& csv, bool accept_good_rows = false) {
        auto read = TRY(read_comments({csv, "comments.csv", now, accept_good_rows}, resolve, lexicon_reader()));
        read.result.count = TRY(store.keep(read.comments));
        return read.result;
    }
    static std::string row(int day, std::string const& words, std::string const& id = "",
                           std::string const& track = "Low Water") {
        return fmt::format("2026-11-{:02},YouTube,{},\"{}\",,{}\n", day, track, words, id);
    }
};

TEST_F(ImportComments, KeepsHowTheyFeelAndNotTheirWords) {
    auto const result = import(heading + row(1, "I love this") + row(2, "so boring"));
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->count.kept, 2);
    ASSERT_EQ(result->tracks.size(), 1U);
    EXPECT_EQ(result->tracks[0].positive, 1);
    EXPECT_EQ(result->tracks[0].negative, 1);
    auto const kept = store.list_by_content("track-a").value();
    ASSERT_EQ(kept.size(), 2U);
    EXPECT_EQ(json::print(kept).find("boring"), std::string::npos);
    EXPECT_EQ(kept[0].read_by, "lexicon");
}

TEST_F(ImportComments, TheSameFileTwiceAndTheSameCommentElsewhereChangeNothing) {
    auto const csv = heading + row(1, "I love this", "c1") + row(2, "so boring");
    ASSERT_TRUE(import(csv));
    EXPECT_EQ(import(csv)->count.already_known, 2);
    auto const elsewhere = import(heading + row(1, "I love this", "c1", "DEXX12600001") + row(3, "lovely"));
    EXPECT_EQ(elsewhere->count.already_known, 1) << "its ISRC is another name of the same track";
    EXPECT_EQ(elsewhere->count.kept, 1);
}

TEST_F(ImportComments, RepeatedAndCopiedOnesAreStatedAndLeftOut) {
    std::string const speech = "What a wonderful song, follow my channel for more songs like this one";
    auto const result = import(heading + row(1, "love it") + row(1, "love it") + row(2, "love it") +
                               row(3, speech, "a") + row(4, speech, "b") + row(5, "nice", "c") + row(6, "awful", "c"));
    EXPECT_EQ(result->repeated, (std::vector<int>{3, 8}));
    EXPECT_EQ(result->copied, std::vector<int>{6});
    EXPECT_EQ(result->count.kept, 4);
    EXPECT_NE(describe(*result).find("1 left out, the same long text stands under that track before: line 6"),
              std::string::npos)
        << describe(*result);
}

TEST_F(ImportComments, WrongCellsAreNamedByLineAndKeepTheFileOut) {
    auto const csv = heading + row(1, "I love this") +
                     "2026-13-01,YouTube,Low Water,nice,,\n2027-11-01,YouTube,Low Water,nice,,\n" +
                     "2026-11-01,,Low Water,,english,\n2026-11-01,YouTube\n";
    auto const refused = import(csv);
    ASSERT_TRUE(refused) << refused.error().message;
    EXPECT_FALSE(refused->accepted);
    std::string wrong;
    for (auto const& each : refused->rejected) wrong += fmt::format("{}:{}:{}\n", each.line, each.column, each.reason);
    EXPECT_EQ(wrong,
              "3:date:no date like 2026-11-27\n4:date:lies in the future\n5:platform:empty\n5:comment:empty\n"
              "5:language:no code like en or pt-BR; leave it empty where it is not known\n"
              "6::2 cells where the header has 6 columns\n");
    EXPECT_TRUE(store.list_by_content("track-a")->empty());
    EXPECT_EQ(import(csv, true)->count.kept, 1);
}

TEST_F(ImportComments, HeadersAndFilesThatAreNoneAreRefused) {
    for (auto const& [csv, says] :
         std::map<std::string, std::string>{{"", "the file is empty"},
                                            {heading, "has a header and no rows"},
                                            {"date,platform,track\n", "missing: comment"},
                                            {"date,platform,track,comment,author\n", "unknown: 'author'"},
                                            {"date,platform,track,comment,comment\n", "twice: 'comment'"},
                                            {std::string("PK\x03\x04zip", 7), "spreadsheet"}}) {
        auto const refused = import(csv);
        ASSERT_FALSE(refused) << csv;
        EXPECT_NE(refused.error().message.find(says), std::string::npos) << refused.error().message;
        EXPECT_NE(refused.error().message.find("comments.csv"), std::string::npos);
    }
}

TEST_F(ImportComments, AnUnknownTrackIsNamedAndItsCommentsAreLeftOut) {
    auto const result = import(heading + row(1, "love it", "", "Elsewhere") + row(1, "love it"));
    ASSERT_EQ(result->unmatched.size(), 1U);
    EXPECT_EQ(result->unmatched[0].line, 2);
    EXPECT_EQ(result->count.kept, 1);
}

TEST(Mood, UnderTwentyOpinionsIsNoEvidence) {
    std::vector<ListenerComment> comments(19, {.feeling = Feeling::positive, .read_by = "lexicon"});
    comments.resize(60, {.feeling = Feeling::neither, .read_by = "lexicon"});
    EXPECT_FALSE(mood_of(comments).has_evidence);
    EXPECT_NE(describe(mood_of(comments)).find("no evidence yet: 19 of the 20"), std::string::npos);
    comments.push_back({.feeling = Feeling::positive, .read_by = "lexicon"});
    auto const mood = mood_of(comments);
    EXPECT_TRUE(mood.has_evidence);
    EXPECT_EQ(mood.share, 1);
    EXPECT_NEAR(mood.low, 20 / (20 + 1.645 * 1.645), 1e-9) << "Wilson's bound of 20 of 20";
    EXPECT_EQ(mood.high, 1);
}

TEST(Mood, CountsWhatWasNotReadAndWhoRead) {
    std::vector<ListenerComment> comments(15, {.feeling = Feeling::positive, .read_by = "house/model"});
    comments.resize(30, {.feeling = Feeling::negative, .read_by = "lexicon"});
    comments.resize(34, {.feeling = Feeling::not_read, .read_by = "lexicon"});
    auto const mood = mood_of(comments);
    EXPECT_EQ(mood.not_read, 4);
    EXPECT_EQ(mood.share, 0.5);
    EXPECT_LT(mood.low, 0.4);
    EXPECT_GT(mood.high, 0.6);
    EXPECT_EQ(mood.read_by, (std::map<std::string, int>{{"house/model", 15}, {"lexicon", 15}}));
    EXPECT_NE(describe(mood).find("50 % are positive"), std::string::npos) << describe(mood);
    EXPECT_NE(describe(mood).find("In a language that is not read: 4"), std::string::npos);
    EXPECT_EQ(describe(mood_of({})), "");
}

}  // namespace
}  // namespace troupe::feedback
