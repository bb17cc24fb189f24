#include "visual/cover.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <set>

#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"
#include "visual/impl/release.hpp"
#include "visual/testing/covers.hpp"

namespace troupe::visual {
namespace {

using testing::all_compositions;
using testing::difference;

CoverBrief brief_of(int artist, std::uint64_t seed, std::string title = "Halogen", int size_px = 240) {
    static std::vector<std::vector<std::string>> const palettes{
        {"#140a2e", "#4b1f7a", "#c04bb0", "#ffd9c0", "#ffb35c"},
        {"#14213d", "#2b4c9b", "#f0603a", "#f4f1e4", "#9c8f1e"},
        {"#10271c", "#0f6b41", "#d9786a", "#fbeee2", "#c98a1b"},
        {"#00ff00", "#ff00ff", "#ffff00", "#00ffff", "#ff0000"},
    };
    static std::vector<std::string> const characters{"elegant", "neutral", "handmade", "brutal"};
    auto const which = static_cast<std::size_t>(artist) % palettes.size();
    CoverBrief brief;
    brief.look.artist = "Vesper Lune";
    brief.look.palette = palettes[which];
    brief.look.character = characters[which];
    brief.look.traits = {{"darkness", which == 0 ? 0.6 : which == 3 ? 0.1 : -0.4}};
    brief.look.seed = static_cast<std::uint64_t>(artist) + 100;
    brief.title = std::move(title);
    brief.seed = seed;
    brief.size_px = size_px;
    return brief;
}

TEST(Cover, EveryFamilyHasThreeLayoutsOrMore) {
    for (auto const& family : family_names()) EXPECT_GE(layout_count(family), 3) << family;
    EXPECT_EQ(layout_count("none"), 0);
}

TEST(Cover, HasTheSizeAndTheSameBytesOnAnyNumberOfThreads) {
    for (auto const& composition : all_compositions()) {
        auto const brief = brief_of(1, 5, "Raster", 200);
        auto const one = render_cover(brief, composition, 1);
        auto const two = render_cover(brief, composition, 2);
        auto const four = render_cover(brief, composition, 4);
        ASSERT_TRUE(one && two && four) << composition.family;
        EXPECT_EQ(one->width_px, 200);
        EXPECT_EQ(one->height_px, 200);
        EXPECT_EQ(one->rgb.size(), 200U * 200U * 3U);
        EXPECT_TRUE(one->rgb == two->rgb && one->rgb == four->rgb) << composition.family << ' ' << composition.layout;
    }
}

TEST(Cover, ReleasesOfAnArtistDifferAndSoDoFamilies) {
    for (auto const& family : family_names()) {
        auto const a = render_cover(brief_of(0, 1), {family, 0});
        auto const b = render_cover(brief_of(0, 2), {family, 0});
        auto const c = render_cover(brief_of(0, 1), {family, 1});
        ASSERT_TRUE(a && b && c);
        EXPECT_GT(difference(*a, *b), 1.0) << family;
        EXPECT_GT(difference(*a, *c), 2.0) << family;
    }
}

TEST(Cover, ChoosesByWeightAndSeed) {
    auto brief = brief_of(0, 0);
    brief.look.families = {{"aura", 3}, {"rings", 1}, {"swiss", 0}};
    auto const system = make_system(brief.look);
    ASSERT_TRUE(system);
    int aura = 0;
    std::set<int> layouts;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        auto const chosen = choose_composition(*system, seed);
        EXPECT_NE(chosen.family, "swiss");
        if (chosen.family == "aura") ++aura;
        layouts.insert(chosen.layout);
    }
    EXPECT_NEAR(aura, 300, 40);
    EXPECT_GE(layouts.size(), 3U);
}

/// How far the picture's colours are from the artist's own.
float far_from_palette(media::Picture const& picture, VisualSystem const& system, float share) {
    std::vector<Oklab> own(system.inks.begin(), system.inks.end());
    own.insert(own.end(), system.forms.begin(), system.forms.end());
    own.push_back(system.accent);
    own.push_back(system.ground);
    for (int i = 0; i <= 64; ++i) {
        own.push_back(to_oklab(system.ramp(static_cast<float>(i) / 64)));
        own.push_back(to_oklab(system.glow(static_cast<float>(i) / 64)));
    }
    std::vector<float> distances;
    for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3 * 17) {
        auto const value = [&](std::size_t k) { return decode_srgb(static_cast<float>(picture.rgb[i + k]) / 255); };
        auto const color = to_oklab(Rgb{value(0), value(1), value(2)});
        float least = 9;
        for (auto const& item : own) least = std::min(least, distance(item, color));
        distances.push_back(least);
    }
    auto const index = static_cast<std::ptrdiff_t>(share * static_cast<float>(distances.size() - 1));
    std::nth_element(distances.begin(), distances.begin() + index, distances.end());
    return distances[static_cast<std::size_t>(index)];
}

