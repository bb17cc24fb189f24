#include "catalog/content.hpp"

#include <gtest/gtest.h>

#include "catalog/testing/content_store_contract.hpp"
#include "catalog/testing/memory_content_store.hpp"

namespace troupe::catalog::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, ContentStoreContract, MemoryContentStore);

namespace {

Content in_state(ContentState state) {
    Content content;
    content.title = "Song";
    content.state = state;
    return content;
}

TEST(Content, GoesThroughItsLife) {
    using enum ContentState;
    auto content = in_state(planned);
    TimePoint const at{std::chrono::milliseconds{7}};
    for (auto const next : {generating, in_review, approved, scheduled, published, measured}) {
        auto const moved = next == approved ? decide(content, {.by = "Ana", .at = at}) : change_state(content, next, at);
        ASSERT_TRUE(moved) << json::enum_name(next);
        content = *moved;
    }
    EXPECT_EQ(content.updated, TimePoint{std::chrono::milliseconds{7}});
}

TEST(Content, IsApprovedAndRejectedByDecisionsAlone) {
    for (auto const state : {ContentState::approved, ContentState::rejected}) EXPECT_FALSE(change_state(in_state(ContentState::in_review), state, {}));
}

TEST(Content, RefusesShortCutsAndNamesTheWays) {
    auto const moved = change_state(in_state(ContentState::planned), ContentState::published, {});
    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().code, ErrorCode::conflict);
    EXPECT_NE(moved.error().message.find("possible: generating"), std::string::npos) << moved.error().message;
}

TEST(Content, ADecisionNeedsAnAuthorARejectionAReasonAndBothAReview) {
    auto const reviewed = in_state(ContentState::in_review);
    EXPECT_EQ(decide(reviewed, {.by = "owner"})->state, ContentState::approved);
    EXPECT_EQ(decide(reviewed, {.by = "owner", .decision = Decision::rejected, .reason = "too loud"})->state, ContentState::rejected);
    EXPECT_EQ(decide(reviewed, {.by = " "}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(decide(reviewed, {.by = "owner", .decision = Decision::rejected}).error().code, ErrorCode::invalid_input);
    EXPECT_EQ(decide(in_state(ContentState::published), {.by = "owner"}).error().code, ErrorCode::conflict);
    EXPECT_EQ(decide(in_state(ContentState::approved), {.by = "owner"}).error().code, ErrorCode::conflict);
    EXPECT_EQ(decide(in_state(ContentState::rejected), {.by = "owner"})->state, ContentState::approved);
    EXPECT_EQ(decide(in_state(ContentState::approved), {.by = "owner", .decision = Decision::rejected, .reason = "too loud"})->state, ContentState::rejected);
}

TEST(Content, NamesTheWrongField) {
    auto content = in_state(ContentState::planned);
    EXPECT_TRUE(validate(content));
    content.title = " ";
    EXPECT_EQ(validate(content).error().message.substr(0, 6), "title:");
    content.title = "Song";
    content.files = {{.name = "a.flac", .role = "master", .asset = std::string(64, 'a'), .media_type = "audio/flac"}};
    EXPECT_TRUE(validate(content));
    for (auto const* name : {"", "/a", "a//b", "a/../b", ".", "a\\b"}) {
        content.files[0].name = name;
        EXPECT_EQ(validate(content).error().message.substr(0, 14), "files[0].name:") << name;
    }
    content.files[0].name = "a.flac";
    content.files.push_back(content.files[0]);
    EXPECT_EQ(validate(content).error().message.substr(0, 14), "files[1].name:");
    content.files[1].name = "b.flac";
    content.files[1].asset = "abc";
    EXPECT_EQ(validate(content).error().message.substr(0, 15), "files[1].asset:");
}

TEST(Content, FindsAFileByItsRole) {
    auto content = in_state(ContentState::planned);
    content.files = {{.name = "a", .role = "stem"}, {.name = "b", .role = "master"}};
    ASSERT_NE(file_with_role(content, "master"), nullptr);
    EXPECT_EQ(file_with_role(content, "master")->name, "b");
    EXPECT_EQ(file_with_role(content, "cover"), nullptr);
}

}  // namespace
}  // namespace troupe::catalog::testing
