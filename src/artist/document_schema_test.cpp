#include "artist/document_schema.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "artist/document.hpp"
#include "artist/testing/example_profile.hpp"
#include "artist/testing/random_profile.hpp"

namespace troupe::artist {
namespace {

/// A reader of JSON Schema that others wrote.
class Checker {
public:
    explicit Checker(json::Value const& schema) {
        valijson::SchemaParser parser(valijson::SchemaParser::kDraft7);
        parser.populateSchema(valijson::adapters::BoostJsonAdapter(schema), schema_);
    }

    /// As text, which is what a reader gets.
    bool takes(json::Value const& written) {
        auto const value = *json::parse_value(json::print(written));
        valijson::Validator validator(valijson::Validator::kStrongTypes);
        return validator.validate(schema_, valijson::adapters::BoostJsonAdapter(value), nullptr);
    }

private:
    valijson::Schema schema_;
};

Checker& document_checker() {
    static Checker checker(document_schema());
    return checker;
}

Document document_of(Profile profile) {
    Document document{.id = testing::example_id(7), .seed = 12, .profile = std::move(profile)};
    document.version.by = "owner";
    return document;
}

TEST(DocumentSchema, TakesThreeHundredRandomDocuments) {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        auto const profile = testing::RandomProfile(seed).make();
        auto const valid = validate(profile);
        ASSERT_TRUE(valid) << seed << ": " << valid.error().message;
        auto const value = json::to_value(document_of(profile));
        ASSERT_TRUE(document_checker().takes(value)) << seed;
        ASSERT_TRUE(json::parse<Document>(json::print(value))) << seed;
    }
}

std::vector<std::function<void(Profile&)>> const faults{
    [](Profile& p) { p.core.name = ""; },
    [](Profile& p) { p.core.name = std::string(81, 'x'); },
    [](Profile& p) { p.core.name = "two\nlines"; },
    [](Profile& p) { p.core.name = "trailing "; },
    [](Profile& p) { p.core.archetype = " \t "; },
    [](Profile& p) { p.core.values.clear(); },
    [](Profile& p) { p.core.motifs.resize(6, "x"); },
    [](Profile& p) { p.core.motifs[0] = std::string(121, 'x'); },
    [](Profile& p) { p.core.voice.person = "fourth"; },
    [](Profile& p) { p.core.voice.words_high = 101; },
    [](Profile& p) { p.core.palette.pop_back(); },
    [](Profile& p) { p.core.palette[3] = "#12345G"; },
    [](Profile& p) { p.style.genres.clear(); },
    [](Profile& p) { p.style.genres[0].weight = 1.5; },
    [](Profile& p) { p.style.moods[0].name = ""; },
    [](Profile& p) { p.style.modes[0].plasticity = -0.1; },
    [](Profile& p) { p.style.vocals = "yodel"; },
    [](Profile& p) { p.style.tempo_high.high = 401; },
    [](Profile& p) { p.style.production["loudness"] = {}; },
    [](Profile& p) { p.style.visual["grain"] = {.value = 2, .low = -1, .high = 3}; },
    [](Profile& p) {
        p.style.posting["teaser_share"] = {0.5, 0, 2};
    },
    [](Profile& p) { p.audience.territories = {"de"}; },
    [](Profile& p) { p.audience.age_high = 121; },
    [](Profile& p) { p.audience.interests.resize(21, "x"); },
    [](Profile& p) { p.positioning.tagline = std::string(241, 'x'); },
    [](Profile& p) { p.behaviour.personality.resize(2); },
    [](Profile& p) { p.behaviour.publicness = 1.01; },
    [](Profile& p) { p.story.facts.clear(); },
    [](Profile& p) { p.story.facts[0].kind = "rumour"; },
    [](Profile& p) { p.story.facts[0].year = 99; },
    [](Profile& p) { p.story.biography_long = ""; },
    [](Profile& p) { p.settings.trend_alignment = "sometimes"; },
    [](Profile& p) { p.understanding.confidence = -1; }};

TEST(DocumentSchema, RefusesWhatValidateRefuses) {
    for (std::size_t i = 0; i < faults.size(); ++i)
        for (std::uint64_t seed = 0; seed < 5; ++seed) {
            auto profile = testing::RandomProfile(seed).make();
            faults[i](profile);
            EXPECT_FALSE(validate(profile)) << i;
            EXPECT_FALSE(document_checker().takes(json::to_value(document_of(profile)))) << i;
        }
}

TEST(DocumentSchema, RefusesWhatTheReaderRefuses) {
    auto const good = json::to_value(document_of(testing::example_profile()));
    std::vector<std::function<void(json::Object&)>> const breaks{
        [](json::Object& o) { o.erase("id"); },
        [](json::Object& o) { o["colour"] = "red"; },
        [](json::Object& o) { o["state"] = "asleep"; },
        [](json::Object& o) { o["seed"] = -1; },
        [](json::Object& o) { o["core"].as_object()["nickname"] = "V"; },
        [](json::Object& o) { o["core"].as_object()["values"] = "Leave room."; },
        [](json::Object& o) { o["style"].as_object()["genres"].as_array()[0] = "techno"; },
        [](json::Object& o) { o["audience"].as_object()["age_low"] = 18.5; },
        [](json::Object& o) { o["behaviour"].as_object()["shows_face"] = "no"; },
        [](json::Object& o) { o["version"].as_object()["kind"] = "dreamt"; }};
    for (std::size_t i = 0; i < breaks.size(); ++i) {
        auto broken = good.as_object();
        breaks[i](broken);
        EXPECT_FALSE(document_checker().takes(broken)) << i;
        EXPECT_FALSE(json::parse<Document>(json::print(json::Value(broken)))) << i;
    }
}

TEST(DocumentSchema, RequiresOnlyWhatHasNoDefault) {
    auto const required = [](json::Value const& schema) { return json::print(schema.at("required")); };
    auto const schema = document_schema();
    EXPECT_EQ(required(schema), R"(["id","core","style","positioning","behaviour","story"])");
    auto const& properties = schema.at("properties");
    EXPECT_EQ(required(properties.at("core")),
              R"(["name","archetype","origin_story","values","motifs","palette","home_genre"])");
    EXPECT_EQ(required(properties.at("story").at("properties").at("facts").at("items")), R"(["id","kind","text"])");
}

TEST(DocumentSchema, AModelMustFillEveryField) {
    auto const schema = profile_schema(json::Strictness::all_required);
    Checker checker(schema);
    auto profile = json::to_value(testing::example_profile());
    auto& facts = profile.as_object()["story"].as_object()["facts"].as_array();
    for (auto& fact : facts) fact.as_object()["year"] = nullptr, fact.as_object()["place"] = nullptr;
    profile.as_object()["settings"].as_object()["skills"] = nullptr;
    EXPECT_TRUE(checker.takes(profile));
    profile.as_object()["audience"].as_object().erase("summary");
    EXPECT_FALSE(checker.takes(profile));
}

}  // namespace
}  // namespace troupe::artist
