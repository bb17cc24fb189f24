#include "distribution/release_kind.hpp"

#include <gtest/gtest.h>

namespace troupe::distribution {
namespace {

ReleaseKind kind_of(std::vector<double> const& minutes) {
    std::vector<Track> tracks;
    for (auto const each : minutes) tracks.push_back({.seconds = Seconds(each * 60)});
    return release_kind(tracks);
}

TEST(ReleaseKind, GoesByTheNumberOfTracks) {
    EXPECT_EQ(release_kind(1), ReleaseKind::single);
    EXPECT_EQ(release_kind(3), ReleaseKind::single);
    EXPECT_EQ(release_kind(4), ReleaseKind::ep);
    EXPECT_EQ(release_kind(6), ReleaseKind::ep);
    EXPECT_EQ(release_kind(7), ReleaseKind::album);
    EXPECT_EQ(kind_of({3, 3, 3, 3}), ReleaseKind::ep);
    EXPECT_EQ(kind_of({2, 2, 2, 2, 2, 2, 2}), ReleaseKind::album);
}

TEST(ReleaseKind, LengthMakesMoreOfFewTracks) {
    EXPECT_EQ(kind_of({11, 3}), ReleaseKind::ep);
    EXPECT_EQ(kind_of({8, 8, 8, 7}), ReleaseKind::album);
    EXPECT_EQ(kind_of({16, 15}), ReleaseKind::album);
}

TEST(ReleaseKind, OneTrackIsASingleWhateverItsLength) {
    EXPECT_EQ(kind_of({3}), ReleaseKind::single);
    EXPECT_EQ(kind_of({42}), ReleaseKind::single);
}

std::vector<Track> tracks_of(std::vector<double> const& minutes) {
    std::vector<Track> tracks;
    for (auto const each : minutes) tracks.push_back({.seconds = Seconds(each * 60)});
    return tracks;
}

TEST(ReleaseKind, MayCallItselfLargerThanStoresDo) {
    EXPECT_TRUE(check_kind(ReleaseKind::ep, tracks_of({3, 3})));
    EXPECT_TRUE(check_kind(ReleaseKind::album, tracks_of({3, 3, 3, 3})));
    EXPECT_TRUE(check_kind(ReleaseKind::video_single, tracks_of({3})));
}

TEST(ReleaseKind, MayNotCallItselfSmaller) {
    for (auto const& [kind, minutes] : std::vector<std::pair<ReleaseKind, std::vector<double>>>{{ReleaseKind::single, {3, 3, 3, 3}},
                                                                                                 {ReleaseKind::single, {12, 3}},
                                                                                                 {ReleaseKind::ep, {16, 15}},
                                                                                                 {ReleaseKind::ep, {3}},
                                                                                                 {ReleaseKind::album, {45}},
                                                                                                 {ReleaseKind::video_single, {3, 3}}}) {
        auto const refused = check_kind(kind, tracks_of(minutes));
        ASSERT_FALSE(refused) << static_cast<int>(kind) << " of " << minutes.size();
        EXPECT_TRUE(refused.error().message.starts_with("type:")) << refused.error().message;
    }
}

}  // namespace
}  // namespace troupe::distribution
