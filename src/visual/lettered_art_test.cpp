#include "visual/lettered_art.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "visual/canvas.hpp"
#include "visual/fallback_image_maker.hpp"
#include "visual/impl/resample.hpp"
#include "visual/motion/moving_ground.hpp"

namespace troupe::visual {
namespace {

using ::testing::HasSubstr;

CoverBrief brief(int size_px = 400) {
    return {{.artist = "Vesper Lune", .palette = {"#0a0c14", "#1c2f4a", "#4f7a8c", "#cfd8d3", "#e2703a"}, .families = {{"aura", 1}}, .seed = 3},
            "Low Tide", 7, size_px};
}

/// Dark and still on one half, a checkerboard of black and white on the other.
media::Picture half_wild(bool wild_below, int side = 200) {
    media::Picture picture{side, side, {}};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            auto const wild = (y > side / 2) == wild_below;
            auto const value = static_cast<std::uint8_t>(!wild ? 20 : (x / 5 + y / 5) % 2 == 0 ? 0 : 255);
            picture.rgb.insert(picture.rgb.end(), {value, value, value});
        }
    return picture;
}

media::Picture plain(std::uint8_t value, int width = 200, int height = 200) {
    return {width, height, std::vector<std::uint8_t>(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 3, value)};
}

/// Share of light pixels in the rows from..to of 1.
double light_share(media::Picture const& picture, double from, double to) {
    auto const first = static_cast<std::size_t>(from * picture.height_px), last = static_cast<std::size_t>(to * picture.height_px);
    auto const width = static_cast<std::size_t>(picture.width_px);
    std::size_t light = 0;
    for (auto i = first * width; i < last * width; ++i) light += picture.rgb[3 * i] > 150;
    return static_cast<double>(light) / static_cast<double>((last - first) * width);
}

TEST(LetteredArt, HasTheWantedSizeAndTheSamePixelsOnAnyNumberOfThreads) {
    auto const one = letter_art(brief(), half_wild(true), 1), four = letter_art(brief(), half_wild(true), 4);
    ASSERT_TRUE(one) << one.error().message;
    EXPECT_EQ(one->width_px, 400);
    EXPECT_EQ(one->height_px, 400);
    EXPECT_EQ(one->rgb, four->rgb);
}

TEST(LetteredArt, SetsTheTitleWhereTheArtIsQuiet) {
    auto const above = letter_art(brief(), half_wild(true));
    ASSERT_TRUE(above);
    EXPECT_GT(light_share(*above, 0.05, 0.45), 0.02);
    auto const below = letter_art(brief(), half_wild(false));
    ASSERT_TRUE(below);
    EXPECT_GT(light_share(*below, 0.6, 0.97), 0.02);
}

TEST(LetteredArt, LettersStandOutOnAnyGround) {
    for (auto const value : {std::uint8_t{5}, std::uint8_t{128}, std::uint8_t{250}}) {
        auto const cover = letter_art(brief(), plain(value));
        ASSERT_TRUE(cover);
        std::vector<std::uint8_t> reds;
        for (std::size_t i = 0; i < cover->rgb.size(); i += 3) reds.push_back(cover->rgb[i]);
        std::sort(reds.begin(), reds.end());
        auto const darkest = decode_srgb(static_cast<float>(reds[reds.size() / 200]) / 255), lightest = decode_srgb(static_cast<float>(reds[reds.size() - reds.size() / 200]) / 255);
        EXPECT_GT(contrast(lightest, darkest), 4.0F) << "letters on " << int{value};
    }
}

TEST(LetteredArt, NamesWhatIsWrong) {
    EXPECT_THAT(letter_art(brief(), plain(9, 16, 200)).error().message, HasSubstr("art: 16x200"));
    auto lying = plain(9);
    lying.rgb.resize(100);
    EXPECT_EQ(letter_art(brief(), lying).error().code, ErrorCode::invalid_input);
    EXPECT_THAT(letter_art(brief(10), plain(9)).error().message, HasSubstr("size_px"));
    std::stop_source stop;
    stop.request_stop();
    EXPECT_EQ(letter_art(brief(), plain(9), 1, stop.get_token()).error().code, ErrorCode::cancelled);
}

TEST(Resample, KeepsEvenColourAndTheMiddle) {
    Canvas canvas(90, 90, 2);
    auto wide = plain(100, 300, 100);
    for (int y = 0; y < 100; ++y)
        for (int x = 0; x < 60; ++x) wide.rgb[static_cast<std::size_t>(y * 300 + x) * 3] = 255;
    impl::resample_into(canvas, wide);
    for (int y : {0, 45, 89})
        for (std::size_t x : {0U, 45U, 89U}) EXPECT_NEAR(canvas.row(y)[x].r, decode_srgb(100 / 255.0F), 1e-4F) << "the sides are cropped";
}

TEST(Resample, IsSmoothWhereItEnlarges) {
    media::Picture ramp{16, 16, {}};
    for (int i = 0; i < 256; ++i) ramp.rgb.insert(ramp.rgb.end(), 3, static_cast<std::uint8_t>(80 + 6 * (i % 16)));
    Canvas canvas(256, 256, 1);
    impl::resample_into(canvas, ramp);
    auto const row = canvas.row(128);
    for (std::size_t x = 24; x + 24 < row.size(); ++x) EXPECT_LT(std::fabs(row[x + 1].r - row[x].r), 0.004F) << x;
}

/// A maker that fails as it is told.
class Failing final : public ImageMaker {
public:
    explicit Failing(ErrorCode code) : code_(code) {}
    Result<media::Picture> cover(CoverBrief const&, std::stop_token) override { return fail(code_, "elsewhere: no credit is left"); }
    [[nodiscard]] media::Provenance provenance(CoverBrief const&) const override { return {}; }

private:
    ErrorCode code_;
};

TEST(FallbackImageMaker, StandsInAndSaysWhy) {
    Failing remote(ErrorCode::unavailable);
    BuiltInImageMaker own(1);
    FallbackImageMaker both(remote, own);
    auto const made = both.make(brief(96), {});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->notes, std::vector<std::string>{"elsewhere: no credit is left; made by troupe visual instead"});
    EXPECT_EQ(made->provenance.stood_in_for, "elsewhere: no credit is left");
    EXPECT_EQ(both.cover(brief(96), {})->rgb, made->picture.rgb);
}

