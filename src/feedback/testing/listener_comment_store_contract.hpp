#pragma once

#include <gtest/gtest.h>

#include "feedback/listener_comment.hpp"

namespace troupe::feedback::testing {

/// What every ListenerCommentStore promises. An adapter's test only instantiates it. `Store` is default-constructible,
/// empty, and a ListenerCommentStore.
template <class Store>
class ListenerCommentStoreContract : public ::testing::Test {
protected:
    static ListenerComment comment(std::string const& key, std::string const& day = "2026-03-07",
                                   std::string const& content = "track-a", std::string const& artist = "artist-a") {
        return {
            key, artist, content, *parse_date(day), "youtube", "en", Feeling::positive, "lexicon", std::string(64, 'f'),
            7};
    }
    void keep(std::vector<ListenerComment> const& comments, CommentCount const& wanted) {
        auto const count = store.keep(comments);
        ASSERT_TRUE(count);
        EXPECT_EQ(json::print(*count), json::print(wanted));
    }
    std::string keys(std::string const& content) {
        std::string all;
        auto const found = store.list_by_content(content).value();
        for (auto const& each : found) all += each.key;
        return all;
    }

    Store store;
};
TYPED_TEST_SUITE_P(ListenerCommentStoreContract);

TYPED_TEST_P(ListenerCommentStoreContract, GivesBackEveryFieldByDateThenKey) {
    auto const first = this->comment("b");
    this->keep({this->comment("c"), first, this->comment("a", "2026-03-08")}, {.kept = 3});
    EXPECT_EQ(this->keys("track-a"), "bca");
    EXPECT_EQ(json::print(this->store.list_by_content("track-a")->at(0)), json::print(first));
    EXPECT_EQ(this->keys("track-b"), "");
}

TYPED_TEST_P(ListenerCommentStoreContract, TheSameReadingTwiceIsKnown) {
    this->keep({this->comment("a")}, {.kept = 1});
    auto again = this->comment("a");
    again.file_sha256 = std::string(64, 'e');
    again.line = 9;
    this->keep({again, this->comment("b")}, {.kept = 1, .already_known = 1});
    EXPECT_EQ(this->store.list_by_content("track-a")->at(0).line, 7);
}

TYPED_TEST_P(ListenerCommentStoreContract, AnotherReadingReplaces) {
    this->keep({this->comment("a")}, {.kept = 1});
    auto anew = this->comment("a");
    anew.feeling = Feeling::negative;
    anew.read_by = "house/model";
    this->keep({anew}, {.read_anew = 1});
    auto moved = anew;
    moved.content_id = "track-b";
    this->keep({moved}, {.read_anew = 1});
    EXPECT_EQ(this->keys("track-a"), "");
    EXPECT_EQ(json::print(this->store.list_by_content("track-b")->at(0)), json::print(moved));
}

TYPED_TEST_P(ListenerCommentStoreContract, ForgetsAnArtistsAndNobodyElses) {
    this->keep({this->comment("a"), this->comment("b", "2026-03-07", "track-b", "artist-b")}, {.kept = 2});
    EXPECT_EQ(this->store.remove_by_artist("artist-a"), 1);
    EXPECT_EQ(this->keys("track-a"), "");
    EXPECT_EQ(this->keys("track-b"), "b");
    EXPECT_EQ(this->store.remove_by_artist("artist-a"), 0);
}

REGISTER_TYPED_TEST_SUITE_P(ListenerCommentStoreContract, GivesBackEveryFieldByDateThenKey, TheSameReadingTwiceIsKnown,
                            AnotherReadingReplaces, ForgetsAnArtistsAndNobodyElses);

}  // namespace troupe::feedback::testing
