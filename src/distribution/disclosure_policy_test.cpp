#include "distribution/disclosure_policy.hpp"

#include <gtest/gtest.h>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/testing/scratch_folder.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/testing/example_release.hpp"

namespace troupe::distribution {
namespace {

using media::AiShare;
using media::MakerKind;

constexpr auto all = AiShare::all;
constexpr auto none = AiShare::none;

/// A master of the embedded composer to a person's words, and a cover that a model painted.
Release made_release() {
    auto release = testing::live_release();
    release.assets = {{"master.flac",
                       "master",
                       "",
                       0,
                       {.engine = "troupe composer",
                        .engine_version = "1",
                        .licence = "own",
                        .ai = {.vocals = all, .lyrics = none, .composition = all, .instrumentation = all, .mix = all}},
                       ""},
                      {"cover.jpg",
                       "cover",
                       "",
                       0,
                       {.engine = "leonardo",
                        .engine_version = "1",
                        .kind = MakerKind::generative,
                        .licence = "paid",
                        .ai = {.artwork = all}},
                       ""}};
    return release;
}

CountingPolicy built_in() {
    auto policy = load_counting_policy();
    EXPECT_TRUE(policy) << policy.error().message;
    return policy.value_or(CountingPolicy{});
}

TEST(CountAi, CountsWhatOurEnginesMadeAsAiUnlessSomebodySaysOtherwise) {
    auto const release = count_ai(made_release(), built_in());
    EXPECT_TRUE(release.ai_decisions.empty());
    auto const summary = disclosure_of(release);
    EXPECT_EQ(summary.contains, AiShare::partly);  // the words are a person's
    EXPECT_EQ(summary.apple_tags, (std::vector<std::string>{"Artwork", "Track", "Composition"}));
    ASSERT_EQ(summary.categories.size(), 5U);
    EXPECT_EQ(summary.categories[0].name, "vocals");
    EXPECT_EQ(summary.categories[1].share, none);
    EXPECT_EQ(summary.categories[3].engines, std::vector<std::string>{"troupe composer 1"});
    EXPECT_EQ(summary.categories[4].share, all);
    ASSERT_EQ(summary.spotify_credits.size(), 2U);
    EXPECT_EQ(summary.spotify_credits[0].category, "Vocals");
    EXPECT_EQ(summary.spotify_credits[1].wording, "AI-generated");
}

TEST(CountAi, FollowsALabelsOwnRules) {
    auto policy = built_in();
    policy.rules.insert(policy.rules.begin(),
                        {"ours", "", MakerKind::procedural, {}, CountsAs::none, "Ada", "Rules and arithmetic", ""});
    auto const release = count_ai(made_release(), policy);
    EXPECT_EQ(release.ai_decisions.size(), 4U);
    EXPECT_EQ(release.ai_decisions[0].rule, "ours");
    EXPECT_EQ(release.ai_decisions[0].by, "Ada");
    EXPECT_EQ(release.ai_decisions[0].recorded, all);
    EXPECT_EQ(disclosure_of(release).contains, none);
    EXPECT_EQ(disclosure_of(release).apple_tags, std::vector<std::string>{"Artwork"});
    EXPECT_EQ(release.assets[0].recorded->composition, all);  // the record stays
    // Counting again by the built-in rules gives what was recorded.
    auto const back = count_ai(release, built_in());
    EXPECT_EQ(json::print(back), json::print(count_ai(made_release(), built_in())));
    EXPECT_FALSE(back.assets[0].recorded);
}

TEST(CountAi, TakesAPersonsWordOverEveryRule) {
    auto release = made_release();
    release.ai_overrides = {{"master.flac", "vocals", AiShare::partly, "Ada", "A first guess", {}},
                            {"master.flac", "vocals", none, "Ada", "I sang it over", {}},
                            {"master.flac", "lyrics", all, "Ada", "The words came from a model", {}}};
    release = count_ai(release, built_in());
    EXPECT_EQ(release.assets[0].provenance.ai.vocals, none);
    ASSERT_EQ(release.ai_decisions.size(), 2U);
    EXPECT_EQ(release.ai_decisions[0].why, "I sang it over");
    EXPECT_EQ(release.ai_decisions[1].aspect, "lyrics");
    EXPECT_EQ(json::print(count_ai(release, built_in())), json::print(release));
    EXPECT_EQ(json::print(disclosure_of(release).decisions), json::print(release.ai_decisions));
}

TEST(CountAi, IsCautiousWhereNothingIsRecorded) {
    auto release = made_release();
    release.assets[0].provenance = {};
    release = count_ai(release, built_in());
    auto const summary = disclosure_of(release);
    EXPECT_EQ(summary.contains, all);
    EXPECT_EQ(summary.unrecorded, std::vector<std::string>{"master.flac"});  // and it may not go out so
    EXPECT_EQ(release.ai_decisions.size(), 3U);
    EXPECT_EQ(release.ai_decisions[0].rule, "unrecorded");
}

TEST(CountingPolicy, PutsALabelsFileBeforeTheBuiltInRules) {
    auto const folder = troupe::testing::scratch_folder("counting_policy");
    auto const file = folder / "ai.json";
    ASSERT_TRUE(write_file(file, R"({"unrecorded": "partly", "rules": [{"id": "x", "engine": "a band",
        "counts_as": "none", "by": "Ada", "why": "we know them"}]})"));
    auto const policy = load_counting_policy(file);
    ASSERT_TRUE(policy) << policy.error().message;
    EXPECT_EQ(policy->rules[0].id, "x");
    EXPECT_EQ(policy->rules.size(), built_in().rules.size() + 1);
    EXPECT_EQ(policy->unrecorded, AiShare::partly);
}

