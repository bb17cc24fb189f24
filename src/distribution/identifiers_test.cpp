#include "distribution/identifiers.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace troupe::distribution {
namespace {

using Parse = Result<std::string> (*)(std::string_view);

struct Example {
    char const* name;
    Parse parse;
    char const* written;
    char const* normal;  ///< empty: must be refused
};

/// The examples of the standards themselves, and the slips that people make.
Example const examples[] = {
    {"isrc", parse_isrc, "GBAYE6900531", "GBAYE6900531"},
    {"isrc with hyphens", parse_isrc, "ISRC GB-AYE-69-00531", "GBAYE6900531"},
    {"isrc in small letters", parse_isrc, " us-s1z-99-00001 ", "USS1Z9900001"},
    {"isrc too short", parse_isrc, "GBAYE690053", ""},
    {"isrc with a letter in the year", parse_isrc, "GBAYEA900531", ""},
    {"isrc with a digit in the country", parse_isrc, "G1AYE6900531", ""},
    {"isrc of nothing", parse_isrc, "", ""},
    {"isrc in other letters", parse_isrc, "GBÄYE6900531", ""},
    {"ean 13", parse_upc, "4006381333931", "4006381333931"},
    {"ean 13 with a wrong digit", parse_upc, "4006381333932", ""},
    {"upc a", parse_upc, "036000291452", "036000291452"},
    {"ean 8", parse_upc, "73513537", "73513537"},
    {"gtin 14 with zeros in front", parse_upc, "00094631432057", "00094631432057"},
    {"upc with spaces", parse_upc, "UPC 0 36000 29145 2", "036000291452"},
    {"upc of eleven digits", parse_upc, "03600029145", ""},
    {"grid", parse_grid, "A1-2425G-ABC1234002-M", "A12425GABC1234002M"},
    {"grid with its name", parse_grid, "GRid:A1-2425G-ABC1234002-M", "A12425GABC1234002M"},
    {"grid with a wrong check", parse_grid, "A1-2425G-ABC1234002-N", ""},
    {"grid with two letters changed places", parse_grid, "A1-2425G-ABC1230402-M", ""},
    {"dpid", parse_dpid, "PADPIDA2013042401U", "PADPIDA2013042401U"},
    {"dpid with dashes", parse_dpid, "PA-DPIDA-2013042401-U", "PADPIDA2013042401U"},
    {"dpid too short", parse_dpid, "PADPIDANONE", ""},
    {"isni", parse_isni, "0000 0001 2103 2683", "0000000121032683"},
    {"isni with X", parse_isni, "0000 0000 8045 6315", "0000000080456315"},
    {"isni with a wrong check", parse_isni, "0000 0001 2103 2684", ""},
    {"iswc", parse_iswc, "T-034.524.680-1", "T0345246801"},
    {"iswc with a wrong check", parse_iswc, "T-034.524.680-2", ""},
    {"ipi", parse_ipi, "00052210040", "00052210040"},
    {"ipi too short", parse_ipi, "52210040", ""},
};

TEST(Identifiers, AreReadAsTheirStandardsSay) {
    for (auto const& example : examples) {
        auto const code = example.parse(example.written);
        EXPECT_EQ(code.value_or(""), example.normal) << example.name;
        EXPECT_TRUE(code || code.error().code == ErrorCode::invalid_input) << example.name;
    }
}

TEST(Identifiers, SayWhichCheckDigitWouldBeRight) {
    auto const code = parse_upc("4006381333932");
    ASSERT_FALSE(code);
    EXPECT_NE(code.error().message.find("(1 would)"), std::string::npos) << code.error().message;
}

TEST(Identifiers, KnowTheDpidsOfTheRegister) {
    for (auto const* real : {"PADPIDA2013042401U", "PADPIDA2009101501Y", "PADPIDA2007050901U", "PADPIDA2010121001I"})
        EXPECT_TRUE(dpid_checks(real)) << real;
    EXPECT_FALSE(dpid_checks("PADPIDA2014999999Z"));  // a dummy that DDEX uses in its examples
    EXPECT_FALSE(dpid_checks("PADPIDA2013042401V"));
}

TEST(Identifiers, CatchEveryChangedDigitOfAUpc) {
    rc::check("one digit changed", [] {
        std::string code = "4006381333931";
        auto const at = *rc::gen::inRange<std::size_t>(0, code.size());
        auto const digit = *rc::gen::inRange('0', '9');
        RC_PRE(code[at] != digit);
        code[at] = digit;
        RC_ASSERT(!parse_upc(code));
    });
}

TEST(Identifiers, SurviveAnything) {
    rc::check("any bytes", [](std::string const& bytes) {
        for (auto parse : {parse_isrc, parse_upc, parse_grid, parse_dpid, parse_isni, parse_iswc, parse_ipi})
            static_cast<void>(parse(bytes));
        static_cast<void>(dpid_checks(bytes));
    });
}

}  // namespace
}  // namespace troupe::distribution
