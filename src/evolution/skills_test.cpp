#include "evolution/skills.hpp"

#include <gtest/gtest.h>

#include <set>

namespace troupe::evolution {
namespace {

TEST(Skills, AreUnlockedByReleases) {
    ASSERT_GE(all_skills().size(), 3U);
    EXPECT_TRUE(skills_after(0).empty());
    EXPECT_EQ(skills_after(1000).size(), all_skills().size());
    for (int releases = 0; releases < 20; ++releases)
        EXPECT_LE(skills_after(releases).size(), skills_after(releases + 1).size());
}

TEST(Skills, EachWidensSomethingAndHasItsOwnName) {
    std::set<std::string> ids;
    for (auto const& skill : all_skills()) {
        EXPECT_TRUE(ids.insert(skill.id).second) << skill.id;
        EXPECT_TRUE(!skill.without_parts.empty() || skill.other_metre || skill.length != 1 || !skill.form.empty())
            << skill.id;
        EXPECT_GT(skill.chance, 0);
        EXPECT_LE(skill.chance, 0.25) << "now and then";
    }
}

TEST(Skills, OneMoreChangesNoOtherSongsTurn) {
    auto const all = skills_after(1000);
    auto const fewer = std::vector(all.begin(), all.end() - 1);
    int used = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        Random first(seed);
        Random second(seed);
        auto const* with = skill_used(all, first);
        auto const* without = skill_used(fewer, second);
        if (without != nullptr) {
            EXPECT_EQ(with->id, without->id);
        }
        used += with != nullptr ? 1 : 0;
    }
    EXPECT_GT(used, 100);
    EXPECT_LT(used, 400) << "most songs are as ever";
}

}  // namespace
}  // namespace troupe::evolution
