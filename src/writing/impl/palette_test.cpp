#include "writing/impl/palette.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "artist/distance.hpp"

namespace troupe::writing::impl {
namespace {

using Palettes = std::vector<std::vector<std::string>>;

double nearest(std::vector<std::string> const& palette, Palettes const& others) {
    double least = 1;
    for (auto const& other : others) least = std::min(least, artist::palette_distance(palette, other));
    return least;
}

TEST(Palette, TheSameSeedAndRosterGiveTheSameColours) {
    Palettes const others{choose_palette({}, {}, Random(1))};
    EXPECT_EQ(choose_palette({}, others, Random(2)), choose_palette({}, others, Random(2)));
}

TEST(Palette, AnEmptyRosterLeavesTheFirstDraw) {
    auto const alone = choose_palette({}, {}, Random(5));
    EXPECT_EQ(alone.size(), 5U);
    EXPECT_NE(choose_palette({}, {alone}, Random(5)), alone);
}

TEST(Palette, ARosterOfOneMoodSpreadsOverTheColoursThereAre) {
    Axes const warm{0.3, 0.2, 0.0, 0.6, 0.2, 0.1, -0.2, 0.2};
    Palettes told, untold;
    double least_told = 1, least_untold = 1;
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
        auto const alone = choose_palette(warm, {}, Random(seed));
        auto const knowing = choose_palette(warm, told, Random(seed));
        least_untold = std::min(least_untold, nearest(alone, untold));
        least_told = std::min(least_told, nearest(knowing, told));
        untold.push_back(alone);
        told.push_back(knowing);
    }
    EXPECT_GT(least_told, 1.5 * least_untold);
    EXPECT_GT(least_told, 0.2);
}

}  // namespace
}  // namespace troupe::writing::impl