TEST(CountingPolicy, NamesTheWrongField) {
    auto const folder = troupe::testing::scratch_folder("counting_policy_wrong");
    auto const file = folder / "ai.json";
    std::pair<char const*, char const*> const wrong[] = {
        {R"({"rules": [{"id": "x", "counts_as": "none", "why": "w"}]})", "rules[0].by"},
        {R"({"rules": [{"id": "x", "counts_as": "none", "by": "Ada"}]})", "rules[0].why"},
        {R"({"rules": [{"id": "x", "by": "Ada", "why": "w", "aspects": ["dance"]}]})", "rules[0].aspects[0]"},
        {R"({"rules": [{"id": "x", "by": "Ada", "why": "w", "counts_as": "some"}]})", "rules[0].counts_as"},
        {R"({"unrecorded": "no"})", "unrecorded"},
        {"{", "line"},
    };
    for (auto const& [text, field] : wrong) {
        ASSERT_TRUE(write_file(file, text));
        auto const policy = load_counting_policy(file);
        ASSERT_FALSE(policy) << text;
        EXPECT_EQ(policy.error().code, ErrorCode::invalid_input);
        EXPECT_NE(policy.error().message.find(field), std::string::npos) << policy.error().message;
        EXPECT_NE(policy.error().message.find("ai.json"), std::string::npos) << policy.error().message;
    }
    EXPECT_EQ(load_counting_policy(folder / "none.json").error().code, ErrorCode::not_found);
}

TEST(CheckOverride, AsksWhoAndWhy) {
    auto const release = made_release();
    AiOverride const right{"master.flac", "vocals", none, "Ada", "I sang it", {}};
    EXPECT_TRUE(check_override(release, right));
    auto const refused = [&](auto change) {
        auto word = right;
        change(word);
        auto const checked = check_override(release, word);
        return checked ? std::string("taken") : checked.error().message;
    };
    EXPECT_NE(refused([](auto& w) { w.file = "other.flac"; }).find("file"), std::string::npos);
    EXPECT_NE(refused([](auto& w) { w.aspect = "dance"; }).find("aspect"), std::string::npos);
    EXPECT_NE(refused([](auto& w) { w.by = " "; }).find("by"), std::string::npos);
    EXPECT_NE(refused([](auto& w) { w.why.clear(); }).find("why"), std::string::npos);
}

}  // namespace
}  // namespace troupe::distribution
