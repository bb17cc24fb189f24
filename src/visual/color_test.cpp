#include "visual/color.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/random.hpp"

namespace troupe::visual {
namespace {

TEST(Color, GoesToOklabAndBack) {
    Random random(7);
    for (int i = 0; i < 500; ++i) {
        Rgb const color{static_cast<float>(random.uniform()), static_cast<float>(random.uniform()), static_cast<float>(random.uniform())};
        auto const back = to_rgb(to_oklab(color));
        EXPECT_NEAR(back.r, color.r, 2e-4F);
        EXPECT_NEAR(back.g, color.g, 2e-4F);
        EXPECT_NEAR(back.b, color.b, 2e-4F);
    }
}

TEST(Color, KnowsTheReferenceWhiteAndRed) {
    auto const white = to_oklab(Rgb{1, 1, 1});
    EXPECT_NEAR(white.l, 1, 1e-3F);
    EXPECT_NEAR(white.a, 0, 1e-3F);
    auto const red = to_oklab(Rgb{1, 0, 0});  // ottosson: 0.628, 0.225, 0.126
    EXPECT_NEAR(red.l, 0.628F, 1e-3F);
    EXPECT_NEAR(red.a, 0.225F, 1e-3F);
    EXPECT_NEAR(red.b, 0.126F, 1e-3F);
}

RC_GTEST_PROP(Color, GamutKeepsLightnessAndHue, ()) {
    auto const l = static_cast<float>(*rc::gen::inRange(5, 95)) / 100;
    auto const c = static_cast<float>(*rc::gen::inRange(1, 40)) / 100;
    auto const h = static_cast<float>(*rc::gen::inRange(-314, 314)) / 100;
    auto const inside = into_gamut(to_oklab(Oklch{l, c, h}));
    auto const rgb = to_rgb(inside);
    RC_ASSERT(rgb.r > -0.01F && rgb.g > -0.01F && rgb.b > -0.01F && rgb.r < 1.01F && rgb.g < 1.01F && rgb.b < 1.01F);
    RC_ASSERT(std::abs(inside.l - l) < 1e-5F);
    auto const polar = to_oklch(inside);
    RC_ASSERT(polar.c < 0.005F || std::abs(hue_difference(polar.h, h)) < 0.01F);
}

TEST(Color, MeasuresContrastAsWcagDoes) {
    EXPECT_NEAR(contrast(luminance({1, 1, 1}), luminance({0, 0, 0})), 21, 1e-3F);
    EXPECT_NEAR(contrast(luminance(*parse_hex("#777777", "")), 1), 4.48F, 0.01F);
}

TEST(Color, ReadsAndWritesHex) {
    EXPECT_EQ(to_hex(*parse_hex("#1a2b3c", "x")), "#1a2b3c");
    for (auto const* bad : {"", "#12345", "1a2b3c0", "#1a2b3g", "#1a2b3c0", "red"}) {
        auto const parsed = parse_hex(bad, "look.palette[3]");
        ASSERT_FALSE(parsed) << bad;
        EXPECT_EQ(parsed.error().code, ErrorCode::invalid_input);
        EXPECT_NE(parsed.error().message.find("look.palette[3]"), std::string::npos);
    }
}

}  // namespace
}  // namespace troupe::visual
