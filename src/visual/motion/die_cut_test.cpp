#include "visual/motion/die_cut.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace troupe::visual::motion {
namespace {

TEST(DieCut, CoversWhatIsNearAndNothingElse) {
    Mask dot{1, 1, {255}};
    auto const cut = die_cut(dot, {}, 10);
    ASSERT_EQ(cut.width_px, 21);
    ASSERT_EQ(cut.height_px, 21);
    for (int y = 0; y < 21; ++y)
        for (int x = 0; x < 21; ++x) {
            auto const away = std::hypot(x - 10, y - 10);
            if (away < 8.5) { EXPECT_EQ(cut.at(x, y), 255) << x << ' ' << y; }
            if (away > 10.5) { EXPECT_EQ(cut.at(x, y), 0) << x << ' ' << y; }
        }
}

TEST(DieCut, TakesAPartOfAMaskAlone) {
    Mask const row{40, 1, std::vector<std::uint8_t>(40, 255)};
    auto const cut = die_cut(row, {.left = 30, .top = 0, .right = 40, .bottom = 1}, 3);
    EXPECT_EQ(cut.width_px, 16);
    EXPECT_EQ(cut.at(0, 0), 0);
    EXPECT_EQ(cut.at(8, 3), 255);
}

TEST(DieCut, ASoftOneFallsToNothingAtItsReach) {
    Mask dot{1, 1, {255}};
    auto const cut = die_cut(dot, {}, 20, CutEdge::soft);
    EXPECT_EQ(cut.at(20, 20), 255);
    EXPECT_EQ(cut.at(24, 20), 255);
    for (int x = 20; x < 40; ++x) EXPECT_GE(cut.at(x, 20), cut.at(x + 1, 20)) << x;
    EXPECT_GT(cut.at(32, 20), 64);
    EXPECT_LT(cut.at(40, 20), 4);
}

}  // namespace
}  // namespace troupe::visual::motion
