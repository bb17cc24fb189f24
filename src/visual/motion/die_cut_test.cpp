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

}  // namespace
}  // namespace troupe::visual::motion
