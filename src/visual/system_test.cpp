#include "visual/system.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "visual/type.hpp"

namespace troupe::visual {
namespace {

Look look_of(std::vector<std::string> palette) {
    Look look;
    look.artist = "Vesper Lune";
    look.palette = std::move(palette);
    look.seed = 11;
    return look;
}

std::string random_hex(Random& random) {
    return to_hex({static_cast<float>(random.uniform()), static_cast<float>(random.uniform()), static_cast<float>(random.uniform())});
}

TEST(VisualSystem, MakesAScaleOfAnyFiveColours) {
    Random random(3);
    for (int i = 0; i < 300; ++i) {
        std::vector<std::string> palette;
        for (int k = 0; k < 5; ++k) palette.push_back(random_hex(random));
        auto const system = make_system(look_of(palette));
        ASSERT_TRUE(system) << system.error().message;
        EXPECT_NEAR(system->stops[0].l, 0.13F, 0.03F);
        EXPECT_NEAR(system->stops[4].l, 0.93F, 0.03F);
        for (std::size_t k = 0; k < 5; ++k) {
            if (k > 0) { EXPECT_GT(system->stops[k].l, system->stops[k - 1].l + 0.1F); }
            EXPECT_LT(distance(into_gamut(system->stops[k]), system->stops[k]), 1e-3F);
            EXPECT_GT(distance(system->accent, system->stops[k]), 0.05F);
        }
    }
}

TEST(VisualSystem, KeepsTheHuesItWasGiven) {
    auto const system = make_system(look_of({"#14213d", "#2b4c9b", "#f0603a", "#f4f1e4", "#9c8f1e"}));
    ASSERT_TRUE(system);
    EXPECT_LT(distance(system->inks[2], to_oklab(*parse_hex("#f0603a", ""))), 0.04F);
    EXPECT_LT(distance(system->inks[1], to_oklab(*parse_hex("#2b4c9b", ""))), 0.04F);
    auto const accent = to_oklch(to_oklab(*parse_hex("#9c8f1e", "")));
    EXPECT_LT(std::abs(hue_difference(to_oklch(system->accent).h, accent.h)), 0.2F);
}

TEST(VisualSystem, CompletesShortPalettes) {
    for (auto const& palette : {std::vector<std::string>{"#777777"}, {"#ff0000", "#00ff00"}, {"#000000", "#000000", "#000000", "#000000", "#000000"}})
        EXPECT_TRUE(make_system(look_of(palette)));
}

TEST(VisualSystem, IsTheSameForTheSameLook) {
    auto const look = look_of({"#140a2e", "#4b1f7a", "#c04bb0", "#ffd9c0", "#ffb35c"});
    auto const a = make_system(look);
    auto const b = make_system(look);
    EXPECT_EQ(a->display.name, b->display.name);
    EXPECT_EQ(to_hex(a->accent_rgb()), to_hex(b->accent_rgb()));
}

struct Broken {
    char const* field;
    void (*breaks)(Look&);
};

TEST(VisualSystem, NamesTheWrongField) {
    for (auto const& [field, breaks] : {
             Broken{"look.palette[2]", [](Look& look) { look.palette[2] = "#12"; }},
             Broken{"look.palette", [](Look& look) { look.palette.clear(); }},
             Broken{"look.families[1].name", [](Look& look) { look.families = {{"aura", 1}, {"ridge", 1}}; }},
             Broken{"look.families[0].weight", [](Look& look) { look.families = {{"aura", -1}}; }},
             Broken{"look.traits.mystery", [](Look& look) { look.traits["mystery"] = 0; }},
             Broken{"look.traits.grain", [](Look& look) { look.traits["grain"] = 3; }},
             Broken{"look.character", [](Look& look) { look.character = "gothic"; }},
         }) {
        auto look = look_of({"#140a2e", "#4b1f7a", "#c04bb0", "#ffd9c0", "#ffb35c"});
        breaks(look);
        auto const system = make_system(look);
        ASSERT_FALSE(system) << field;
        EXPECT_EQ(system.error().code, ErrorCode::invalid_input);
        EXPECT_EQ(system.error().message.rfind(field, 0), 0U) << system.error().message;
    }
}

TEST(Typefaces, AreTheFilesThatWereAskedFor) {
    for (auto const& face : all_faces()) {
        if (!std::filesystem::exists(face.file)) continue;  // its package is not installed: face_pairs says so
        auto const set = set_lines({"Hamburgefonts 123"}, {.face = face, .size_px = 60});
        EXPECT_TRUE(set) << face.name << ": " << (set ? "" : set.error().message);
    }
}

TEST(Typefaces, EveryCharacterHasAPair) {
    for (auto const& name : character_names()) {
        std::vector<std::string> notes;
        auto const pairs = face_pairs(name, notes);
        ASSERT_TRUE(pairs) << name;
        EXPECT_FALSE(pairs->empty());
    }
}

TEST(Typefaces, WhatIsADrawingMoreThanLettersIsAMarkAndNoTitle) {
    std::vector<std::string> notes;
    auto const pairs = face_pairs("brutal", notes);
    ASSERT_TRUE(pairs);
    auto const drawn = std::find_if(pairs->begin(), pairs->end(), [](FacePair const& pair) { return pair.mark.name == "ferrite-black"; });
    ASSERT_NE(drawn, pairs->end());
    for (auto const& pair : *pairs) EXPECT_NE(pair.display.name, "ferrite-black");
}

}  // namespace
}  // namespace troupe::visual
