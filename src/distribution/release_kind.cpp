#include "distribution/release_kind.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"

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

Result<void> check_kind(ReleaseKind kind, std::span<Track const> tracks) {
    bool const is_one = tracks.size() == 1;
    if (kind == ReleaseKind::video_single && !is_one)
        return wrong_field("type", fmt::format("a video_single has one track, this has {}", tracks.size()));
    if (is_one && (kind == ReleaseKind::ep || kind == ReleaseKind::album))
        return wrong_field("type", fmt::format("one track is a single, however long: add others for an {}", json::enum_name(kind)));
    auto const usual = release_kind(tracks);
    if (kind == ReleaseKind::video_single || kind >= usual) return {};
    double seconds = 0;
    for (auto const& track : tracks) seconds += track.seconds.count();
    return wrong_field("type", fmt::format("stores call {} tracks of {:.1f} minutes {} {}, not {} {}: leave it out, or take fewer tracks", tracks.size(),
                                           seconds / 60, usual == ReleaseKind::single ? "a" : "an", json::enum_name(usual),
                                           kind == ReleaseKind::single ? "a" : "an", json::enum_name(kind)));
}

}  // namespace troupe::distribution
