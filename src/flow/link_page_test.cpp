#include "flow/link_page.hpp"

#include <gtest/gtest.h>

#include "flow/impl/page_colours.hpp"

namespace troupe::flow {
namespace {

LinkPage example() {
    LinkPage page;
    page.artist = "Vesper <Lune>";
    page.title = "Low & Tide";
    page.release_date = Date{std::chrono::year{2026} / 11 / 27};
    page.today = Date{std::chrono::year{2026} / 11 / 23};
    page.palette = {"#0b0d12", "#243044", "#5a6b84", "#d8dee9", "#ff6b3d"};
    page.cover = "cover.jpg";
    page.cover_px = 1500;
    page.open = {{"Spotify", "https://open.spotify.com/album/1?a=1&b=2", "Listen"}};
    page.coming = {"Deezer", "TIDAL"};
    page.follow = {{"Mastodon", "https://mastodon.example/@vesper", ""}};
    page.disclosure = "Composition made with AI.";
    page.rights = "© 2026 Label";
    return page;
}

TEST(LinkPage, ShowsWhereItIsAndWhatAiMade) {
    auto const html = render_link_page(example());
    ASSERT_TRUE(html) << html.error().message;
    for (auto const* part : {"Vesper &lt;Lune&gt;", "Low &amp; Tide", "https://open.spotify.com/album/1?a=1&amp;b=2", "Deezer and TIDAL", "Out on 2026-11-27",
                             "Composition made with AI.", "https://mastodon.example/@vesper", "alt=\"Cover of"})
        EXPECT_NE(html->find(part), std::string::npos) << part;
    auto later = example();
    later.today = later.release_date;
    EXPECT_NE(render_link_page(later)->find("Out since 2026-11-27"), std::string::npos);
}

TEST(LinkPage, ListsTheTracksOfAnAlbum) {
    EXPECT_EQ(render_link_page(example())->find("class=\"tracks\""), std::string::npos);
    auto album = example();
    album.tracks = {"First & Last", "Second"};
    EXPECT_NE(render_link_page(album)->find("<li>First &amp; Last</li><li>Second</li>"), std::string::npos);
}

TEST(LinkPage, SaysWhoseAddressItIs) {
    EXPECT_EQ(render_link_page(example())->find("troupe-release"), std::string::npos);
    auto page = example();
    page.release = "0193a1b2-0000-7000-8000-00000000c0de";
    EXPECT_NE(render_link_page(page)->find("<meta name=\"troupe-release\" content=\"0193a1b2-0000-7000-8000-00000000c0de\">"), std::string::npos);
}

TEST(LinkPage, AsksNobodyForAnything) {
    auto const html = *render_link_page(example());
    for (auto const* part : {"<script", "<link", "<iframe", "@import", "url(", "//fonts", "onload"}) EXPECT_EQ(html.find(part), std::string::npos) << part;
    EXPECT_NE(html.find("default-src 'none'"), std::string::npos);
}

TEST(LinkPage, ReadsWellInEveryPalette) {
    for (auto const& palette : {example().palette, std::vector<std::string>{"#7a5c00", "#c9a227", "#ffe08a", "#fffbe6", "#ffd500"},
                                std::vector<std::string>{"#808080", "#8a8a8a", "#909090", "#999999", "#8f8f8f"}}) {
        auto const colours = impl::page_colours(palette);
        ASSERT_TRUE(colours);
        EXPECT_GE(impl::contrast(colours->text, colours->ground), 4.5);
        EXPECT_GE(impl::contrast(colours->text, colours->raised), 4.5);
        EXPECT_GE(impl::contrast(colours->text_2, colours->ground), 4.5);
        EXPECT_GE(impl::contrast(colours->text_2, colours->raised), 4.5);
        EXPECT_GE(impl::contrast(colours->on_accent, colours->accent), 4.5);
        auto page = example();
        page.palette = palette;
        EXPECT_TRUE(render_link_page(page));
    }
}

TEST(LinkPage, NamesTheWrongField) {
    auto page = example();
    page.open[0].url = "javascript:alert(1)";
    EXPECT_EQ(render_link_page(page).error().field, "links.Spotify");
    page = example();
    page.cover = "../../secret.jpg";
    EXPECT_EQ(render_link_page(page).error().field, "cover");
    page = example();
    page.title = " ";
    EXPECT_EQ(render_link_page(page).error().field, "title");
}

}  // namespace
}  // namespace troupe::flow
