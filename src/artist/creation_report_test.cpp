#include "artist/creation_report.hpp"

#include <gtest/gtest.h>

#include "artist/testing/example_profile.hpp"
#include "base/json.hpp"

namespace troupe::artist {
namespace {

CreationReport example_report() {
    auto profile = testing::example_profile();
    profile.understanding = {.prompt = "dark techno",
                             .confidence = 0.75,
                             .heard = {"genre: techno"},
                             .assumptions = {"home: Leith"},
                             .tensions = {"quiet and loud"}};
    auto far = testing::example_profile("Far Away");
    far.core.home_genre = "folk";
    far.style.genres = {{"folk", 1}};
    far.core.motifs = {"hay", "brook", "lamb"};
    std::vector<Profile> const roster{far, testing::example_profile("Vesper Lunar"), testing::example_profile("A"),
                                      testing::example_profile("B")};
    return make_creation_report(
        profile, {.roster = roster, .repairs = {{"style.genres", "sorted"}}, .authors = {{"story", "a model"}}});
}

TEST(CreationReport, TellsWhatWasAskedUnderstoodAssumedAndMended) {
    auto const report = example_report();
    EXPECT_EQ(report.asked, "dark techno");
    EXPECT_EQ(report.confidence, 0.75);
    ASSERT_EQ(report.nearest.size(), 3U);
    EXPECT_EQ(report.nearest[0].name, "Vesper Lunar");
    EXPECT_EQ(report.nearest[0].distance, 0);
    EXPECT_GT(report.nearest[0].name_similarity, 0.8);
    EXPECT_FALSE(report.assessment.findings.empty());
    auto const text = readable(report);
    for (auto const* part : {"Asked: dark techno", "- genre: techno", "- home: Leith", "- quiet and loud",
                             "Vesper Lunar: 0.00 apart, too near for one roster", "- style.genres: sorted",
                             "- story: a model", "no fact of kind home"})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

TEST(CreationReport, ReadsBackFromItsJson) {
    auto const report = example_report();
    auto const back = json::parse<CreationReport>(json::print(report));
    ASSERT_TRUE(back) << back.error().message;
    EXPECT_EQ(readable(*back), readable(report));
}

TEST(CreationReport, LeavesOutWhatHasNothingToSay) {
    auto const text = readable(make_creation_report(testing::example_profile(), {}));
    EXPECT_EQ(text.find("Nearest"), std::string::npos);
    EXPECT_EQ(text.find("Mended"), std::string::npos);
    EXPECT_NE(text.find("everything: builtin"), std::string::npos);
}

}  // namespace
}  // namespace troupe::artist
