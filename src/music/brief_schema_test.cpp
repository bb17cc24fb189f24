#include "music/brief_schema.hpp"

#include <gtest/gtest.h>

#include <valijson/adapters/boost_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "music/brief.hpp"
#include "music/testing/built_in_tables.hpp"

namespace troupe::music {
namespace {

using testing::tables;

/// What an independent reader of JSON Schema says.
bool schema_takes(std::string const& text) {
    static auto const schema_text = brief_schema(tables());
    valijson::Schema schema;
    valijson::SchemaParser(valijson::SchemaParser::kDraft7).populateSchema(valijson::adapters::BoostJsonAdapter(schema_text), schema);
    auto const value = json::parse_value(text).value();
    return valijson::Validator(valijson::Validator::kStrongTypes).validate(schema, valijson::adapters::BoostJsonAdapter(value), nullptr);
}

bool engine_takes(std::string const& text) {
    auto const brief = json::parse<Brief>(text);
    return brief && validate(*brief, tables());
}

TEST(BriefSchema, AgreesWithTheEngineOnGoodBriefs) {
    for (std::string const text :
         {R"({"genre": "pop"})", R"({"mood": "dark", "bpm": 128, "key": "F# minor"})", R"({"genre": "lofi", "metre": "3/4", "seconds": 40})",
          R"({"genre": "techno", "form": ["intro", "drop", "outro"], "parts": ["drums", "bass"], "loudness": "club", "seed": 9007199254740991})",
          R"({"genre": "indie", "vocals": "sung", "lyrics": [{"section": "verse", "lines": [{"text": "salt on the rail", "syllables": 4}]}]})",
          R"({"valence": -0.5, "energy": 0.9})", R"({"genre": "house", "sound": {"brightness": 0.5, "grit": -1}, "key": "Bb", "tempo": "fast"})"}) {
        EXPECT_TRUE(engine_takes(text)) << text;
        EXPECT_TRUE(schema_takes(text)) << text;
    }
}

TEST(BriefSchema, AgreesWithTheEngineOnBadBriefs) {
    for (std::string const text :
         {R"({"genre": "polka-core"})", R"({"genre": "pop", "bpm": 500})", R"({"genre": "pop", "bpm": 12})", R"({"genre": "pop", "seconds": 10800})",
          R"({"genre": "pop", "key": "H minor"})", R"({"genre": "pop", "metre": "4/3"})", R"({"genre": "pop", "form": ["aria"]})",
          R"({"genre": "pop", "parts": ["tuba"]})", R"({"genre": "pop", "vocals": "yodelled"})", R"({"genre": "pop", "sound": {"brightness": 2}})",
          R"({"genre": "pop", "sound": {"shine": 0}})", R"({"genre": "pop", "tempoo": "fast"})", R"({"genre": "pop", "seed": -1})",
          R"({"genre": "pop", "lyrics": [{"section": "verse", "lines": [{"text": "a", "syllables": 65}]}]})"}) {
        EXPECT_FALSE(engine_takes(text)) << text;
        EXPECT_FALSE(schema_takes(text)) << text;
    }
}

}  // namespace
}  // namespace troupe::music
