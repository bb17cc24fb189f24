#include "visual/impl/lettering.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <span>

namespace troupe::visual::impl {
namespace {

Placed block(int x, int y, int width, int height) {
    Placed placed{{}, x, y};
    placed.text.mask = {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width * height), 255)};
    return placed;
}

/// On a picture of the darkest and the lightest pixels no ink is read without a shade, and each shade reaches the other text.
TEST(Lettering, TheShadeOfOneTextNeverLiesOverTheOther) {
    Look look;
    look.artist = "Vesper Lune";
    look.palette = {"#0b0820", "#2b1470", "#a0309a", "#ffb08a", "#ff5a3c"};
    look.traits = {{"darkness", 0.7}};
    auto const system = make_system(look);
    ASSERT_TRUE(system);
    Canvas canvas(300, 300);
    canvas.for_rows([&](std::span<Rgb> row, int y) {
        for (std::size_t x = 0; x < row.size(); ++x) row[x] = system->stop((x + static_cast<std::size_t>(y)) % 2 == 0 ? 0 : 4);
    });
    Lettering const lettering{block(30, 200, 200, 40), block(30, 250, 120, 10)};
    draw_lettering(canvas, *system, lettering, false);
    auto const title = canvas.row(220)[100];
    auto const artist = canvas.row(255)[60];
    // Whole ink: nothing was laid over it.
    auto const is = [](Rgb a, Rgb b) { return std::fabs(a.r - b.r) < 1e-5F && std::fabs(a.g - b.g) < 1e-5F && std::fabs(a.b - b.b) < 1e-5F; };
    auto const is_ink = [&](Rgb color) { return is(color, system->stop(0)) || is(color, system->stop(4)); };
    EXPECT_TRUE(is_ink(title));
    EXPECT_TRUE(is_ink(artist));
    EXPECT_NE(canvas.row(245)[100].r + canvas.row(245)[101].r, canvas.row(5)[298].r + canvas.row(5)[299].r) << "there was a shade";
}

}  // namespace
}  // namespace troupe::visual::impl
