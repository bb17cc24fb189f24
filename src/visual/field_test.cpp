#include "visual/field.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace troupe::visual {
namespace {

TEST(Noise, IsSmoothCentredAndBounded) {
    Noise const noise(5);
    double sum = 0;
    float most = 0;
    for (int i = 0; i < 20000; ++i) {
        auto const x = static_cast<float>(i) * 0.137F - 900;
        auto const y = static_cast<float>(i % 331) * 0.211F - 20;
        auto const here = noise.at(x, y);
        sum += static_cast<double>(here);
        most = std::max(most, std::abs(here));
        EXPECT_LT(std::abs(noise.at(x + 0.001F, y) - here), 0.02F);
    }
    EXPECT_NEAR(sum / 20000, 0, 0.02);
    EXPECT_LT(most, 1.3F);
    EXPECT_GT(most, 0.6F);
}

TEST(Noise, DependsOnTheSeed) {
    EXPECT_NE(Noise(1).at(0.4F, 0.7F), Noise(2).at(0.4F, 0.7F));
    EXPECT_EQ(Noise(1).at(0.4F, 0.7F), Noise(1).at(0.4F, 0.7F));
}

TEST(Noise, RepeatsAfterItsPeriod) {
    Noise const noise(9);
    for (int i = 0; i < 50; ++i) {
        auto const x = static_cast<float>(i) * 0.31F;
        EXPECT_NEAR(noise.at(x, 1.5F, 0.25F, 6), noise.at(x, 1.5F, 6.25F, 6), 1e-5F);
        EXPECT_NEAR(noise.fbm(x, 1.5F, 0.25F, 3, 6), noise.fbm(x, 1.5F, 6.25F, 3, 6), 1e-5F);
        EXPECT_NEAR(noise.warped(x, 1.5F, 0.0F, 3, 1, 4), noise.warped(x, 1.5F, 4.0F, 3, 1, 4), 1e-5F);
    }
}

TEST(Grid, ReadsBetweenItsNodesAndAtItsEdges) {
    Grid grid(101, 67, 4);
    auto const wave = [](float x, float y) { return std::sin(x * 0.07F) + std::cos(y * 0.05F); };
    grid.fill(wave, 2);
    std::vector<float> row(101);
    for (int y = 0; y < 67; ++y) {
        grid.row(y, row);
        for (std::size_t x = 0; x < row.size(); ++x) {
            EXPECT_NEAR(row[x], wave(static_cast<float>(x), static_cast<float>(y)), 2e-3F);
            EXPECT_NEAR(grid.at(static_cast<float>(x), static_cast<float>(y)), row[x], 1e-5F);
        }
    }
}

}  // namespace
}  // namespace troupe::visual
