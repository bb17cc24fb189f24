#include "flow/form_page.hpp"

#include <gtest/gtest.h>

#include "distribution/testing/example_release.hpp"
#include "flow/impl/smaller_picture.hpp"

namespace troupe::flow {
namespace {

std::vector<std::string> const palette{"#0b0d12", "#243044", "#5a6b84", "#d8dee9", "#ff6b3d"};

distribution::FormSheet sheet_of(std::string const& form) {
    auto release = distribution::testing::example_release();
    release.title = release.tracks[0].title = "Salt <& \"Static\">";
    return distribution::fill_form(*distribution::find_form(*distribution::load_forms(), form), release).value();
}

TEST(FormPage, ShowsEveryAnswerInTheFormsOrder) {
    auto const sheet = sheet_of("distrokid");
    auto const html = render_form_page(sheet, palette);
    ASSERT_TRUE(html) << html.error().message;
    std::size_t at = 0;
    for (auto const& field : sheet.fields) {
        at = html->find("<dt>" + field.label, at);
        ASSERT_NE(at, std::string::npos) << field.label;
    }
    for (auto const* part : {"Salt &lt;&amp; &quot;Static&quot;&gt;", "01 - Salt -&amp; -Static--.flac", "Leave empty", "DistroKid gives one", "2026-12-18"})
        EXPECT_NE(html->find(part), std::string::npos) << part;
    EXPECT_EQ(html->find("Salt <&"), std::string::npos);
}

TEST(FormPage, SaysThatADraftIsOne) {
    auto sheet = sheet_of("generic");
    EXPECT_NE(render_form_page(sheet, palette)->find("class=\"draft\""), std::string::npos);
    sheet.is_draft = false;
    EXPECT_EQ(render_form_page(sheet, palette)->find("class=\"draft\""), std::string::npos);
}

TEST(FormPage, LoadsNothingButTheCoverBesideIt) {
    auto const html = *render_form_page(sheet_of("tunecore"), palette);
    for (auto const* outside : {"src=\"http", "href=", "url(", "@import", "fetch("}) EXPECT_EQ(html.find(outside), std::string::npos) << outside;
    EXPECT_NE(html.find("src=\"cover.jpg\""), std::string::npos);
    EXPECT_FALSE(render_form_page(sheet_of("tunecore"), {"red"}));
}

TEST(SmallerPicture, KeepsItsProportionsAndMeans) {
    media::Picture const wide{4, 2, {0, 0, 0, 100, 100, 100, 10, 20, 30, 10, 20, 30, 0, 0, 0, 100, 100, 100, 10, 20, 30, 10, 20, 30}};
    auto const small = impl::within_side(wide, 2);
    EXPECT_EQ(small.width_px, 2);
    EXPECT_EQ(small.height_px, 1);
    EXPECT_EQ(small.rgb, (std::vector<std::uint8_t>{50, 50, 50, 10, 20, 30}));
    EXPECT_EQ(impl::within_side(wide, 4).rgb, wide.rgb);
}

}  // namespace
}  // namespace troupe::flow
