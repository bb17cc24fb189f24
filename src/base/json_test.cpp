#include "base/json.hpp"

#include <gtest/gtest.h>
#include <boost/json/serialize.hpp>
#include <rapidcheck/gtest.h>

#include <cmath>
#include <cstring>

namespace troupe::json {
namespace {

BOOST_DEFINE_ENUM_CLASS(Mood, calm, driving)

struct Part {
    std::string name;
    Bpm tempo{120};
    std::vector<std::string> tags;
    std::optional<int> year;
    Mood mood = Mood::calm;
    std::map<std::string, double> levels;
    bool operator==(Part const&) const = default;
};
BOOST_DESCRIBE_STRUCT(Part, (), (name, tempo, tags, year, mood, levels))

struct Song {
    std::string title;
    std::vector<Part> parts;
};
BOOST_DESCRIBE_STRUCT(Song, (), (title, parts))

std::string error_of(std::string_view text) {
    auto const song = parse<Song>(text);
    return song ? "no error" : song.error().message;
}

TEST(Json, AbsentFieldsKeepTheirDefaults) {
    auto const part = parse<Part>(R"({"name":"pad"})");
    ASSERT_TRUE(part);
    EXPECT_EQ(part->tempo, Bpm{120});
    EXPECT_FALSE(part->year);
}

TEST(Json, NamesTheWrongField) {
    EXPECT_EQ(error_of(R"({"parts":[{"tags":["a",7]}]})"), "parts[0].tags[1]: expected a string");
    EXPECT_EQ(error_of(R"({"titel":"x"})"), "titel: unknown field, remove it or check its spelling");
    EXPECT_EQ(error_of(R"({"parts":[{"mood":"wild"}]})"), "parts[0].mood: expected one of calm, driving");
    EXPECT_EQ(error_of(R"({"parts":[{"year":1.5}]})"), "parts[0].year: expected a whole number");
    EXPECT_EQ(error_of("[]"), "expected an object");
}

TEST(Json, NamesLineAndColumnOfBadSyntax) {
    EXPECT_NE(error_of("{\n  \"title\": ,\n}").find("line 2, column"), std::string::npos);
    EXPECT_NE(error_of(R"({"title":"x"} trailing)").find("extra characters"), std::string::npos);
    EXPECT_NE(error_of(R"({"title":)").find("not valid JSON"), std::string::npos);
}

TEST(Json, RefusesNumbersThatNoDoubleHolds) {
    for (auto const* text : {"1e309", "-1e309", "[0,1e400]", "{\"bpm\":1e309}"}) EXPECT_FALSE(parse_value(text)) << text;
    EXPECT_EQ(print(*parse_value("1e-400")), "0");
    EXPECT_EQ(print(*parse_value("-0.0")), "-0.0");
    EXPECT_EQ(print(*parse_value("1e308")), print(*parse_value(print(*parse_value("1e308")))));
}

TEST(Json, IgnoresUnknownFieldsOfProvidersWhenAsked) {
    EXPECT_TRUE(parse<Song>(R"({"title":"x","new_field":1})", Unknown::ignore));
}

TEST(Json, PrintsNumbersAsPeopleWriteThem) {
    EXPECT_EQ(print(Value(120.0)), "120");
    EXPECT_EQ(print(Value(0.1)), "0.1");
    EXPECT_EQ(print(Value(std::nan(""))), "null");
}

TEST(Json, LargeNumbersKeepTheirLastBits) {
    for (auto const seed : {std::uint64_t{1} << 53, (std::uint64_t{1} << 53) + 1, std::uint64_t{1'152'921'504'606'846'977},
                            std::numeric_limits<std::uint64_t>::max()})
        EXPECT_EQ(from_value<std::uint64_t>(*parse_value(print(seed))), seed);
}

RC_GTEST_PROP(Json, NumbersReadBackToTheLastBit, (double number, std::uint64_t bits)) {
    double any = 0;
    static_assert(sizeof any == sizeof bits);
    std::memcpy(&any, &bits, sizeof any);
    for (auto const each : {number, any, number * 1e-7, 1.9987401962280273})
        if (std::isfinite(each)) RC_ASSERT(*from_value<double>(*parse_value(print(Value(each)))) == each);
}

RC_GTEST_PROP(Json, WhatIsWrittenReadsBack, (std::string name, std::vector<std::string> tags, double tempo, int year)) {
    Part const part{name, Bpm{tempo}, tags, year, Mood::driving, {{name, tempo}}};
    auto const back = parse<Part>(pretty(part));
    // Random bytes need not be UTF-8: such a text is refused, never changed.
    if (back) RC_ASSERT(*back == part);
}

RC_GTEST_PROP(Json, WhatIsDescribedPrintsAsItsValue, (std::string name, std::vector<std::string> tags, double tempo, bool has_year)) {
    auto const year = has_year ? std::optional(2026) : std::nullopt;
    Song const song{name, {{name, Bpm{tempo}, tags, year, Mood::driving, {{name, tempo}, {"a\nb", -0.0}}}, {}}};
    RC_ASSERT(print(song) == print(to_value(song)));
}

TEST(Json, EscapesEveryControl) {
    std::string all;
    for (int c = 0; c < 0x80; ++c) all += static_cast<char>(c);
    EXPECT_EQ(print(all), boost::json::serialize(boost::json::value(all)));
    EXPECT_EQ(*parse<std::string>(print(all)), all);
}

}  // namespace
}  // namespace troupe::json
