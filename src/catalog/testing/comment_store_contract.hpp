#pragma once

#include <gtest/gtest.h>

#include "catalog/comment.hpp"
#include "catalog/content_store.hpp"

namespace troupe::catalog::testing {

/// What every CommentStore promises. `Fixture` is default-constructible and has `CommentStore& comments`, empty, and
/// `ContentId content`, which is there.
template <class Fixture>
class CommentStoreContract : public ::testing::Test {
protected:
    Comment comment(std::uint8_t number) {
        Comment made;
        made.id.bytes[6] = 0x70;
        made.id.bytes[8] = 0x80;
        made.id.bytes[15] = number;
        made.content = fixture.content;
        made.by = "Ana";
        made.at = TimePoint{std::chrono::seconds{1'795'000'000 + number}};
        made.text = "The bridge drags";
        made.seconds = 71.5;
        made.section = 4;
        return made;
    }
    Fixture fixture;
};
TYPED_TEST_SUITE_P(CommentStoreContract);

TYPED_TEST_P(CommentStoreContract, GivesThemBackOldestFirst) {
    for (auto const number : std::initializer_list<std::uint8_t>{2, 1})
        ASSERT_TRUE(this->fixture.comments.add(this->comment(number)));
    auto const all = this->fixture.comments.list(this->fixture.content);
    ASSERT_EQ(all->size(), 2U);
    EXPECT_EQ(json::print(all->front()), json::print(this->comment(1)));
    EXPECT_TRUE(this->fixture.comments.list({})->empty());
}

TYPED_TEST_P(CommentStoreContract, IsSettledOnce) {
    ASSERT_TRUE(this->fixture.comments.add(this->comment(1)));
    auto const at = TimePoint{std::chrono::seconds{1'795'000'100}};
    EXPECT_EQ(this->fixture.comments.settle(this->comment(1).id, at)->settled, at);
    EXPECT_EQ(this->fixture.comments.settle(this->comment(1).id, at + std::chrono::hours(1))->settled, at);
    EXPECT_EQ(this->fixture.comments.settle(this->comment(2).id, at).error().code, ErrorCode::not_found);
}

TYPED_TEST_P(CommentStoreContract, RefusesWhatSaysNothingOrBelongsNowhere) {
    auto empty = this->comment(1);
    empty.text = "  ";
    EXPECT_EQ(this->fixture.comments.add(empty).error().field, "text");
    auto early = this->comment(1);
    early.seconds = -1;
    EXPECT_EQ(this->fixture.comments.add(early).error().field, "seconds");
    auto nowhere = this->comment(1);
    nowhere.content = {};
    EXPECT_EQ(this->fixture.comments.add(nowhere).error().code, ErrorCode::not_found);
    ASSERT_TRUE(this->fixture.comments.add(this->comment(1)));
    EXPECT_EQ(this->fixture.comments.add(this->comment(1)).error().code, ErrorCode::conflict);
}

REGISTER_TYPED_TEST_SUITE_P(CommentStoreContract, GivesThemBackOldestFirst, IsSettledOnce,
                            RefusesWhatSaysNothingOrBelongsNowhere);

}  // namespace troupe::catalog::testing
