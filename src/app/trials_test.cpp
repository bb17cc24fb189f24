#include <gtest/gtest.h>

#include "app/testing/temp_home.hpp"
#include "flow/decide.hpp"
#include "flow/post_sheet.hpp"
#include "flow/trials.hpp"

namespace troupe::app {
namespace {

/// Posts are written by the arm they got, say so, and what a person decides comes back to the trial.
TEST(TrialsOfMakers, GoFromTheArmToTheCaptionsToTheOutcome) {
    testing::TempHome home;
    auto& studio = home.studio();
    auto const artist = home.create(testing::dark_prompt);
    flow::TrialRequest request{.name = "captions", .knob = "captions.frames", .values = {"things"}, .shares = {}, .by = "Ada"};
    auto const trial = flow::start_trial(studio, request).value();
    ASSERT_TRUE(flow::promote_trial(studio, {trial.id, "Ada", "to see it", "things"}));

    bool was_things = false;
    for (int i = 0; i < 12 && !was_things; ++i) {
        auto const content = home.generate(artist, "post");
        auto const arms = flow::arms_of(content);
        ASSERT_EQ(arms.size(), 1u);
        EXPECT_EQ(arms[0].subject, to_string(content.id));
        EXPECT_NE(content.provenance.prompt.find("[trial captions: " + arms[0].arm + "]"), std::string::npos);
        was_things = arms[0].value == "things";
        ASSERT_TRUE(flow::decide(studio, to_string(content.id), catalog::Decision::approved, "Ada", ""));
        EXPECT_EQ(flow::show_trial(studio, trial.id)->standings[arms[0].arm == "things" ? 1 : 0].mean, 1);
    }
    EXPECT_TRUE(was_things);
}

}  // namespace
}  // namespace troupe::app
