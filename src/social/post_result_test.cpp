#include "social/testing/memory_post_result_store.hpp"
#include "social/testing/post_result_store_contract.hpp"

namespace troupe::social::testing {

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, PostResultStoreContract, MemoryPostResultStore);

TEST(PostCounts, WhatIsNotReportedIsNotZero) {
    EXPECT_EQ(describe(PostCounts{.views = {}, .likes = 1, .reposts = 0, .replies = {}, .clicks = {}}),
              "1 like, 0 reposts");
    EXPECT_EQ(describe(PostCounts{}), "nothing is reported");
    EXPECT_TRUE(says_nothing({}));
    EXPECT_FALSE(says_nothing({.views = 0, .likes = {}, .reposts = {}, .replies = {}, .clicks = {}}));
}

}  // namespace troupe::social::testing