TEST(Cover, KeepsToTheArtistsColours) {
    for (int artist = 0; artist < 4; ++artist)
        for (auto const& composition : all_compositions()) {
            auto const brief = brief_of(artist, 9, "Noon", 300);
            auto const system = make_system(brief.look);
            auto const cover = render_cover(brief, composition);
            ASSERT_TRUE(cover);
            EXPECT_LT(far_from_palette(*cover, *system, 0.5F), 0.04F) << artist << ' ' << composition.family << ' ' << composition.layout;
            EXPECT_LT(far_from_palette(*cover, *system, 0.8F), 0.075F) << artist << ' ' << composition.family << ' ' << composition.layout;
        }
}

TEST(Cover, TypeStaysInsideTheMargins) {
    for (auto const* title : {"X", "Halogen", "Small Hours and Other Stories from the Far End of the Northern Line", "مرحبا بالعالم", "Ünderströmung"})
        for (auto const& composition : all_compositions()) {
            auto const brief = brief_of(2, 4, title);
            auto const system = make_system(brief.look);
            impl::Frame const frame{600, 600};
            auto const family = impl::make_family(*system, frame, composition, brief.seed);
            ASSERT_TRUE(family);
            auto const lettering = impl::set_lettering(*system, (*family)->plan(), frame, (*family)->is_the_title() ? "" : title);
            ASSERT_TRUE(lettering) << lettering.error().message;
            if (!lettering->title) continue;
            auto const margin = impl::margin_of(frame);
            for (auto const& box : {lettering->ink().title, lettering->ink().artist}) {
                EXPECT_GE(box.left, margin - 1);
                EXPECT_GE(box.top, margin - 1);
                EXPECT_LE(box.right(), 600 - margin + 1);
                EXPECT_LE(box.bottom(), 600 - margin + 1);
            }
            auto const title_box = lettering->ink().title;
            auto const artist_box = lettering->ink().artist;
            auto const apart = title_box.top >= artist_box.bottom() || artist_box.top >= title_box.bottom();
            EXPECT_TRUE(apart) << composition.family << ": title and artist overlap";
        }
}

/// Nine tenths of the ground around each text stand out against the ink it was given: measured on the finished bytes.
TEST(Cover, TypeIsLegibleOnAnyArt) {
    for (std::uint64_t seed = 0; seed < 2; ++seed)
        for (int artist = 0; artist < 4; ++artist)
            for (auto const& composition : all_compositions()) {
                auto const brief = brief_of(artist, seed);
                auto const system = make_system(brief.look);
                impl::Frame const frame{300, 300};
                auto const family = impl::make_family(*system, frame, composition, seed, {.title = "Salt Road"});
                auto const lettering = impl::set_lettering(*system, (*family)->plan(), frame, (*family)->is_the_title() ? "" : "Salt Road");
                Canvas canvas(300, 300);
                (*family)->paint(canvas, lettering->ink(), {});
                for (auto const* placed : {&lettering->title, &lettering->artist}) {
                    if (!*placed) continue;
                    auto const color = impl::prepare_ground(canvas, *system, **placed, (*family)->light_ground());
                    EXPECT_GE(impl::contrast_around(canvas, (*placed)->ink(), color), 4.5F) << composition.family << ' ' << composition.layout << ' ' << seed;
                }
            }
}

