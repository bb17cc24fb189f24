#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/json.hpp"
#include "visual/cover.hpp"
#include "visual/impl/branching.hpp"
#include "visual/impl/cells.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"
#include "visual/impl/release.hpp"
#include "visual/testing/covers.hpp"

namespace troupe::visual {
namespace {

using testing::all_compositions;
using testing::difference;

CoverBrief brief_of(double darkness, ReleaseKind kind, std::uint64_t seed = 4, std::string title = "Salt Road") {
    CoverBrief brief;
    brief.look.artist = "Ines Arroyo";
    brief.look.palette = {"#10271c", "#0f6b41", "#d9786a", "#fbeee2", "#c98a1b"};
    brief.look.traits = {{"darkness", darkness}};
    brief.look.seed = 77;
    brief.title = std::move(title);
    brief.seed = seed;
    brief.size_px = 240;
    brief.kind = kind;
    return brief;
}

TEST(ReleaseKinds, AreSeenInEveryComposition) {
    for (auto const& composition : all_compositions()) {
        auto const single = render_cover(brief_of(-0.5, ReleaseKind::single), composition);
        auto const ep = render_cover(brief_of(-0.5, ReleaseKind::ep), composition);
        auto const album = render_cover(brief_of(-0.5, ReleaseKind::album), composition);
        ASSERT_TRUE(single && ep && album) << composition.family << ' ' << composition.layout;
        EXPECT_GT(difference(*single, *ep), 4) << composition.family << ' ' << composition.layout;
        EXPECT_GT(difference(*single, *album), 1) << composition.family << ' ' << composition.layout;
        EXPECT_GT(difference(*ep, *album), 4) << composition.family << ' ' << composition.layout;
    }
}

TEST(ReleaseKinds, AreTheSameBytesOnAnyNumberOfThreads) {
    for (auto const& family : family_names())
        for (auto const kind : {ReleaseKind::ep, ReleaseKind::album}) {
            auto const one = render_cover(brief_of(0.7, kind), {family, 0}, 1);
            auto const two = render_cover(brief_of(0.7, kind), {family, 0}, 2);
            auto const four = render_cover(brief_of(0.7, kind), {family, 0}, 4);
            ASSERT_TRUE(one && two && four);
            EXPECT_TRUE(one->rgb == two->rgb && one->rgb == four->rgb) << family;
        }
}

TEST(ReleaseKinds, AnAlbumsTitleIsNeverLargerThanASingles) {
    auto const brief = brief_of(0.7, ReleaseKind::album);
    auto const system = make_system(brief.look);
    impl::Frame const frame{600, 600};
    for (auto const& composition : all_compositions()) {
        auto const family = impl::make_family(*system, frame, composition, brief.seed, {.title = "Noon"});
        if ((*family)->is_the_title()) continue;
        auto const single = impl::set_lettering(*system, impl::plan_of(**family, frame, ReleaseKind::single), frame, "Noon");
        auto const album = impl::set_lettering(*system, impl::plan_of(**family, frame, ReleaseKind::album), frame, "Noon");
        EXPECT_LT(album->title->text.size_px, single->title->text.size_px) << composition.family;
    }
}

TEST(ReleaseKinds, SurviveJsonAndAWrongOneIsNamed) {
    auto const kept = json::from_value<CoverBrief>(json::to_value(brief_of(0, ReleaseKind::album)), json::Unknown::refuse, "brief");
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_EQ(kept->kind, ReleaseKind::album);
    auto broken = json::to_value(brief_of(0, ReleaseKind::ep));
    broken.as_object()["kind"] = "double album";
    auto const refused = json::from_value<CoverBrief>(broken, json::Unknown::refuse, "brief");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("kind"), std::string::npos) << refused.error().message;
}

TEST(Ground, IsTheArtistsAndVariesWithinBounds) {
    for (double const darkness : {-0.8, -0.1, 0.3, 0.9}) {
        auto const system = make_system(brief_of(darkness, ReleaseKind::single).look);
        ASSERT_TRUE(system);
        for (std::uint64_t release = 0; release < 40; ++release) {
            auto const shown = for_release(*system, release);
            EXPECT_EQ(shown.ground_kind, system->ground_kind);
            EXPECT_LT(distance(shown.ground, system->ground), 0.06F);
            EXPECT_LT(distance(into_gamut(shown.ground), shown.ground), 1e-3F);
        }
    }
}

TEST(Ground, DarkArtistsNeverStandOnPaper) {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        auto look = brief_of(0.8, ReleaseKind::single).look;
        look.seed = seed;
        EXPECT_FALSE(make_system(look)->light_ground);
        look.traits["darkness"] = -0.8;
        EXPECT_TRUE(make_system(look)->light_ground);
    }
}

TEST(Ground, ItsInksStandOutOnIt) {
    for (std::uint64_t seed = 0; seed < 40; ++seed)
        for (double const darkness : {-0.8, -0.1, 0.3, 0.9}) {
            auto look = brief_of(darkness, ReleaseKind::single).look;
            look.seed = seed;
            auto const system = make_system(look);
            EXPECT_GT(distance(system->forms[0], system->ground), 0.1F) << seed << ' ' << darkness;
            EXPECT_GT(distance(system->forms[1], system->ground), 0.1F) << seed << ' ' << darkness;
        }
}

TEST(Branches, GrowFromTheirRootsAndReachTheRoom) {
    impl::Growth growth{.roots = {{0, 1}}, .step = 0.03F, .clear = 0.05F};
    Random random(5);
    for (int i = 0; i < 120; ++i) growth.room.push_back({static_cast<float>(random.uniform(-0.5, 0.5)), static_cast<float>(random.uniform(-0.5, 0.5))});
    auto const twigs = impl::grow(growth, random.stream("grow"));
    ASSERT_GT(twigs.size(), 50U);
    for (std::size_t i = 1; i < twigs.size(); ++i) {
        ASSERT_GE(twigs[i].parent, 0);
        ASSERT_LT(static_cast<std::size_t>(twigs[i].parent), i);
        EXPECT_GE(twigs[static_cast<std::size_t>(twigs[i].parent)].weight, twigs[i].weight * 0.999F);
    }
    std::size_t reached = 0;
    for (auto const& place : growth.room)
        if (std::any_of(twigs.begin(), twigs.end(), [&](impl::Twig const& twig) { return std::hypot(twig.at.x - place.x, twig.at.y - place.y) < 0.09F; })) ++reached;
    EXPECT_GT(reached, 115U);
}

TEST(Cells, HaveNoSeamWhereTheLatticeCloses) {
    for (float y = 0; y < 5; y += 0.37F) {
        auto const left = impl::nearest_cell_around(9, 0.001F, y, 12);
        auto const right = impl::nearest_cell_around(9, 12.001F, y, 12);
        EXPECT_EQ(left.hash, right.hash);
        EXPECT_NEAR(left.gap, right.gap, 1e-3F);
    }
}

}  // namespace
}  // namespace troupe::visual
