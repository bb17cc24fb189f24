#include "visual/kit.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/files.hpp"
#include "media/picture.hpp"

namespace troupe::visual {
namespace {

namespace fs = std::filesystem;

class KitTest : public ::testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("troupe_kit_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "_" +
                                                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
    void SetUp() override { fs::remove_all(folder); }
    void TearDown() override { fs::remove_all(folder); }

    static Look look() {
        Look look;
        look.artist = "Otto Brandt";
        look.palette = {"#14213d", "#2b4c9b", "#f0603a", "#f4f1e4", "#9c8f1e"};
        look.families = {{"swiss", 1}};
        look.seed = 5;
        return look;
    }
};

TEST_F(KitTest, MakesEveryFileItLists) {
    auto const kit = make_kit(look(), folder);
    ASSERT_TRUE(kit) << kit.error().message;
    std::map<std::string, int> kinds;
    for (auto const& item : *kit) {
        ++kinds[item.kind];
        ASSERT_TRUE(fs::exists(item.file)) << item.file;
        EXPECT_GT(fs::file_size(item.file), 200U) << item.file;
        if (item.media_type != "image/jpeg") continue;
        auto const picture = media::read_jpeg(item.file);
        ASSERT_TRUE(picture);
        EXPECT_EQ(picture->width_px, item.width_px);
        EXPECT_EQ(picture->height_px, item.height_px);
    }
    for (auto const* kind : {"avatar", "emblem", "wordmark", "logo", "banner.youtube", "banner.x", "header.spotify", "press", "sheet", "system"})
        EXPECT_GE(kinds[kind], 1) << kind;
}

TEST_F(KitTest, PicturesFitThePlatforms) {
    auto const kit = make_kit(look(), folder);
    ASSERT_TRUE(kit);
    auto const platforms = platform_pictures();
    ASSERT_TRUE(platforms);
    for (auto const& wanted : *platforms) {
        auto const made = std::find_if(kit->begin(), kit->end(), [&](KitFile const& item) { return item.kind == wanted.id; });
        ASSERT_NE(made, kit->end()) << wanted.id;
        EXPECT_EQ(made->width_px, wanted.width_px);
        EXPECT_EQ(made->height_px, wanted.height_px);
        EXPECT_LE(fs::file_size(made->file), static_cast<std::uintmax_t>(wanted.most_bytes));
        EXPECT_FALSE(wanted.source.empty());
        EXPECT_FALSE(wanted.as_of.empty());
    }
}

TEST_F(KitTest, VectorsNeedNoFont) {
    auto const kit = make_kit(look(), folder);
    ASSERT_TRUE(kit);
    for (auto const& item : *kit) {
        if (item.media_type != "image/svg+xml") continue;
        auto const svg = read_file(item.file);
        ASSERT_TRUE(svg);
        EXPECT_EQ(svg->find("<text"), std::string::npos);
        EXPECT_NE(svg->find("<path"), std::string::npos);
        EXPECT_NE(svg->find("<title>Otto Brandt</title>"), std::string::npos);
    }
}

TEST_F(KitTest, IsTheSameAgainAndNamesItsMaker) {
    auto const first = make_kit(look(), folder / "a");
    auto const second = make_kit(look(), folder / "b", {}, 1);
    ASSERT_TRUE(first && second);
    ASSERT_EQ(first->size(), second->size());
    for (std::size_t i = 0; i < first->size(); ++i) EXPECT_TRUE(*read_file((*first)[i].file) == *read_file((*second)[i].file)) << (*first)[i].file;
    for (auto const& file : *first) {
        if (!file.media_type.starts_with("image/")) continue;
        EXPECT_NE(read_file(file.file)->find("DigitalSourceType"), std::string::npos) << file.file;
    }
}

TEST_F(KitTest, RefusesWhatItCannotMake) {
    auto nameless = look();
    nameless.artist = "  ";
    EXPECT_EQ(make_kit(nameless, folder).error().code, ErrorCode::invalid_input);
    ASSERT_TRUE(write_file(folder, "a file in the way"));
    EXPECT_FALSE(make_kit(look(), folder));
}

}  // namespace
}  // namespace troupe::visual
