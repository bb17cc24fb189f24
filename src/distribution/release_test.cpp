#include "distribution/release.hpp"

#include <gtest/gtest.h>

#include <functional>

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

TEST(Release, ReadsDocumentsFromBeforeDealsAndVideos) {
    auto stored = json::to_value(example_release());
    for (auto const* later : {"version", "artists", "excluded_territories", "deals", "threads"})
        stored.as_object().erase(later);
    auto& track = stored.at("tracks").as_array()[0].as_object();
    track.erase("artists");
    for (auto& person : track.at("contributors").as_array()) person.as_object().erase("share_bp");
    auto const read = json::from_value<Release>(stored);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(json::print(*read), json::print(example_release()));
}

Date day(int year, unsigned month, unsigned day) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
}

struct Wrong {
    char const* field;
    std::function<void(Release&)> change;
};

Wrong const wrongs[] = {
    {"release.artists[1].name",
     [](Release& r) {
         r.artists = {{"A"}, {" "}};
     }},
    {"release.artists[1].name: \"A\"",
     [](Release& r) {
         r.artists = {{"A"}, {"A", ArtistRole::remixer}};
     }},
    {"release.artists: none",
     [](Release& r) {
         r.artists = {{"A", ArtistRole::featured}};
     }},
    {"release.tracks[0].artists: none",
     [](Release& r) {
         r.tracks[0].artists = {{"A", ArtistRole::remixer}};
     }},
    {"release.tracks[0].contributors[0].share_bp", [](Release& r) { r.tracks[0].contributors[0].share_bp = -1; }},
    {"make 99.99 %", [](Release& r) { r.tracks[0].contributors[0].share_bp = 9'999; }},
    {"release.tracks[0].p_line.year",
     [](Release& r) {
         r.tracks[0].p_line = RightsLine{12, "A"};
     }},
    {"release.tracks[0].first_published", [](Release& r) { r.tracks[0].first_published = Date{}; }},
    {"release.tracks[0].video",
     [](Release& r) {
         r.tracks[0].video = VideoStream{VideoCodec::h264, 1920, 1080, 25};
     }},
    {"release.tracks[0].video", [](Release& r) { r.kind = ReleaseKind::video_single; }},
    {"release.tracks: a video single",
     [](Release& r) {
         r.kind = ReleaseKind::video_single;
         r.tracks.push_back(r.tracks[0]);
     }},
    {"video.frames_per_second",
     [](Release& r) {
         r.tracks[0].video = VideoStream{VideoCodec::h264, 1920, 1080, 0};
     }},
    {"video.width_px",
     [](Release& r) {
         r.tracks[0].video = VideoStream{VideoCodec::h264, 0, 1080, 25};
     }},
    {"release.territories[0]",
     [](Release& r) {
         r.territories = {"Worldwide", "DE"};
     }},
    {"release.territories[1]",
     [](Release& r) {
         r.territories = {"DE", "DE"};
     }},
    {"release.excluded_territories[0]", [](Release& r) { r.excluded_territories = {"Germany"}; }},
    {"release.excluded_territories: countries",
     [](Release& r) {
         r.territories = {"DE"};
         r.excluded_territories = {"AT"};
     }},
    {"release.original_release_date", [](Release& r) { r.original_release_date = day(2027, 1, 1); }},
    {"release.takedown_date", [](Release& r) { r.takedown_date = Date{}; }},
    {"release.pre_order.start", [](Release& r) { r.pre_order = PreOrder{r.release_date}; }},
    {"release.deals[0].commercial_models",
     [](Release& r) {
         r.deals = {{{}, {"Stream"}}};
     }},
    {"release.deals[0].use_types[0]",
     [](Release& r) {
         r.deals = {{{"SubscriptionModel"}, {""}}};
     }},
    {"release.deals[0].end",
     [](Release& r) {
         r.deals = usual_deals();
         r.deals[0].end = day(2026, 12, 17);
     }},
    {"release.deals[0].territories[0]",
     [](Release& r) {
         r.deals = usual_deals();
         r.deals[0].territories = {"de"};
     }},
    {"release.deals[0].excluded_territories",
     [](Release& r) {
         r.deals = usual_deals();
         r.deals[0].excluded_territories = {"DE"};
     }},
    {"release.threads[0].id",
     [](Release& r) {
         r.threads = {{"", "PADPIDA2013042401U", {}}};
     }},
    {"release.threads[1].recipient",
     [](Release& r) {
         r.threads = {{"a", "X", {}}, {"b", "X", {}}};
     }},
    {"release.threads[1].messages[0].id",
     [](Release& r) {
         r.threads = {{"a", "X", {{"m"}}}, {"b", "Y", {{"m"}}}};
     }},
};

TEST(Release, NamesTheWrongTerm) {
    for (auto const& wrong : wrongs) {
        auto release = example_release();
        wrong.change(release);
        auto const state = validate(release);
        ASSERT_FALSE(state) << wrong.field;
        EXPECT_NE(state.error().message.find(wrong.field), std::string::npos)
            << state.error().message << " instead of " << wrong.field;
    }
}

TEST(Release, TakesAllThatItShould) {
    auto release = example_release();
    release.artists = {{"Norra Vang"}, {"Ida Sund", ArtistRole::featured}, {"Kolm", ArtistRole::remixer}};
    release.tracks[0].contributors = {{.name = "A", .roles = {"Composer"}, .share_bp = 3'333},
                                      {.name = "B", .roles = {"Lyricist"}, .share_bp = 6'667}};
    release.excluded_territories = {"US", "CA"};
    release.original_release_date = release.release_date;
    release.pre_order = PreOrder{plus_days(release.release_date, -14)};
    release.deals = usual_deals();
    release.deals[0].territories = {"DE"};
    release.deals[0].end = release.release_date;
    release.takedown_date = day(2030, 1, 1);
    release.threads = {{"t", "PADPIDA2013042401U", {{"m1"}, {"m2", MessageKind::update}}}};
    auto const state = validate(release);
    EXPECT_TRUE(state) << state.error().message;
    EXPECT_EQ(json::print(*json::parse<Release>(json::print(release))), json::print(release));
}

TEST(UsualDeals, AreThreeWithWords) {
    ASSERT_EQ(usual_deals().size(), 3U);
    for (auto const& deal : usual_deals()) EXPECT_FALSE(deal.use_types.empty());
}

TEST(ShownName, PutsFeaturedArtistsLastAndRemixersNowhere) {
    using enum ArtistRole;
    EXPECT_EQ(shown_name({{"A"}, {"D", featured}, {"B"}, {"R", remixer}, {"C"}}), "A, B & C feat. D");
    auto release = example_release();
    EXPECT_EQ(artist_name(release, release.tracks[0]), "Norra Vang");
    release.tracks[0].artists = {{"A"}, {"B"}};
    EXPECT_EQ(artist_name(release, release.tracks[0]), "A & B");
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
