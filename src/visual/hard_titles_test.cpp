#include <gtest/gtest.h>

#include <set>

#include "base/text.hpp"
#include "visual/cover.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"

/// Titles, names and palettes that break weaker makers: the result is dignified, or an error says what to do.
namespace troupe::visual {
namespace {

CoverBrief brief_of(std::string title) {
    CoverBrief brief;
    brief.look.artist = "Vesper Lune";
    brief.look.palette = {"#140a2e", "#4b1f7a", "#c04bb0", "#ffd9c0", "#ffb35c"};
    brief.look.seed = 3;
    brief.title = std::move(title);
    brief.seed = 2;
    brief.size_px = 200;
    return brief;
}

std::string long_title() {
    std::string title;
    while (text::length(title) < 195) title += "every street that we forgot ";
    return title;
}

std::vector<std::string> titles() {
    return {long_title(), std::string(200, 'W'), "I", "مرحبا بالعالم الجديد", "שלום עולם", "夜の散歩道", "月亮代表我的心", "밤의 산책", "🌙", "🌙 Noon 🌙", "Éé\xCC\x81", "A/B", "...", "Привет, ночь"};
}

/// More than one tone: something was drawn.
bool has_form(media::Picture const& picture) {
    std::set<int> tones;
    for (std::size_t i = 0; i < picture.rgb.size(); i += 3) tones.insert(picture.rgb[i + 1] / 16);
    return tones.size() >= 3;
}

TEST(HardTitles, GiveACoverInEveryCompositionAndKind) {
    int turn = 0;
    for (auto const& title : titles())
        for (auto const& family : family_names()) {
            // The family that is made of the letters in each of its ways, the others in turn.
            for (int layout = 0; layout < (family == "type" ? layout_count(family) : 1); ++layout) {
                Composition const composition{family, family == "type" ? layout : ++turn % layout_count(family)};
                auto brief = brief_of(title);
                brief.kind = static_cast<ReleaseKind>(turn % 3);
                auto const cover = render_cover(brief, composition);
                if (cover) {
                    EXPECT_TRUE(has_form(*cover)) << family << ' ' << composition.layout << ' ' << title;
                    continue;
                }
                // Not every machine has every script: then the title is to blame, and what to install is said.
                EXPECT_EQ(cover.error().code, ErrorCode::unavailable) << title << ": " << cover.error().message;
                EXPECT_EQ(cover.error().message.rfind("title: no installed font", 0), 0U) << cover.error().message;
            }
        }
}

TEST(HardTitles, AreSetWholeUpToTwoHundredCharacters) {
    auto const brief = brief_of(long_title());
    auto const system = make_system(brief.look);
    impl::Frame const frame{1000, 1000};
    auto const lettering = impl::set_lettering(*system, impl::title_corner(frame, 1.0F, 0.135F), frame, brief.title);
    ASSERT_TRUE(lettering);
    // What cannot be legible is cut with an ellipsis, never shrunk to nothing.
    if (lettering->title->text.shortened) { EXPECT_NE(lettering->title->text.lines.back().find("…"), std::string::npos); }
    EXPECT_GE(lettering->title->text.size_px, 0.0299F * 1000);
}

TEST(HardTitles, OfAScriptWithoutAFontSayWhatToInstall) {
    // Egyptian hieroglyphs: no font of ours has them; a machine that has one draws them.
    auto const cover = BuiltInImageMaker().cover(brief_of("\xF0\x93\x80\x80\xF0\x93\x80\x81"), {});
    if (cover) GTEST_SKIP() << "a font of hieroglyphs is installed";
    EXPECT_EQ(cover.error().code, ErrorCode::unavailable);
    EXPECT_EQ(cover.error().message.rfind("title: ", 0), 0U) << cover.error().message;
    EXPECT_NE(cover.error().message.find("install"), std::string::npos) << cover.error().message;
}

TEST(HardTitles, ANameOfPicturesAloneIsRefusedByItsField) {
    auto brief = brief_of("Noon");
    brief.look.artist = "🌙🌙";
    auto const cover = BuiltInImageMaker().cover(brief, {});
    ASSERT_FALSE(cover);
    EXPECT_EQ(cover.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(cover.error().message.rfind("look.artist: ", 0), 0U) << cover.error().message;
}

TEST(HardTitles, AFaceWithoutItsFileIsNamed) {
    Typeface gone{.name = "gone", .file = "/usr/share/fonts/none/Gone.otf", .package = "fonts-gone"};
    auto const set = set_lines({"Noon"}, {.face = gone});
    ASSERT_FALSE(set);
    EXPECT_EQ(set.error().code, ErrorCode::unavailable);
    EXPECT_NE(set.error().message.find("Gone.otf"), std::string::npos) << set.error().message;
}

TEST(PoorPalettes, StillGiveFormAndLegibleType) {
    for (auto const& palette : {std::vector<std::string>{"#777777"}, {"#000000"}, {"#ffffff"}, {"#ff0000", "#ff0000", "#ff0000", "#ff0000", "#ff0000"},
                                {"#808080", "#808080", "#808080", "#808080", "#808080"}, {"#ffffff", "#ffffff"}})
        for (double const darkness : {-0.8, 0.8})
            for (auto const& family : family_names()) {
                auto brief = brief_of("Salt Road");
                brief.look.palette = palette;
                brief.look.traits = {{"darkness", darkness}};
                auto const system = make_system(brief.look);
                ASSERT_TRUE(system);
                impl::Frame const frame{200, 200};
                auto const art = impl::make_family(*system, frame, {family, 0}, brief.seed, {.title = brief.title});
                auto const lettering = impl::set_lettering(*system, (*art)->plan(), frame, brief.title);
                Canvas canvas(200, 200);
                (*art)->paint(canvas, lettering->ink(), {});
                auto const ink = impl::prepare_ground(canvas, *system, *lettering->title, (*art)->light_ground());
                EXPECT_GE(impl::contrast_around(canvas, lettering->title->ink(), ink), 4.5F) << family << ' ' << palette[0] << ' ' << darkness;
                auto const cover = render_cover(brief, {family, 0});
                ASSERT_TRUE(cover) << family;
                EXPECT_TRUE(has_form(*cover)) << family << ' ' << palette[0] << ' ' << darkness;
            }
}

}  // namespace
}  // namespace troupe::visual
