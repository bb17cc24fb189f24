#pragma once

#include <gtest/gtest.h>

#include "social/post_result.hpp"

namespace troupe::social::testing {

/// What every PostResultStore promises; an adapter's test only instantiates it.
template <class Store>
class PostResultStoreContract : public ::testing::Test {
protected:
    static PostReading reading(std::string const& post, int day, std::int64_t likes = 3,
                               std::string const& artist = "artist-a") {
        auto const at = TimePoint{std::chrono::seconds{1'795'000'000}} + std::chrono::days(day);
        return {.post = post,
                .artist = artist,
                .platform = "mastodon",
                .read = at,
                .posted = at - std::chrono::days(7),
                .counts = {.views = {}, .likes = likes, .reposts = 0, .replies = {}, .clicks = 2},
                .is_gone = false,
                .source = "mastodon"};
    }
    void keep(std::vector<PostReading> const& readings, ReadingCount const& wanted) {
        auto const count = store.keep(readings);
        ASSERT_TRUE(count);
        EXPECT_EQ(json::print(*count), json::print(wanted));
    }
    static std::string all(Result<std::vector<PostReading>> const& readings) {
        std::string text;
        for (auto const& each : *readings) text += each.post + format_date(date_of(each.read)).substr(8) + " ";
        return text;
    }
    Store store;
};
TYPED_TEST_SUITE_P(PostResultStoreContract);

TYPED_TEST_P(PostResultStoreContract, GivesBackEveryFieldByPostThenTime) {
    auto const first = this->reading("a", 1);
    this->keep({this->reading("b", 0), this->reading("a", 2), first}, {.kept = 3});
    EXPECT_EQ(this->all(this->store.of_artist("artist-a")), "a19 a20 b18 ");
    EXPECT_EQ(this->all(this->store.of_post("a")), "a19 a20 ");
    EXPECT_EQ(json::print(this->store.of_post("a")->at(0)), json::print(first));
    EXPECT_TRUE(this->store.of_post("c")->empty());
}

TYPED_TEST_P(PostResultStoreContract, TheSameTwiceIsKnown) {
    this->keep({this->reading("a", 1)}, {.kept = 1});
    auto again = this->reading("a", 1);
    again.source = "a file";
    this->keep({again, this->reading("a", 2)}, {.kept = 1, .already_known = 1});
    EXPECT_EQ(this->store.of_post("a")->at(0).source, "mastodon");
}

TYPED_TEST_P(PostResultStoreContract, OtherCountsOfThatTimeReplace) {
    this->keep({this->reading("a", 1)}, {.kept = 1});
    this->keep({this->reading("a", 1, 4)}, {.replaced = 1});
    auto gone = this->reading("a", 1, 4);
    gone.is_gone = true;
    gone.counts = {};
    this->keep({gone}, {.replaced = 1});
    EXPECT_EQ(json::print(*this->store.of_post("a")), json::print(std::vector{gone}));
}

TYPED_TEST_P(PostResultStoreContract, ForgetsAnArtistsAndNobodyElses) {
    this->keep({this->reading("a", 1), this->reading("a", 2), this->reading("b", 1, 3, "artist-b")}, {.kept = 3});
    EXPECT_EQ(this->store.remove_by_artist("artist-a"), 2);
    EXPECT_TRUE(this->store.of_artist("artist-a")->empty());
    EXPECT_EQ(this->all(this->store.of_artist("artist-b")), "b19 ");
}

REGISTER_TYPED_TEST_SUITE_P(PostResultStoreContract, GivesBackEveryFieldByPostThenTime, TheSameTwiceIsKnown,
                            OtherCountsOfThatTimeReplace, ForgetsAnArtistsAndNobodyElses);

}  // namespace troupe::social::testing
