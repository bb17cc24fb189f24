#include "visual/earlier_covers.hpp"

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "visual/cover.hpp"

namespace troupe::visual {
namespace {

CoverBrief brief_after(std::uint64_t seed, std::vector<EarlierCover> earlier = {}) {
    CoverBrief brief;
    brief.look.artist = "Vesper Lune";
    brief.look.palette = {"#14213d", "#2b4c9b", "#f0603a", "#f4f1e4", "#9c8f1e"};
    brief.look.families = {{"rings", 1}, {"swiss", 1}};
    brief.look.seed = 9;
    brief.title = "Halogen";
    brief.seed = seed;
    brief.size_px = 160;
    brief.earlier = std::move(earlier);
    return brief;
}

Composition composition_of(CoverBrief const& brief) { return choose_composition(*make_system(brief.look), brief.seed); }

EarlierCover shown(CoverBrief const& brief) {
    auto const composition = composition_of(brief);
    return {composition.family, composition.layout, print_of(*BuiltInImageMaker().cover(brief, {}))};
}

TEST(EarlierCovers, TheFirstCoverIsThatOfItsOwnSeed) {
    auto const first = settled(brief_after(3));
    ASSERT_TRUE(first);
    EXPECT_EQ(first->seed, 3U);
}

TEST(EarlierCovers, TheSameSeedAgainGivesAnotherLayoutAndAnotherPicture) {
    auto const before = shown(brief_after(3));
    auto const next = settled(brief_after(3, {before}));
    ASSERT_TRUE(next);
    EXPECT_NE(next->seed, 3U);
    EXPECT_TRUE(next->earlier.empty());
    auto const now = shown(*next);
    EXPECT_FALSE(now.family == before.family && now.layout == before.layout);
    EXPECT_GE(print_distance(now.print, before.print), 0.05);
}

TEST(EarlierCovers, NoLayoutComesTwiceInARowInALongCatalogue) {
    std::vector<EarlierCover> earlier;
    for (std::uint64_t release = 0; release < 12; ++release) {
        auto const next = settled(brief_after(release, earlier));
        ASSERT_TRUE(next);
        auto const composition = composition_of(*next);
        auto const is_repeated = !earlier.empty() && composition.family == earlier.back().family && composition.layout == earlier.back().layout;
        EXPECT_FALSE(is_repeated) << release;
        earlier.push_back(shown(*next));
    }
}

TEST(EarlierCovers, TheMakerSettlesAndItsRecordMakesTheSamePictureAlone) {
    auto const brief = brief_after(3, {shown(brief_after(3))});
    auto const made = BuiltInImageMaker(2).make(brief, {});
    ASSERT_TRUE(made);
    auto const again = json::parse<CoverBrief>(made->provenance.prompt);
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_TRUE(again->earlier.empty());
    EXPECT_EQ(again->seed, made->provenance.seed);
    EXPECT_EQ(BuiltInImageMaker(1).cover(*again, {})->rgb, made->picture.rgb);
    EXPECT_EQ(BuiltInImageMaker(4).cover(brief, {})->rgb, made->picture.rgb);
}

TEST(EarlierCovers, ABriefOfEarlierVersionsHasNone) {
    auto text = json::print(brief_after(3));
    text.erase(text.find(",\"earlier\""), std::string(",\"earlier\":[]").size());
    auto const brief = json::parse<CoverBrief>(text);
    ASSERT_TRUE(brief) << brief.error().message;
    EXPECT_TRUE(brief->earlier.empty());
}

TEST(EarlierCovers, NamesTheWrongField) {
    auto brief = brief_after(3, {{"rings", 0, {}}});
    brief.look.artist = "";
    auto const wrong = settled(brief);
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("look.artist"), std::string::npos);
}

media::Picture plain(int size, std::uint8_t red, std::uint8_t green) {
    media::Picture picture{size, size, {}};
    for (int i = 0; i < size * size; ++i) picture.rgb.insert(picture.rgb.end(), {red, green, 90});
    return picture;
}

TEST(PicturePrint, TellsAmountsOfColoursWhateverTheSize) {
    auto const print = print_of(plain(100, 200, 40));
    EXPECT_LT(print_distance(print, print_of(plain(640, 200, 40))), 0.01);
    EXPECT_LT(print_distance(print, print_of(plain(100, 202, 41))), 0.15);
    EXPECT_GT(print_distance(print, print_of(plain(100, 40, 200))), 0.99);
}

TEST(PicturePrint, WithoutPixelsIsLikeNothing) {
    EXPECT_TRUE(print_of({}).is_empty());
    EXPECT_EQ(print_distance(print_of({}), print_of({})), 1.0);
}

}  // namespace
}  // namespace troupe::visual
