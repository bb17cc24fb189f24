#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "base/text.hpp"
#include "base/time.hpp"
#include "social/impl/graphemes.hpp"
#include "social/post.hpp"

namespace troupe::social {
namespace {

constexpr auto family = "👩‍👩‍👧‍👦";  // one character to a reader, 25 bytes, 11 units of UTF-16

Platforms const& platforms() {
    static auto const all = built_in_platforms().value();
    return all;
}
Platform platform(std::string const& id) { return platforms().at(id); }

Post post(std::string text) { return {.artist = "Vesper Lune", .text = std::move(text), .language = "en"}; }

Media picture(int width = 1500, int height = 1500) {
    return {.kind = MediaKind::picture, .file = "/nowhere/cover.jpg", .name = "cover.jpg", .media_type = "image/jpeg", .size_bytes = 400'000,
            .width_px = width, .height_px = height, .alt = "The cover"};
}
Media video() {
    return {.kind = MediaKind::video, .file = "/nowhere/teaser.mp4", .name = "teaser.mp4", .media_type = "video/mp4", .size_bytes = 9'000'000,
            .width_px = 1080, .height_px = 1920, .seconds = Seconds(15)};
}

std::string repeated(std::string const& text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

TEST(Platforms, AreDatedAndSourced) {
    for (auto const* id : {"mastodon", "bluesky", "youtube", "telegram", "instagram", "tiktok", "threads", "x"}) {
        ASSERT_TRUE(platforms().contains(id)) << id;
        EXPECT_TRUE(parse_date(platform(id).verified)) << id;
    }
    EXPECT_EQ(platform("tiktok").most_a_day, 5);
}

TEST(Platforms, NameTheWrongField) {
    EXPECT_EQ(read_platforms(R"({"platforms":[{"id":"a","text":{"most":5},"source":"s"}]})").error().field, "platforms[0].source");
    EXPECT_EQ(read_platforms(R"({"platforms":[{"id":"a","text":{"most":0}}]})").error().field, "platforms[0].text.most");
    auto const twice = read_platforms(R"({"platforms":[{"id":"a","text":{"most":5},"source":"s","verified":"2026-01-01"},
                                                       {"id":"a","text":{"most":5},"source":"s","verified":"2026-01-01"}]})");
    EXPECT_EQ(twice.error().field, "platforms[1].id");
}

TEST(Measured, CountsAsEachPlatformDoes) {
    EXPECT_EQ(measured(family, {.measure = Measure::graphemes}), 1U);
    EXPECT_EQ(measured(family, {.measure = Measure::utf16_units}), 11U);
    EXPECT_EQ(measured(family, {.measure = Measure::utf8_bytes}), 25U);
    EXPECT_EQ(measured(family, {.measure = Measure::characters}), 7U);
    EXPECT_EQ(measured("日本", {.measure = Measure::weighted}), 4U);
    EXPECT_EQ(measured("é", {.measure = Measure::weighted}), 1U);
    EXPECT_EQ(measured("ab https://example.org/a/very/long/address/indeed cd", {.measure = Measure::characters, .link_counts_as = 23}), 29U);
}

TEST(Render, LeavesAShortPostAsItIs) {
    auto made = post("The tide is out.");
    made.tags = {"#LowTide", "ambient music"};
    made.link = "https://label.example/low-tide/";
    auto const rendered = render(made, platform("mastodon"));
    ASSERT_TRUE(rendered) << rendered.error().message;
    EXPECT_EQ(rendered->text, "The tide is out.\n\nhttps://label.example/low-tide/\n#LowTide #ambientMusic");
    EXPECT_TRUE(rendered->notes.empty());
}

TEST(Render, EndsAtASentenceAndKeepsLinkAndTags) {
    auto made = post(repeated("The harbour keeps its silence. ", 30));
    made.tags = {"LowTide"};
    made.link = "https://label.example/" + std::string(100, 'x');
    auto const rendered = render(made, platform("mastodon"));
    ASSERT_TRUE(rendered);
    EXPECT_NE(rendered->text.find("silence.\n\nhttps://label"), std::string::npos) << rendered->text;
    EXPECT_TRUE(rendered->text.ends_with("\n#LowTide"));
    EXPECT_LE(measured(rendered->text, platform("mastodon").text), 500U);
    EXPECT_GT(measured(rendered->text, platform("mastodon").text), 460U) << "a link counts 23 there, whatever its length";
    EXPECT_EQ(rendered->notes.size(), 1U);
}

TEST(Render, EndsAtAWordWhereASentenceWouldLoseTooMuch) {
    auto const rendered = render(post("No. " + repeated("tidewater ", 60)), platform("x"));
    ASSERT_TRUE(rendered);
    EXPECT_TRUE(rendered->text.ends_with("tidewater…")) << rendered->text;
    EXPECT_LE(measured(rendered->text, platform("x").text), 280U);
}

TEST(Render, NeverCutsWithinACharacter) {
    auto const rendered = render(post(repeated(family, 400)), platform("bluesky"));
    ASSERT_TRUE(rendered);
    auto const body = rendered->text.substr(0, rendered->text.size() - std::string("…").size());
    EXPECT_EQ(body, repeated(family, static_cast<int>(body.size() / 25)));
    EXPECT_LE(rendered->text.size(), 3000U) << "the bytes count, too";
}

TEST(Render, SaysWhereLinksAndTagsAreInBothWays) {
    auto made = post("Grüße 👋 vom Hafen");
    made.link = "https://label.example/";
    made.tags = {"Hafen"};
    auto const rendered = render(made, platform("bluesky"));
    ASSERT_EQ(rendered->spans.size(), 2U);
    auto const& text = rendered->text;
    auto const& link = rendered->spans[0];
    EXPECT_EQ(text.substr(link.byte_start, link.byte_end - link.byte_start), "https://label.example/");
    EXPECT_EQ(link.unit_start, impl::utf16_units(text.substr(0, link.byte_start)));
    auto const& tag = rendered->spans[1];
    EXPECT_EQ(text.substr(tag.byte_start, tag.byte_end - tag.byte_start), "#Hafen");
    EXPECT_LT(tag.unit_start, tag.byte_start);
}

TEST(Render, SaysWhatWasMadeWithAiWhereThePlatformDoes) {
    auto made = post("The tide is out.");
    made.disclosure = "Artwork made with AI.";
    EXPECT_NE(render(made, platform("mastodon"))->text.find("Artwork made with AI."), std::string::npos);
    made.media = {video()};
    made.title = "Low Tide";
    auto const there = render(made, platform("youtube"));
    EXPECT_EQ(there->ai_label, "containsSyntheticMedia");
    EXPECT_EQ(there->text, "The tide is out.");
    made.disclosure.clear();
    EXPECT_EQ(render(made, platform("youtube"))->ai_label, "");
}

TEST(Render, TakesTheMediaThatThePlatformTakes) {
    auto made = post("x");
    made.media = {picture(3000, 1000), picture(), picture(), video()};
    auto const rendered = render(made, platform("instagram"));
    ASSERT_TRUE(rendered);
    EXPECT_EQ(rendered->media.size(), 2U) << "one is too wide, and pictures do not go with a video";
    EXPECT_NE(rendered->notes.at(0).find("1.91"), std::string::npos) << rendered->notes.at(0);
    EXPECT_EQ(render(made, platform("telegram"))->media.size(), 1U);
}

TEST(Render, NamesTheLimitThatCannotBeMet) {
    EXPECT_EQ(render(post("words"), platform("tiktok")).error().field, "media");
    auto made = post("words");
    made.link = "https://label.example/" + std::string(3000, 'x');
    auto const refused = render(made, platform("bluesky"));
    EXPECT_EQ(refused.error().field, "text");
    EXPECT_NE(refused.error().message.find("300 graphemes"), std::string::npos) << refused.error().message;
    made.link = "javascript:alert(1)";
    EXPECT_EQ(render(made, platform("bluesky")).error().field, "link");
    EXPECT_EQ(render(post(""), platform("mastodon")).error().field, "text");
    EXPECT_EQ(render(post("\xff\xfe"), platform("mastodon")).error().field, "text");
}

TEST(Render, ShortensTitles) {
    auto made = post("x");
    made.media = {video()};
    made.title = repeated("Low <Tide> ", 30);
    auto const rendered = render(made, platform("youtube"));
    ASSERT_TRUE(rendered);
    EXPECT_LE(text::length(rendered->title), 100U);
    EXPECT_EQ(rendered->title.find('<'), std::string::npos);
}

/// Whatever is said, what comes out is within all limits, whole characters of what went in, and its spans are what they say.
TEST(Render, StaysWithinEveryLimitOfEveryPlatform) {
    static std::vector<std::string> const pieces{"tide ",  "harbour. ", "Grüße ", family, "日本語", "e\xCC\x81", "👍🏽", "\n", "… ", "a", "https://x.example/y ", "🇩🇪"};
    EXPECT_TRUE(rc::check([] {
        Post made = post("");
        for (auto const index : *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, static_cast<int>(pieces.size()))))
            made.text += repeated(pieces[static_cast<std::size_t>(index)], *rc::gen::inRange(1, 25));
        made.tags = *rc::gen::container<std::vector<std::string>>(rc::gen::element<std::string>("Tide", "low tide", "ambient", "日本", "#x"));
        if (*rc::gen::arbitrary<bool>()) made.link = "https://label.example/" + std::string(static_cast<std::size_t>(*rc::gen::inRange(1, 200)), 'p');
        made.media = {picture(), video()};
        for (auto const& [id, each] : platforms()) {
            auto const rendered = render(made, each);
            if (!rendered) {
                RC_ASSERT(rendered.error().code == ErrorCode::invalid_input && !rendered.error().field.empty());
                continue;
            }
            auto const& limit = each.caption.most > 0 && !rendered->media.empty() ? each.caption : each.text;
            RC_ASSERT(measured(rendered->text, limit) <= static_cast<std::size_t>(limit.most));
            RC_ASSERT(limit.most_bytes == 0 || rendered->text.size() <= static_cast<std::size_t>(limit.most_bytes));
            RC_ASSERT(text::is_valid_utf8(rendered->text));
            RC_ASSERT(made.link.empty() || rendered->text.find(made.link) != std::string::npos);
            auto const ends = impl::grapheme_starts(rendered->text);
            for (auto const& span : rendered->spans) {
                RC_ASSERT(std::binary_search(ends.begin(), ends.end(), span.byte_start));
                auto const shown = rendered->text.substr(span.byte_start, span.byte_end - span.byte_start);
                RC_ASSERT(shown == (span.kind == SpanKind::tag ? "#" + span.target : span.target));
                RC_ASSERT(span.unit_end - span.unit_start == impl::utf16_units(shown));
            }
        }
    }));
}

}  // namespace
}  // namespace troupe::social
