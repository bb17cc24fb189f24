#include <gtest/gtest.h>

#include "app/testing/temp_home.hpp"
#include "base/json.hpp"
#include "visual/cover.hpp"
#include "visual/picture_print.hpp"

/// A catalogue knows what its earlier covers show, over restarts.
namespace troupe::app {
namespace {

struct Shown {
    std::string family;
    int layout = -1;
    std::uint64_t picture_seed = 0;
    visual::PicturePrint print;
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (family, layout, picture_seed, print, kind))

Shown shown(catalog::Content const& cover) {
    auto const read = json::from_value<Shown>(cover.details, json::Unknown::ignore);
    EXPECT_TRUE(read) << read.error().message;
    return read.value_or(Shown{});
}

TEST(CoversOfACatalogue, KeepAwayFromEachOtherOverARestart) {
    testing::TempHome home;
    auto const artist = home.create(testing::dark_prompt);
    home.generate(artist, "lyrics");
    std::vector<Shown> covers;
    for (int i = 0; i < 3; ++i) {
        covers.push_back(shown(home.generate(artist, "cover")));
        home.close();
    }
    for (std::size_t i = 0; i < covers.size(); ++i) {
        EXPECT_FALSE(covers[i].print.is_empty());
        EXPECT_EQ(covers[i].kind, "single");
        EXPECT_FALSE(i > 0 && covers[i].family == covers[i - 1].family && covers[i].layout == covers[i - 1].layout) << i;
        for (std::size_t k = 0; k < i; ++k) EXPECT_GE(visual::print_distance(covers[i].print, covers[k].print), 0.05) << i << ' ' << k;
    }
}

TEST(CoversOfACatalogue, TheSameSeedAgainIsTheSameCoverWhateverCameAfter) {
    testing::TempHome home;
    auto const artist = home.create(testing::dark_prompt);
    home.generate(artist, "lyrics");
    auto const with_seed = [&] {
        auto const generation = flow::begin_generation(home.studio(), {.artist = artist, .type = "cover", .seed = 5});
        EXPECT_TRUE(flow::run_jobs(home.studio(), generation->jobs, nullptr, {}));
        return flow::find_content(home.studio(), generation->contents[0]).value();
    };
    home.generate(artist, "cover");
    auto const first = with_seed();
    home.generate(artist, "cover");
    auto const again = with_seed();
    ASSERT_EQ(first.files.size(), again.files.size());
    EXPECT_EQ(first.files[0].asset, again.files[0].asset);
    EXPECT_EQ(shown(first).picture_seed, shown(again).picture_seed);
}

TEST(CoversOfACatalogue, AVideoMadeLaterShowsTheCoverOfItsSong) {
    testing::TempHome home;
    auto const artist = home.create(testing::dark_prompt);
    home.generate(artist, "lyrics");
    home.generate(artist, "cover");
    auto const newest = home.generate(artist, "cover");
    auto const canvas = home.generate(artist, "canvas");
    ASSERT_NE(canvas.seed, newest.seed);
    EXPECT_EQ(canvas.brief.at("seed"), newest.details.at("picture_seed"));
    EXPECT_EQ(canvas.brief.at("look").at("palette"), newest.brief.at("look").at("palette"));
}

}  // namespace
}  // namespace troupe::app
