#include "distribution/release.hpp"

#include <gtest/gtest.h>

#include "base/json.hpp"
#include "distribution/genres.hpp"
#include "distribution/testing/example_release.hpp"

namespace troupe::distribution {
namespace {

using testing::example_release;

TEST(Release, SurvivesJson) {
    auto const text = json::print(example_release());
    auto const read = json::parse<Release>(text);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(json::print(*read), text);
}

TEST(Release, NamesTheWrongField) {
    EXPECT_TRUE(validate(example_release()));
    auto const message = [](auto change) {
        auto release = example_release();
        change(release);
        auto const state = validate(release);
        return state ? std::string("valid") : state.error().message;
    };
    EXPECT_NE(message([](Release& r) { r.title = " "; }).find("release.title"), std::string::npos);
    EXPECT_NE(message([](Release& r) { r.slug = "Not a Slug"; }).find("not-a-slug"), std::string::npos);
    EXPECT_NE(message([](Release& r) { r.tracks[0].file = "/abs.flac"; }).find("release.tracks[0].file"),
              std::string::npos);
    EXPECT_NE(message([](Release& r) { r.tracks[0].file = "a/../../b.flac"; }).find("release.tracks[0].file"),
              std::string::npos);
    EXPECT_NE(message([](Release& r) { r.tracks[0].seconds = Seconds(0); }).find("release.tracks[0].seconds"),
              std::string::npos);
    EXPECT_NE(message([](Release& r) { r.tracks[0].language.clear(); }).find("release.tracks[0].language"),
              std::string::npos);
    EXPECT_NE(message([](Release& r) { r.p_line.year = 0; }).find("release.p_line.year"), std::string::npos);
    EXPECT_NE(message([](Release& r) { r.c_line.owner = ""; }).find("release.c_line.owner"), std::string::npos);
    EXPECT_NE(message([](Release& r) { r.release_date = Date{}; }).find("release.release_date"), std::string::npos);
    EXPECT_NE(message([](Release& r) { r.territories.clear(); }).find("release.territories"), std::string::npos);
    EXPECT_NE(message([](Release& r) { r.tracks[0].contributors[0].name = ""; }).find("contributors[0].name"),
              std::string::npos);
}

TEST(Release, GoesForwardStepByStep) {
    using enum ReleaseState;
    EXPECT_TRUE(can_become(draft, checked));
    EXPECT_TRUE(can_become(scheduled, ReleaseState::out));
    EXPECT_TRUE(can_become(approved, draft));
    EXPECT_TRUE(can_become(ReleaseState::out, withdrawn));
    EXPECT_FALSE(can_become(draft, approved));
    EXPECT_FALSE(can_become(ReleaseState::out, draft));
    EXPECT_FALSE(can_become(withdrawn, draft));
    EXPECT_FALSE(can_become(withdrawn, withdrawn));
}

TEST(Code, CountsOnlyWhenSomeoneGaveIt) {
    EXPECT_FALSE(Code{}.is_given());
    EXPECT_FALSE((Code{"GBAYE6900531", CodeStatus::reserved, ""}).is_given());
    EXPECT_TRUE((Code{"GBAYE6900531", CodeStatus::external, ""}).is_given());
}

TEST(StoreGenre, IsOneThatStoresKnow) {
    for (auto const* ours : {"techno", "dark_ambient", "Dub Techno", "lo_fi", "chillhop", "r_and_b", "post-punk",
                             "indie folk", "edm", "never heard of"}) {
        auto const genre = store_genre(ours);
        EXPECT_TRUE(is_store_genre(genre.genre)) << ours;
        EXPECT_TRUE(genre.sub_genre.empty() || is_store_genre(genre.sub_genre)) << ours << " " << genre.sub_genre;
    }
    EXPECT_EQ(store_genre("dark_ambient").genre, "Electronic");
    EXPECT_EQ(store_genre("lo-fi").sub_genre, "Lo-Fi");
    EXPECT_FALSE(is_store_genre("Glorp"));
}

}  // namespace
}  // namespace troupe::distribution
