#include "visual/complete_look.hpp"

#include <gmock/gmock.h>

#include "visual/system.hpp"

namespace troupe::visual {
namespace {

using testing::HasSubstr;

Look techno(std::uint64_t seed) { return {.artist = "Nadir", .genre = "techno", .seed = seed}; }

TEST(CompleteLook, AGenreIsEnoughForAWholeSystem) {
    auto const tables = *built_in_tables();
    for (auto const& row : tables.looks) {
        auto const look = complete_look({.artist = "Nadir", .genre = row.id, .seed = 7}, tables);
        ASSERT_TRUE(look) << row.id << ": " << look.error().message;
        EXPECT_EQ(look->palette.size(), 5U) << row.id;
        EXPECT_FALSE(look->video.id.empty()) << row.id;
        EXPECT_TRUE(make_system(*look)) << row.id;
    }
}

TEST(CompleteLook, TwoArtistsOfAGenreDiffer) {
    auto const tables = *built_in_tables();
    EXPECT_EQ(complete_look(techno(1), tables)->palette, complete_look(techno(1), tables)->palette);
    EXPECT_NE(complete_look(techno(1), tables)->palette, complete_look(techno(2), tables)->palette);
}

TEST(CompleteLook, KeepsWhatIsSaid) {
    auto look = techno(1);
    look.palette = {"#101010", "#e0d0b0"};
    look.families = {{"growth", 1}};
    look.traits["darkness"] = -1;
    look.video.id = "dreamy";
    auto const whole = *complete_look(look, *built_in_tables());
    EXPECT_EQ(whole.palette, look.palette);
    EXPECT_EQ(whole.families.front().name, "growth");
    EXPECT_EQ(whole.traits.at("darkness"), -1);
    EXPECT_EQ(whole.video.name, built_in_tables()->style("dreamy")->name);
}

TEST(CompleteLook, NamesTheWrongField) {
    auto look = techno(1);
    look.genre = "shoegrunge";
    EXPECT_THAT(complete_look(look, *built_in_tables()).error().message, HasSubstr("look.genre: 'shoegrunge'"));
    look = techno(1);
    look.video.id = "imax";
    EXPECT_THAT(complete_look(look, *built_in_tables()).error().message, HasSubstr("look.video.id: 'imax'"));
}

}  // namespace
}  // namespace troupe::visual
