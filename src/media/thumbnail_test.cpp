#include "media/thumbnail.hpp"

#include <gtest/gtest.h>

#include "base/testing/scratch_folder.hpp"

namespace troupe::media {
namespace {

/// Columns of black and white in turn.
Picture stripes(int width, int height) {
    Picture picture{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) picture.rgb.insert(picture.rgb.end(), 3, x % 2 == 0 ? 0 : 255);
    return picture;
}

TEST(Thumbnail, IsTheMeanOfItsLightAndKeepsItsShape) {
    auto const small = shrunk(stripes(64, 32), 16);
    ASSERT_TRUE(small);
    EXPECT_EQ(small->width_px, 16);
    EXPECT_EQ(small->height_px, 8);
    // Half the light of white is 188 of sRGB's 255; a mean of the bytes would be 128.
    for (auto const byte : small->rgb) EXPECT_EQ(byte, 188);
}

TEST(Thumbnail, LeavesSmallPicturesAsTheyAre) {
    EXPECT_EQ(shrunk(stripes(10, 4), 16)->rgb, stripes(10, 4).rgb);
    EXPECT_EQ(shrunk(Picture{}, 16).error().code, ErrorCode::invalid_input);
}

TEST(Thumbnail, OfAFileIsNoWiderThanAskedFor) {
    auto const folder = testing::scratch_folder("thumbnails");
    ASSERT_TRUE(write_jpeg(folder / "large.jpg", stripes(301, 200), {}));
    ASSERT_TRUE(write_thumbnail(folder / "large.jpg", folder / "small.jpg", 96));
    auto const small = read_jpeg(folder / "small.jpg");
    ASSERT_TRUE(small);
    EXPECT_EQ(small->width_px, 96);
    EXPECT_NEAR(small->height_px, 64, 1);
    EXPECT_EQ(write_thumbnail(folder / "none.jpg", folder / "x.jpg", 96).error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace troupe::media
