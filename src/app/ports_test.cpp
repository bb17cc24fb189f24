#include "app/ports.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/json.hpp"

namespace troupe::app {
namespace {

std::vector<calls::Port> ports(llm::Settings const& models = {}, bool has_suno = false) {
    std::optional<providers::leonardo::Settings> const leonardo;
    SocialSettings const social;
    providers::trend_sources::Settings const trends;
    auto made = ports_of({.language_models = models,
                          .has_suno = has_suno,
                          .leonardo = leonardo,
                          .social = social,
                          .trend_sources = trends});
    EXPECT_TRUE(made);
    return made.value_or(std::vector<calls::Port>{});
}

calls::Port port(std::vector<calls::Port> const& all, std::string const& name) {
    auto const found = std::find_if(all.begin(), all.end(), [&](auto const& each) { return each.name == name; });
    EXPECT_NE(found, all.end()) << name;
    return found == all.end() ? calls::Port{} : *found;
}

TEST(Ports, EachHasAnEmbeddedMakerAtItsEnd) {
    for (auto const& each : ports()) {
        ASSERT_FALSE(each.makers.empty()) << each.name;
        EXPECT_TRUE(each.makers.back().is_embedded) << each.name;
        EXPECT_TRUE(each.makers.back().is_configured) << each.name;
        for (auto const& maker : each.makers)
            EXPECT_EQ(maker.needs.empty(), maker.is_configured) << each.name << " " << maker.name;
    }
}

TEST(Ports, ListModelsInTheOrderInWhichTheyAreAsked) {
    llm::Settings models;
    models.models = {{.name = "anthropic/claude", .provider = "anthropic", .api_key = "sk-secret"},
                     {.name = "local/llama", .provider = "local"}};
    auto const made = ports(models);
    auto const writing = port(made, "writing");
    EXPECT_EQ(writing.makers[0].id, "anthropic/claude");
    EXPECT_EQ(writing.makers[1].id, "local/llama");
    EXPECT_EQ(writing.makers[2].needs, "OPENAI_API_KEY");
    EXPECT_EQ(json::print(json::to_value(made)).find("secret"), std::string::npos);
}

TEST(Ports, SayWhatWouldBringAServiceUntilItIsThere) {
    EXPECT_EQ(port(ports(), "music").makers.front().needs, "SUNO_API_KEY");
    EXPECT_TRUE(port(ports({}, true), "music").makers.front().is_configured);
    EXPECT_FALSE(port(ports(), "assets").makers.front().is_configured);
    EXPECT_EQ(port(ports(), "records").makers.front().needs, "POSTGRES_HOST, POSTGRES_PASSWORD");
    EXPECT_EQ(port(ports(), "jobs").makers.front().needs, "REDIS_HOST");
}

}  // namespace
}  // namespace troupe::app
