#include "visual/type.hpp"

#include <gtest/gtest.h>

namespace troupe::visual {
namespace {

Typeface face(std::string_view name) {
    for (auto const& item : all_faces())
        if (item.name == name) return item;
    ADD_FAILURE() << "no face " << name;
    return {};
}

TEST(Type, FillsItsBoxAndNeverLeavesIt) {
    for (auto const* title : {"A", "Halogen", "The Long Way Home", "Small Hours and Other Stories from the Northern Line", "Ünderströmung",
                              "Donaudampfschifffahrtsgesellschaftskapitänsmütze", "jgqpy", "Привет мир", "مرحبا", "1/2"}) {
        for (auto const* name : {"bebas", "garamond-italic", "kaushan"}) {
            auto const set = fit_text(title, {.face = face(name)}, {.width_px = 500, .height_px = 140, .least_size_px = 8});
            ASSERT_TRUE(set) << title << ": " << set.error().message;
            EXPECT_LE(set->mask.width_px, 500) << title << ' ' << name;
            EXPECT_LE(set->mask.height_px, 140) << title << ' ' << name;
            EXPECT_TRUE(set->mask.width_px > 475 || set->mask.height_px > 125) << title << ' ' << name;
            EXPECT_FALSE(set->shortened);
        }
    }
}

TEST(Type, MaskIsExactlyTheInk) {
    auto const set = set_lines({"Noon"}, {.face = face("spartan"), .size_px = 90});
    ASSERT_TRUE(set);
    auto const& mask = set->mask;
    auto const inked = [&](int x0, int y0, int x1, int y1) {
        for (int y = y0; y < y1; ++y)
            for (int x = x0; x < x1; ++x)
                if (mask.at(x, y) > 0) return true;
        return false;
    };
    EXPECT_TRUE(inked(0, 0, 1, mask.height_px));
    EXPECT_TRUE(inked(mask.width_px - 1, 0, mask.width_px, mask.height_px));
    EXPECT_TRUE(inked(0, 0, mask.width_px, 1));
    EXPECT_TRUE(inked(0, mask.height_px - 1, mask.width_px, mask.height_px));
}

TEST(Type, WrapsWhatIsLongAndShortensWhatIsTooLong) {
    auto const wrapped = fit_text("one two three four five six", {.face = face("spartan")}, {.width_px = 300, .height_px = 200});
    ASSERT_TRUE(wrapped);
    EXPECT_GT(wrapped->lines.size(), 1U);
    std::string const endless(200, 'w');
    auto const cut = fit_text(endless, {.face = face("spartan")}, {.width_px = 300, .height_px = 100, .least_size_px = 20});
    ASSERT_TRUE(cut);
    EXPECT_TRUE(cut->shortened);
    EXPECT_LE(cut->mask.width_px, 300);
    EXPECT_GE(cut->size_px, 19.0F);
}

TEST(Type, UsesTheLetterCaseOfTheFace) {
    EXPECT_EQ(set_lines({"weiß é"}, {.face = face("bebas"), .size_px = 40})->lines[0], "WEISS É");
    EXPECT_EQ(set_lines({"weiß é"}, {.face = face("spartan"), .size_px = 40})->lines[0], "weiß é");
}

TEST(Type, RefusesWhatCannotBeSeen) {
    for (auto const* text : {"", "   ", "\xF0\x9F\x8C\x99"}) {
        auto const set = fit_text(text, {.face = face("spartan")}, {.width_px = 300, .height_px = 100});
        ASSERT_FALSE(set);
        EXPECT_EQ(set.error().code, ErrorCode::invalid_input);
    }
    EXPECT_FALSE(fit_text("\xff\xfe", {.face = face("spartan")}, {.width_px = 300, .height_px = 100}));
}

TEST(Type, LeavesEmojiOutAndTheRestIn) {
    auto const with = set_lines({"moon \xF0\x9F\x8C\x99"}, {.face = face("spartan"), .size_px = 50});
    auto const plain = set_lines({"moon"}, {.face = face("spartan"), .size_px = 50});
    ASSERT_TRUE(with);
    EXPECT_EQ(with->mask.coverage, plain->mask.coverage);
}

TEST(Type, DrawsAScriptOrSaysWhichFontIsMissing) {
    // Linear B: in none of the fonts that the project asks for.
    auto const set = set_lines({"\xF0\x90\x80\x80\xF0\x90\x80\x81"}, {.face = face("spartan"), .size_px = 50});
    if (set) GTEST_SKIP() << "a font of this machine has Linear B";
    EXPECT_EQ(set.error().code, ErrorCode::unavailable);
    EXPECT_NE(set.error().message.find("install"), std::string::npos);
}

TEST(Type, NamesAFaceThatIsGone) {
    auto gone = face("spartan");
    gone.file = "/usr/share/fonts/none.otf";
    auto const set = set_lines({"x"}, {.face = gone, .size_px = 50});
    ASSERT_FALSE(set);
    EXPECT_EQ(set.error().code, ErrorCode::unavailable);
    EXPECT_NE(set.error().message.find("none.otf"), std::string::npos);
}

TEST(Type, OutlinesNeedNoFont) {
    auto const outline = outline_text("Ab", {.face = face("spartan"), .size_px = 100});
    ASSERT_TRUE(outline);
    EXPECT_EQ(outline->path.front(), 'M');
    EXPECT_NE(outline->path.find('C'), std::string::npos);
    EXPECT_GT(outline->width_px, 60);
}

}  // namespace
}  // namespace troupe::visual
