#include "distribution/codes.hpp"

#include <gtest/gtest.h>

#include "distribution/testing/code_book_contract.hpp"
#include "distribution/testing/memory_code_book.hpp"

namespace troupe::distribution {
namespace testing {
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, CodeBookContract, MemoryCodeBook);
}

namespace {

CodePrefix prefix(CodeKind kind, std::string text) { return {kind, std::move(text), "Ada", {}}; }

struct Example {
    CodeKind kind;
    char const* written;
    char const* normal;  ///< empty: must be refused
};
Example const examples[] = {
    {CodeKind::isrc, "GB-AYE", "GBAYE"},
    {CodeKind::isrc, "isrc qz 7k2", "QZ7K2"},
    {CodeKind::isrc, "GBAY", ""},
    {CodeKind::isrc, "1BAYE", ""},
    {CodeKind::isrc, "GBAYE69", ""},
    {CodeKind::upc, "4006381", "4006381"},
    {CodeKind::upc, "40 06381 1234", "40063811234"},
    {CodeKind::upc, "0614141", "0614141"},
    {CodeKind::upc, "40063", ""},
    {CodeKind::upc, "400638112345", ""},
    {CodeKind::upc, "2006381", ""},  // a shop's own
    {CodeKind::upc, "9783161", ""},  // books
    {CodeKind::upc, "40O6381", ""},  // a letter O
    {CodeKind::grid, "2425g", "2425G"},
    {CodeKind::grid, "A1-2425G", "2425G"},
    {CodeKind::grid, "2425", ""},
    {CodeKind::dpid, "PA-DPIDA-2013042401-U", "PADPIDA2013042401U"},
    {CodeKind::dpid, "PADPIDA2013042401V", ""},  // a wrong check
};

TEST(Prefixes, AreReadAsPeopleWriteThem) {
    for (auto const& example : examples) {
        auto const read = parse_prefix(example.kind, example.written);
        EXPECT_EQ(read.value_or(""), example.normal) << example.written;
        EXPECT_TRUE(read || read.error().code == ErrorCode::invalid_input) << example.written;
    }
}

TEST(Codes, AreMadeWithTheirCheckDigits) {
    EXPECT_EQ(make_code(prefix(CodeKind::isrc, "GBAYE"), 26, 0), "GBAYE2600001");
    EXPECT_EQ(make_code(prefix(CodeKind::isrc, "GBAYE"), 5, 99'998), "GBAYE0599999");
    EXPECT_EQ(make_code(prefix(CodeKind::isrc, "GBAYE"), 26, 99'999), "GBAYE2600000");
    EXPECT_EQ(make_code(prefix(CodeKind::upc, "4006381"), 0, 33'393), "4006381333931");  // the example of GS1
    EXPECT_EQ(make_code(prefix(CodeKind::upc, "0036000"), 0, 29'145), "0036000291452");
    auto const grid = make_code(prefix(CodeKind::grid, "2425G"), 0, 7);
    EXPECT_EQ(grid.substr(0, 17), "A12425G0000000007");
    for (auto const kind : {CodeKind::upc, CodeKind::grid}) {
        auto const own = prefix(kind, kind == CodeKind::upc ? "4006381" : "2425G");
        for (std::int64_t number : {0, 1, 99'999}) {
            auto const code = make_code(own, 0, number);
            EXPECT_EQ(parse_code(kind, code).value_or(""), code);
            EXPECT_EQ(place_of(own, code)->number, number);
        }
    }
}

TEST(Codes, KnowTheirPlaceInARow) {
    auto const own = prefix(CodeKind::isrc, "GBAYE");
    EXPECT_EQ(place_of(own, "GBAYE2600001")->number, 0);
    EXPECT_EQ(place_of(own, "GBAYE2600000")->number, 99'999);
    EXPECT_EQ(place_of(own, "GBAYE6900531")->year, 69);
    EXPECT_FALSE(place_of(own, "USS1Z9900001"));
    EXPECT_EQ(place_of(prefix(CodeKind::upc, "0036000"), "036000291452")->number, 29'145);
    EXPECT_FALSE(place_of(prefix(CodeKind::upc, "4006381"), "73513537"));
    EXPECT_FALSE(place_of(prefix(CodeKind::dpid, "PADPIDA2013042401U"), "PADPIDA2013042401U"));
}

TEST(Codes, SayHowManyAPrefixHolds) {
    EXPECT_EQ(capacity(prefix(CodeKind::isrc, "GBAYE")), 100'000);
    EXPECT_EQ(capacity(prefix(CodeKind::upc, "4006381")), 100'000);
    EXPECT_EQ(capacity(prefix(CodeKind::upc, "40063811234")), 10);
    EXPECT_EQ(capacity(prefix(CodeKind::dpid, "PADPIDA2013042401U")), 0);
}

TEST(UsedUp, SaysWhenThereWillBeNewOnes) {
    auto const isrc = used_up(CodeKind::isrc, 26, 1).value();
    EXPECT_EQ(isrc.message,
              "every ISRC of its only prefix is given for the year 26: the next year has new ones, or enter another "
              "prefix with `troupe release codes add-prefix isrc PREFIX`");
    EXPECT_EQ(used_up(CodeKind::upc, 0, 2).value().message,
              "every UPC of all 2 prefixes is given: enter another prefix with `troupe release codes add-prefix upc "
              "PREFIX`");
}

}  // namespace
}  // namespace troupe::distribution
