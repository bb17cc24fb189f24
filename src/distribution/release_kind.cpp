#include "distribution/release_kind.hpp"

#include <algorithm>

namespace troupe::distribution {
namespace {

constexpr int most_of_a_single = 3;
constexpr int most_of_an_ep = 6;
constexpr Seconds longest_ep{30 * 60};
constexpr Seconds long_track{10 * 60};

}  // namespace

ReleaseKind release_kind(int tracks) {
    if (tracks <= most_of_a_single) return ReleaseKind::single;
    return tracks <= most_of_an_ep ? ReleaseKind::ep : ReleaseKind::album;
}

ReleaseKind release_kind(std::span<Track const> tracks) {
    auto const by_number = release_kind(static_cast<int>(tracks.size()));
    if (tracks.size() <= 1) return by_number;
    Seconds together{0};
    for (auto const& track : tracks) together += track.seconds;
    if (together > longest_ep) return ReleaseKind::album;
    auto const is_long = std::any_of(tracks.begin(), tracks.end(), [](Track const& track) { return track.seconds >= long_track; });
    return by_number == ReleaseKind::single && is_long ? ReleaseKind::ep : by_number;
}

}  // namespace troupe::distribution
