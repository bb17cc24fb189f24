#include "base/json_schema.hpp"

#include <gtest/gtest.h>

namespace troupe::json {
namespace {

BOOST_DEFINE_ENUM_CLASS(Weather, calm, stormy)

struct Stop {
    std::string name = "Leith";
    std::optional<int> year;
    double weight = 0.5;
};
BOOST_DESCRIBE_STRUCT(Stop, (), (name, year, weight))

struct Tour {
    Id<struct TourTag> id;
    TimePoint starts{};
    Date ends{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{22}};
    Weather weather = Weather::stormy;
    std::optional<Weather> forecast;
    std::vector<Stop> stops;
    std::optional<Stop> last;
    std::map<std::string, Stop> by_country;
    std::uint8_t days = 3;
    std::uint64_t seed = 7;
    Bpm tempo{120};
    bool is_sold_out = false;
    Value notes;
};
BOOST_DESCRIBE_STRUCT(Tour, (),
                      (id, starts, ends, weather, forecast, stops, last, by_country, days, seed, tempo, is_sold_out,
                       notes))

std::string part_of(Strictness strictness, std::string_view path) {
    auto schema = schema_of<Tour>(strictness);
    auto const* found = schema_at(schema, path);
    return found == nullptr ? "nothing" : print(Value(*found));
}
std::string published(std::string_view path) { return part_of(Strictness::published, path); }
std::string strict(std::string_view path) { return part_of(Strictness::all_required, path); }

TEST(JsonSchema, NamesTypesFormatsAndEnums) {
    EXPECT_EQ(strict("id"), R"({"type":"string","format":"uuid"})");
    EXPECT_EQ(strict("starts"), R"({"type":"string","format":"date-time"})");
    EXPECT_EQ(strict("ends"), R"({"type":"string","format":"date"})");
    EXPECT_EQ(strict("weather"), R"({"type":"string","enum":["calm","stormy"]})");
    EXPECT_EQ(strict("days"), R"({"type":"integer","minimum":0,"maximum":255})");
    EXPECT_EQ(strict("seed"), R"({"type":"integer","minimum":0})");
    EXPECT_EQ(strict("tempo"), R"({"type":"number"})");
    EXPECT_EQ(strict("is_sold_out"), R"({"type":"boolean"})");
    EXPECT_EQ(strict("notes"), "{}");
}

TEST(JsonSchema, AnOptionalIsAUnionWithNull) {
    auto schema = schema_of<Tour>(Strictness::all_required);
    auto const& properties = schema.at("properties").as_object();
    EXPECT_EQ(print(properties.at("forecast")),
              R"({"anyOf":[{"type":"string","enum":["calm","stormy"]},{"type":"null"}]})");
    EXPECT_EQ(strict("stops[].year").substr(0, 28), R"({"type":["integer","null"],")");
    EXPECT_EQ(strict("last.name"), R"({"type":"string"})");
}

TEST(JsonSchema, RequiresEveryFieldOfAModelsAnswer) {
    EXPECT_EQ(strict("stops[]"), strict("by_country.*"));
    EXPECT_NE(strict("stops[]").find(R"("required":["name","year","weight"])"), std::string::npos);
    EXPECT_NE(strict("stops[]").find(R"("additionalProperties":false)"), std::string::npos);
    EXPECT_EQ(strict("").find("default"), std::string::npos);
    EXPECT_EQ(strict("").find("$schema"), std::string::npos);
}

TEST(JsonSchema, PublishesDefaultsInsteadOfRequiring) {
    EXPECT_EQ(published("").find("required"), std::string::npos);
    EXPECT_EQ(published("").substr(0, 65), R"({"$schema":"https://json-schema.org/draft/2020-12/schema","type":)");
    EXPECT_EQ(published("weather"), R"({"type":"string","enum":["calm","stormy"],"default":"stormy"})");
    EXPECT_EQ(published("stops[].name"), R"({"type":"string","default":"Leith"})");
    EXPECT_EQ(published("id"), R"({"type":"string","format":"uuid"})");
}

TEST(JsonSchema, PutsDescriptionsWhereTheirPathsLead) {
    auto schema = schema_of<Tour>(Strictness::all_required,
                                  {{"", "A tour."}, {"by_country.*.name", "Of the town."}, {"last.year", "A year."}});
    EXPECT_EQ(schema.at("description").as_string(), "A tour.");
    EXPECT_EQ(schema_at(schema, "by_country.*.name")->at("description").as_string(), "Of the town.");
    EXPECT_EQ(schema_at(schema, "last.year")->at("description").as_string(), "A year.");
}

TEST(JsonSchema, HasNoPartForAPathThatIsNoField) {
    for (auto const* path :
         {"stop", "stops.name", "stops[].nam", "id[]", "weather.*", "stops[]..name", ".", "stops[0]"})
        EXPECT_EQ(strict(path), "nothing") << path;
}

}  // namespace
}  // namespace troupe::json