TEST(FallbackImageMaker, AWrongBriefAndAStopAreNobodyElsesWork) {
    BuiltInImageMaker own(1);
    for (auto const code : {ErrorCode::invalid_input, ErrorCode::cancelled}) {
        Failing remote(code);
        EXPECT_EQ(FallbackImageMaker(remote, own).make(brief(96), {}).error().code, code);
    }
}

/// Teasers that only say what they were told to show.
class Recording final : public TeaserMaker {
public:
    Result<VideoInfo> teaser(TeaserBrief const& told, std::filesystem::path const&, Progress const&, std::stop_token) override {
        shown = told.footage;
        return VideoInfo{};
    }
    Result<VideoInfo> canvas(CanvasBrief const&, std::filesystem::path const&, Progress const&, std::stop_token) override { return VideoInfo{}; }
    [[nodiscard]] media::Provenance provenance(TeaserBrief const&) const override { return {}; }
    [[nodiscard]] media::Provenance provenance(CanvasBrief const&) const override { return {}; }
    std::vector<FootageCut> shown;
};

class Mover final : public MotionMaker {
public:
    Result<MovingGround> ground(GroundBrief const& told, std::filesystem::path const& file, std::stop_token) override {
        if (code) return fail(*code, "elsewhere: no credit is left");
        asked = told.aspect;
        MovingGround made;
        made.cut.file = file;
        made.cut.credit.provider = "elsewhere";
        made.notes = {"clip ordered once"};
        made.charges = {{.maker = "elsewhere", .unit = "USD", .after = 5}};
        return made;
    }
    [[nodiscard]] std::string name() const override { return "Elsewhere"; }
    std::optional<ErrorCode> code;
    std::optional<Aspect> asked;
};

TEST(GroundedTeasers, AddAClipToTheScenesAndToTheBill) {
    Recording teasers;
    Mover mover;
    TeaserBrief told;
    told.aspect = Aspect::landscape_16x9;
    told.footage.resize(1);
    auto const info = GroundedTeasers(teasers, mover).teaser(told, "/tmp/none/teaser.mp4", {}, {});
    ASSERT_TRUE(info);
    ASSERT_EQ(teasers.shown.size(), 2U);
    EXPECT_EQ(teasers.shown[1].credit.provider, "elsewhere");
    EXPECT_EQ(mover.asked, Aspect::landscape_16x9);
    EXPECT_EQ(info->notes, std::vector<std::string>{"clip ordered once"});
    EXPECT_EQ(info->charges.at(0).after, 5);
}

TEST(GroundedTeasers, AreMadeWithoutAClipWhereThereIsNone) {
    Recording teasers;
    Mover mover;
    mover.code = ErrorCode::unavailable;
    auto const info = GroundedTeasers(teasers, mover).teaser({}, "/tmp/none/teaser.mp4", {}, {});
    ASSERT_TRUE(info);
    EXPECT_TRUE(teasers.shown.empty());
    EXPECT_EQ(info->notes, std::vector<std::string>{"elsewhere: no credit is left; the artist's own world is shown instead"});
    mover.code = ErrorCode::cancelled;
    EXPECT_EQ(GroundedTeasers(teasers, mover).teaser({}, "/tmp/none/teaser.mp4", {}, {}).error().code, ErrorCode::cancelled);
}

}  // namespace
}  // namespace troupe::visual
