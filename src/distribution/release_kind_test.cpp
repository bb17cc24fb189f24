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

}  // namespace
}  // namespace troupe::distribution
