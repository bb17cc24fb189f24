#include "visual/motion/path.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

namespace troupe::visual::motion {
namespace {

/// Coverage of a path as a picture of floats.
struct Picture {
    static constexpr int width = 70;
    static constexpr int height = 50;
    std::vector<int> coverage = std::vector<int>(static_cast<std::size_t>(width * height));
    Filler filler;

    void fill(Path const& path, float scale = 1) {
        std::fill(coverage.begin(), coverage.end(), 0);
        filler.fill(path, width, height, scale, [&](Filler::Run const& run) {
            for (int i = 0; i < run.count; ++i)
                coverage[static_cast<std::size_t>(run.y * width + run.x + i)] = run.coverage == nullptr ? 255 : run.coverage[i];
        });
    }
    [[nodiscard]] int at(int x, int y) const { return coverage[static_cast<std::size_t>(y * width + x)]; }
    [[nodiscard]] double area() const {
        double sum = 0;
        for (auto const c : coverage) sum += c;
        return sum / 255;
    }
};

TEST(Path, CoversWhatLiesInsideExactly) {
    Picture picture;
    Path path;
    std::vector<Point> const box{{10.5F, 5.25F}, {40, 5.25F}, {40, 20}, {10.5F, 20}};
    path.polygon(box);
    picture.fill(path);
    EXPECT_EQ(picture.at(9, 10), 0);
    EXPECT_NEAR(picture.at(10, 10), 128, 1);
    EXPECT_EQ(picture.at(11, 10), 255);
    EXPECT_EQ(picture.at(39, 10), 255);
    EXPECT_EQ(picture.at(40, 10), 0);
    EXPECT_NEAR(picture.at(20, 5), 191, 1);
    EXPECT_EQ(picture.at(20, 20), 0);
    EXPECT_NEAR(picture.area(), 29.5 * 14.75, 1);
}

TEST(Path, AreasOfRoundShapesAreRight) {
    Picture picture;
    Path path;
    path.disc({30, 25}, 18);
    picture.fill(path);
    EXPECT_NEAR(picture.area(), std::numbers::pi * 18 * 18, 4);
    path.clear();
    path.ring({30, 25}, 10, 18);
    picture.fill(path);
    EXPECT_NEAR(picture.area(), std::numbers::pi * (18 * 18 - 100), 4);
    EXPECT_EQ(picture.at(30, 25), 0);
}

TEST(Path, TheWayRoundDoesNotMatterAndOverlapsJoin) {
    Picture picture;
    Path path;
    std::vector<Point> const one{{5, 5}, {25, 5}, {25, 25}, {5, 25}};
    std::vector<Point> const other{{15, 40}, {35, 40}, {35, 15}, {15, 15}};
    path.polygon(one);
    path.polygon(other);
    picture.fill(path);
    EXPECT_EQ(picture.at(20, 20), 255);
    EXPECT_NEAR(picture.area(), 400 + 500 - 100, 1);
}

TEST(Path, IsCutAtTheFrame) {
    Picture picture;
    Path path;
    path.disc({0, 0}, 20);
    path.disc({70, 50}, 20);
    picture.fill(path);
    EXPECT_NEAR(picture.area(), 2 * std::numbers::pi * 400 / 4, 3);
    // Nothing of an earlier fill is left in the filler.
    path.clear();
    path.line({10, 10}, {60, 10}, 4, 4);
    picture.fill(path);
    EXPECT_NEAR(picture.area(), 200, 1);
    picture.fill(path, 0.5F);
    EXPECT_NEAR(picture.area(), 50, 1);
}

TEST(Path, ALoopIsALineRoundItsInside) {
    Picture picture;
    Path path;
    std::vector<Point> points;
    for (int i = 0; i < 90; ++i) {
        auto const angle = 2 * std::numbers::pi_v<float> * static_cast<float>(i) / 90;
        points.push_back({30 + 15 * std::cos(angle), 25 + 15 * std::sin(angle)});
    }
    std::vector<float> const widths(points.size(), 1.5F);
    path.loop(points, widths);
    picture.fill(path);
    EXPECT_NEAR(picture.area(), 2 * std::numbers::pi * 15 * 3, 4);
    EXPECT_EQ(picture.at(30, 25), 0);
    EXPECT_EQ(picture.at(45, 25), 255);
}

}  // namespace
}  // namespace troupe::visual::motion
