#include "media/picture_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/process.hpp"
#include "base/testing/scratch_folder.hpp"

namespace troupe::media {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class PictureReader : public ::testing::Test {
protected:
    void SetUp() override {
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }

    /// 64x48, red on the left and blue on the right, written by ffmpeg.
    fs::path made(std::string const& name) {
        auto const file = folder / name;
        EXPECT_TRUE(run_process({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "color=red:s=32x48:d=1,pad=64:48:0:0:blue,format=rgb24",
                                 "-frames:v", "1", file.string()}));
        return file;
    }
    fs::path written(std::string const& name, std::string const& bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return folder / name;
    }
    static std::string content(fs::path const& file) {
        std::ostringstream bytes;
        bytes << std::ifstream(file, std::ios::binary).rdbuf();
        return bytes.str();
    }
    static std::string refusal(fs::path const& file, PictureLimits const& limits = {}) {
        auto const picture = read_foreign_picture(file, limits, {});
        EXPECT_FALSE(picture);
        return picture ? std::string() : picture.error().message;
    }
    fs::path folder = troupe::testing::scratch_folder("picture_reader");
};

TEST_F(PictureReader, ReadsWhatServicesSend) {
    for (auto const* name : {"a.png", "a.jpg"}) {
        auto const picture = read_foreign_picture(made(name), {}, {});
        ASSERT_TRUE(picture) << name << picture.error().message;
        EXPECT_EQ(picture->width_px, 64);
        EXPECT_EQ(picture->height_px, 48);
        ASSERT_EQ(picture->rgb.size(), 64U * 48 * 3);
        auto const at = [&](std::size_t x, std::size_t y) { return picture->rgb.data() + (y * 64 + x) * 3; };
        EXPECT_GT(at(8, 20)[0], 200) << name;
        EXPECT_LT(at(8, 20)[2], 40) << name;
        EXPECT_GT(at(56, 20)[2], 200) << name;
    }
}

TEST_F(PictureReader, TrustsBytesAndNotNames) {
    auto const page = written("cover.jpg", "<!doctype html><title>Sorry</title>");
    EXPECT_THAT(refusal(page), HasSubstr("cover.jpg: is no JPEG, PNG or WebP"));
    auto const png = made("a.png");
    EXPECT_TRUE(read_foreign_picture(written("cover.jpg", content(png)), {}, {}));
}

TEST_F(PictureReader, RefusesWhatIsBrokenOrTooLarge) {
    auto const whole = content(made("a.png"));
    EXPECT_THAT(refusal(written("half.png", whole.substr(0, whole.size() / 2))), HasSubstr("half.png: "));
    EXPECT_THAT(refusal(written("lie.jpg", "\xFF\xD8\xFF" + std::string(400, 'x'))), HasSubstr("lie.jpg: "));
    auto const photo = content(made("a.jpg"));
    EXPECT_THAT(refusal(written("half.jpg", photo.substr(0, photo.size() - 60) + "\xFF\xD9")), HasSubstr("half.jpg: "));
    EXPECT_THAT(refusal(written("hole.jpg", photo.substr(0, photo.size() - 120) + std::string(100, '\x55') + "\xFF\xD9")), HasSubstr("hole.jpg: "));
    EXPECT_THAT(refusal(made("a.png"), {.most_pixels = 1000}), HasSubstr("a.png: "));
    EXPECT_THAT(refusal(made("a.png"), {.most_bytes = 20}), HasSubstr("a picture may have"));
    EXPECT_EQ(read_foreign_picture(folder / "none.png", {}, {}).error().code, ErrorCode::not_found);
}

TEST_F(PictureReader, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(read_foreign_picture(made("a.png"), {}, stop.get_token()).error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe::media
