#include "flow/press_kit.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <limits>
#include <regex>

#include "flow/impl/page_colours.hpp"
#include "flow/impl/page_template.hpp"
#include "flow/impl/page_values.hpp"
#include "flow/testing/example_press_kit.hpp"

namespace troupe::flow {
namespace {

using testing::example_press_kit;

std::string render(PressKit const& kit) {
    auto page = render_press_kit(kit);
    EXPECT_TRUE(page) << page.error().message;
    return page.value_or("");
}

bool holds(std::string const& page, std::string_view what) { return page.find(what) != std::string::npos; }

/// Every address the page links to or loads.
std::vector<std::string> addresses(std::string const& page) {
    std::vector<std::string> found;
    static std::regex const attribute(R"rx((?:src|href|poster)="([^"]*)")rx");
    for (auto at = std::sregex_iterator(page.begin(), page.end(), attribute); at != std::sregex_iterator(); ++at)
        found.push_back((*at)[1]);
    return found;
}

TEST(PressKit, LoadsNothingFromAnywhere) {
    auto const page = render(example_press_kit());
    ASSERT_GT(addresses(page).size(), 20U);
    for (auto const& address : addresses(page)) EXPECT_EQ(address.find(':'), std::string::npos) << address;
    EXPECT_FALSE(holds(page, "http://"));
    EXPECT_FALSE(holds(page, "https://"));
    EXPECT_FALSE(holds(page, "@import"));
    EXPECT_FALSE(holds(page, "url(http"));
    EXPECT_FALSE(holds(page, "{{"));
}

TEST(PressKit, ShowsWhatItWasGiven) {
    auto const page = render(example_press_kit());
    for (auto const* text :
         {"Norra Vang", "Night-shift electronics", "92 BPM", "F# minor", "1:02", "−14.0 LUFS, −1.1 dBTP",
          "The tide keeps a ledger", "Composition: made by AI", "No UPC or EAN yet", "41 checks pass",
          "releases/salt-and-static/teaser-1x1.mp4", "#ff6b3d", "Fri 18 Dec 2026", "2 releases, 8 teasers and 32 posts",
          "plan/calendar.ics", "stems/Drums.flac"})
        EXPECT_TRUE(holds(page, text)) << text;
}

TEST(PressKit, ListsTheSongsOfAnAlbum) {
    auto kit = example_press_kit();
    kit.release_title = "Tidal Ledger";
    kit.release_kind = "EP";
    kit.tracks = {{"Salt & Static", 62, "releases/tidal-ledger/01-salt/master.mp3", "releases/tidal-ledger/01-salt/master.flac"},
                  {"Pilot Light", 71, "", "releases/tidal-ledger/02-pilot-light/master.flac"}};
    auto const page = render(kit);
    for (auto const* part : {"Tidal Ledger, EP, out", "<ol class=\"tracks\">", "Salt &amp; Static", "1:11", "2:13", "src=\"releases/tidal-ledger/02-pilot-light/master.flac\"",
                             "2. Pilot Light", "alt=\"Cover of Tidal Ledger by"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    EXPECT_EQ(render(example_press_kit()).find("<ol class=\"tracks\">"), std::string::npos);
    kit.tracks[1].flac = "../elsewhere.flac";
    EXPECT_FALSE(render_press_kit(kit));
}

TEST(PressKit, IsTheSameForTheSameKit) { EXPECT_EQ(render(example_press_kit()), render(example_press_kit())); }

TEST(PressKit, TurnsHostileWordsIntoText) {
    auto kit = example_press_kit();
    std::string const hostile = "</style></script><script>alert(1)</script>\" onload=\"x' & {{css}}";
    auto const clean = render(kit);
    kit.name = kit.tagline = kit.promise = kit.song.title = kit.genre_line = kit.preflight_summary = hostile;
    kit.biographies = {{hostile, hostile}, {hostile, hostile}};
    kit.values = kit.motifs = kit.ai_disclosure = {hostile};
    kit.facts = kit.passport = {{hostile, hostile}};
    kit.song.lyrics[0].text = kit.song.sections[0].name = kit.song.key = kit.song.genre = hostile;
    kit.plan[0].text = kit.plan[0].platform = kit.plan[0].kind = kit.plan[0].time = hostile;
    kit.checks[0].what = kit.checks[0].fix = kit.checks[0].rule = hostile;
    kit.teasers[0].label = kit.song.stems[0].label = kit.banners[0].label = hostile;
    kit.time_zone = kit.language = kit.character = hostile;
    auto const page = render(kit);
    EXPECT_FALSE(holds(page, "<script>alert"));
    EXPECT_FALSE(holds(page, "\" onload"));
    static std::regex const tags("<script");
    auto const count = [](std::string const& text) {
        return std::distance(std::sregex_iterator(text.begin(), text.end(), tags), std::sregex_iterator());
    };
    EXPECT_EQ(count(page), count(clean));
}

TEST(PressKit, RefusesPathsThatLeaveTheFolder) {
    for (auto const* path : {"/etc/passwd", "../other.mp3", "a/../../b.mp3", "javascript:alert(1)",
                             "https://example.org/a.mp3", "a\\b.mp3"}) {
        auto kit = example_press_kit();
        kit.song.mp3 = path;
        auto const page = render_press_kit(kit);
        ASSERT_FALSE(page) << path;
        EXPECT_EQ(page.error().code, ErrorCode::invalid_input);
        EXPECT_NE(page.error().message.find("song.mp3"), std::string::npos);
    }
}

TEST(PressKit, EncodesSpacesAndMarksInPaths) {
    auto kit = example_press_kit();
    kit.cover = "releases/what now?/50% #1/cover é.jpg";
    EXPECT_TRUE(holds(render(kit), "src=\"releases/what%20now%3F/50%25%20%231/cover%20%C3%A9.jpg\""));
}

TEST(PressKit, NamesTheFieldThatIsWrong) {
    auto const message = [](auto change) {
        auto kit = example_press_kit();
        change(kit);
        auto const page = render_press_kit(kit);
        return page ? std::string("rendered") : page.error().message;
    };
    EXPECT_NE(message([](PressKit& kit) { kit.name = "  "; }).find("name"), std::string::npos);
    EXPECT_NE(message([](PressKit& kit) { kit.song.mp3 = kit.song.flac = ""; }).find("song"), std::string::npos);
    EXPECT_NE(message([](PressKit& kit) { kit.song.seconds = 0; }).find("song.seconds"), std::string::npos);
    EXPECT_NE(message([](PressKit& kit) { kit.palette[2] = "red"; }).find("palette[2]"), std::string::npos);
    EXPECT_NE(message([](PressKit& kit) { kit.palette.pop_back(); }).find("palette"), std::string::npos);
    EXPECT_NE(message([](PressKit& kit) { kit.plan[3].date = Date{}; }).find("plan[3].date"), std::string::npos);
}

TEST(PressKit, LeavesOutWhatIsNotThere) {
    PressKit kit;
    kit.name = "Ono";
    kit.palette = example_press_kit().palette;
    kit.song.title = "One";
    kit.song.seconds = 30;
    kit.song.flac = "one.flac";
    auto const page = render(kit);
    for (auto const* absent :
         {"Lyrics", "Story", "Teasers", "Next 90 days", "Passport", "<img", "<video", "audio/mpeg", "data-start"}) {
        auto const body = page.substr(page.find("<body>"), page.rfind("<script>") - page.find("<body>"));
        EXPECT_FALSE(holds(body, absent)) << absent;
    }
    EXPECT_TRUE(holds(page, "one.flac"));
    EXPECT_TRUE(holds(page, "No part of this release was made with AI."));
}

TEST(PressKit, SurvivesStrangePeaksAndSections) {
    auto kit = example_press_kit();
    kit.song.peaks = {0.5F, std::numeric_limits<float>::quiet_NaN(), -3, std::numeric_limits<float>::infinity()};
    kit.song.sections.push_back({"nothing", Seconds(50), Seconds(50), 0, 1});
    auto const page = render(kit);
    EXPECT_FALSE(holds(page, "nan"));
    EXPECT_FALSE(holds(page, "inf "));
    EXPECT_FALSE(holds(page, "Nothing, from"));
}

TEST(PressKit, DrawsTheNameFromTheWordmarkAndTakesNothingElseOfIt) {
    auto kit = example_press_kit();
    kit.wordmark_svg =
        R"(<svg viewBox="0 0 912 237"><title>x</title><path fill="#09011e" d="M1 2L3 4Z"/><path d="M5 6Z"/><script>alert(1)</script></svg>)";
    auto page = render(kit);
    EXPECT_TRUE(holds(page, R"(<svg viewBox="0 0 912 237" aria-hidden="true"><path d="M1 2L3 4ZM5 6Z"/></svg>)"));
    EXPECT_TRUE(holds(page, "--ratio:3.848"));
    EXPECT_FALSE(holds(page, "alert(1)"));
    for (auto const* bad :
         {"<svg viewBox=\"0 0 9 2\"><path d=\"M1 2<b>\"/></svg>", "<svg viewBox=\"0 0 0 0\"><path d=\"M1 2\"/></svg>",
          "<svg><path d=\"M1 2\"/></svg>", "no drawing", "<svg viewBox=\"0 0 9 2\"><path d=\"M1"}) {
        kit.wordmark_svg = bad;
        EXPECT_TRUE(holds(render(kit), "<h1 class=\"name\">Norra Vang</h1>")) << bad;
    }
}

TEST(PageColours, EveryTextReadsOnEveryGround) {
    rc::check("contrast of random palettes", [] {
        std::vector<std::string> palette;
        for (int i = 0; i < 5; ++i) palette.push_back(fmt::format("#{:06x}", *rc::gen::inRange(0, 0x1000000)));
        auto const page = *impl::page_colours(palette);
        for (auto const& ground : {page.ground, page.raised}) {
            RC_ASSERT(impl::contrast(page.text, ground) >= 7);
            RC_ASSERT(impl::contrast(page.text_2, ground) >= 4.5);
            RC_ASSERT(impl::contrast(page.text_3, ground) >= 4.5);
            RC_ASSERT(impl::contrast(page.accent, ground) >= 4.5);
            RC_ASSERT(impl::contrast(page.control, ground) >= 3);
        }
        RC_ASSERT(impl::contrast(page.on_accent, page.accent) >= 4.5);
        RC_ASSERT(impl::contrast(page.on_band, page.band) >= 4.5);
    });
}

TEST(PageColours, FollowThePalette) {
    auto const dark = *impl::page_colours({"#0b1418", "#17343c", "#4f7d83", "#dfe9e4", "#ff6b3d"});
    EXPECT_TRUE(dark.is_dark);
    EXPECT_EQ(dark.accent, "#ff6b3d");  // it reads as it is, so it stays as it is
    auto const light = *impl::page_colours({"#3b2f4a", "#c9a7c7", "#f3d9d2", "#fff6ec", "#d2486b"});
    EXPECT_FALSE(light.is_dark);
}

TEST(PageColours, ContrastIsThatOfTheGuidelines) {
    EXPECT_NEAR(impl::contrast("#000000", "#ffffff"), 21, 0.001);
    EXPECT_NEAR(impl::contrast("#777777", "#ffffff"), 4.478, 0.001);
}

TEST(PageTemplate, FillsListsTextsAndTheirAbsence) {
    json::Object const values{{"name", "<b>"},         {"raw", "<i>"}, {"list", json::Array{"a", "b"}},
                              {"none", json::Array()}, {"off", false}, {"inner", json::Object{{"name", "in"}}}};
    auto const fill = [&](std::string_view page) { return impl::fill_template(page, values).value_or("error"); };
    EXPECT_EQ(fill("{{name}} {{{raw}}}"), "&lt;b&gt; <i>");
    EXPECT_EQ(fill("{{#list}}({{.}}){{/list}}{{^list}}no{{/list}}"), "(a)(b)");
    EXPECT_EQ(fill("{{#none}}x{{/none}}{{^none}}no{{/none}}{{#off}}x{{/off}}"), "no");
    EXPECT_EQ(fill("{{#inner}}{{name}}{{#name}}!{{/name}}{{/inner}} {{name}}"), "in! &lt;b&gt;");
    EXPECT_EQ(fill("{{unknown}}"), "error");
    EXPECT_EQ(fill("{{#list}}"), "error");
    EXPECT_EQ(fill("{{name"), "error");
}

TEST(PageValues, ReadLikeAPersonWouldWrite) {
    EXPECT_EQ(impl::clock_text(185.9), "3:05");
    EXPECT_EQ(impl::long_date(testing::day(2026, 12, 18)), "Fri 18 Dec 2026");
    EXPECT_EQ(impl::short_date(testing::day(2027, 2, 1)), "Mon 1 Feb");
}

}  // namespace
}  // namespace troupe::flow
