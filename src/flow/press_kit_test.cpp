#include "flow/press_kit.hpp"

#include <gtest/gtest.h>

#include "flow/testing/example_press_kit.hpp"

namespace troupe::flow {
namespace {

using testing::example_press_kit;

TEST(PressKit, IsOnePage) {
    auto const page = render_press_kit(example_press_kit());
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_TRUE(page->starts_with("<!doctype html>"));
}

}  // namespace
}  // namespace troupe::flow