TEST(Cover, FileIsSmallEnoughForStores) {
    auto const file = std::filesystem::temp_directory_path() / ("troupe_cover_test_" + std::to_string(::getpid()) + ".jpg");
    auto const brief = brief_of(1, 3, "Raster", 3000);
    auto const cover = BuiltInImageMaker().cover(brief, {});
    ASSERT_TRUE(cover);
    ASSERT_TRUE(media::write_jpeg(file, *cover, {.title = "Raster"}));
    EXPECT_LT(std::filesystem::file_size(file), 10'000'000U);
    auto const back = media::read_jpeg(file);
    std::filesystem::remove(file);
    ASSERT_TRUE(back);
    EXPECT_EQ(back->width_px, 3000);
    EXPECT_EQ(back->height_px, 3000);
}

TEST(Cover, ArtIsComposedForEveryAspect) {
    auto const system = make_system(brief_of(0, 0).look);
    for (auto const& composition : all_compositions())
        for (auto const& [width, height] : {std::pair{300, 100}, {100, 300}, {320, 180}}) {
            auto const art = render_art(*system, {.width_px = width, .height_px = height, .seed = 3, .composition = composition});
            ASSERT_TRUE(art) << composition.family;
            EXPECT_EQ(art->width_px, width);
            EXPECT_EQ(art->height_px, height);
        }
}

TEST(Cover, NamesTheWrongField) {
    auto const refused = [](void (*breaks)(CoverBrief&), std::string const& field) {
        auto brief = brief_of(0, 0);
        breaks(brief);
        auto const cover = BuiltInImageMaker().cover(brief, {});
        ASSERT_FALSE(cover) << field;
        EXPECT_EQ(cover.error().code, ErrorCode::invalid_input);
        EXPECT_NE(cover.error().message.find(field), std::string::npos) << cover.error().message;
    };
    refused([](CoverBrief& brief) { brief.size_px = 0; }, "size_px");
    refused([](CoverBrief& brief) { brief.size_px = -3000; }, "size_px");
    refused([](CoverBrief& brief) { brief.size_px = 100000; }, "size_px");
    refused([](CoverBrief& brief) { brief.look.artist = " "; }, "look.artist");
    refused([](CoverBrief& brief) { brief.title = "\xff"; }, "title");
    refused([](CoverBrief& brief) { brief.title = std::string(1000, 'x'); }, "title");
    refused([](CoverBrief& brief) { brief.look.palette = {"red"}; }, "look.palette[0]");
    refused([](CoverBrief& brief) { brief.look.character = "?"; }, "look.character");
}

TEST(Cover, TakesTitlesOfEveryKind) {
    for (auto const& title : {std::string(), std::string("\xF0\x9F\x8C\x99"), std::string(200, 'W'), std::string("I"), std::string("tab\tand\nline")})
        EXPECT_TRUE(BuiltInImageMaker().cover(brief_of(0, 1, title), {})) << title;
}

TEST(Cover, StopsWhenAsked) {
    std::stop_source stop;
    stop.request_stop();
    auto const cover = BuiltInImageMaker().cover(brief_of(0, 0), stop.get_token());
    ASSERT_FALSE(cover);
    EXPECT_EQ(cover.error().code, ErrorCode::cancelled);
}

TEST(Cover, SaysThatItsArtIsMadeByAi) {
    auto const provenance = BuiltInImageMaker().provenance(brief_of(0, 7));
    EXPECT_EQ(provenance.ai.artwork, media::AiShare::all);
    EXPECT_FALSE(provenance.ai.vocals);
    EXPECT_EQ(provenance.seed, 7U);
    EXPECT_NE(provenance.prompt.find("Halogen"), std::string::npos);
}

}  // namespace
}  // namespace troupe::visual
