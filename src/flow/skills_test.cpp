#include "flow/skills.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "music/tables.hpp"

namespace troupe::flow {
namespace {

class Skills : public ::testing::Test {
protected:
    music::Tables tables = *music::Tables::load();

    static music::Brief brief_of(std::string const& genre) {
        music::Brief brief;
        brief.genre = genre;
        brief.seed = 3;
        return brief;
    }
    /// The brief after the skill's turn has come, or as it was when the genre has nothing to offer.
    music::Brief used(evolution::Skill skill, std::string const& genre) {
        skill.chance = 1;
        auto brief = brief_of(genre);
        auto const id = use_skill(brief, tables, {skill}, 7);
        EXPECT_EQ(id.empty(), json::print(brief) == json::print(brief_of(genre))) << "a skill that is named was used";
        return brief;
    }
};

TEST_F(Skills, EveryGenreGetsABriefThatTheComposerTakes) {
    for (auto const& skill : evolution::all_skills()) {
        int changed = 0;
        for (auto const& genre : {"techno", "pop", "ambient", "acoustic", "jazz", "hiphop", "rock"}) {
            if (!tables.genre_id(genre)) continue;
            auto const brief = used(skill, genre);
            EXPECT_TRUE(music::validate(brief, tables))
                << skill.id << " " << genre << ": " << music::validate(brief, tables).error().message;
            changed += json::print(brief) != json::print(brief_of(genre)) ? 1 : 0;
        }
        EXPECT_GT(changed, 0) << skill.id << " widens nothing";
    }
}

TEST_F(Skills, NoneIsUsedBeforeItIsLearned) {
    auto brief = brief_of("techno");
    EXPECT_EQ(use_skill(brief, tables, {}, 7), "");
    EXPECT_EQ(json::print(brief), json::print(brief_of("techno")));
    EXPECT_TRUE(known_skills({}).empty());
}

TEST_F(Skills, TheSameSongUsesTheSame) {
    auto const all = evolution::skills_after(1000);
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        auto first = brief_of("acoustic");
        auto second = brief_of("acoustic");
        EXPECT_EQ(use_skill(first, tables, all, seed), use_skill(second, tables, all, seed));
        EXPECT_EQ(json::print(first), json::print(second));
    }
}

}  // namespace
}  // namespace troupe::flow
