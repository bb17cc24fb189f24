#include "writing/knobs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace troupe::writing {
namespace {

std::string prompt_file(std::string const& name) {
    std::ifstream file(std::string(TROUPE_SOURCE_DIR) + "/data/writing/prompts/" + name + ".txt");
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::set<std::string> slots_of(std::string const& text) {
    std::set<std::string> slots;
    for (auto at = text.find("{{"); at != std::string::npos; at = text.find("{{", at + 2)) slots.insert(text.substr(at + 2, text.find("}}", at) - at - 2));
    return slots;
}

TEST(Knobs, NameTheirValues) {
    auto const all = knobs({"local/small"}).value();
    auto const values = [&](std::string const& name) {
        auto const found = std::find_if(all.begin(), all.end(), [&](auto const& knob) { return knob.name == name; });
        return found == all.end() ? std::vector<std::string>{} : found->values;
    };
    EXPECT_EQ(values("prompt.lyrics"), std::vector<std::string>{"scene"});
    EXPECT_EQ(values("prompt.captions"), std::vector<std::string>{"detail"});
    EXPECT_EQ(values("model.lyrics"), std::vector<std::string>{"local/small"});
    EXPECT_EQ(values("captions.frames").size(), 3u);
}

TEST(Knobs, EveryOneOfThemTurnsSomething) {
    auto const all = knobs({"local/small"}).value();
    for (auto const& knob : all) {
        Ways ways;
        EXPECT_TRUE(turn(ways, knob.name, "x"));
        EXPECT_EQ(ways.prompt + ways.model + ways.captions, "x");
    }
    Ways ways;
    EXPECT_FALSE(turn(ways, "tempo", "x"));
}

/// Otherwise a question would go out with a place that nobody filled, or without what its task is about.
TEST(Knobs, VariantsOfAPromptHaveThePlacesOfTheStandardOne) {
    auto const all = knobs({}).value();
    for (auto const& knob : all) {
        if (!knob.name.starts_with("prompt.")) continue;
        auto const standard = slots_of(prompt_file(knob.task));
        ASSERT_FALSE(standard.empty());
        for (auto const& value : knob.values) EXPECT_EQ(slots_of(prompt_file(knob.task + "." + value)), standard) << knob.name << " " << value;
    }
}

}  // namespace
}  // namespace troupe::writing
