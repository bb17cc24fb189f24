#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json.hpp"
#include "distribution/impl/preflight_report.hpp"

/// Rules about moving pictures beside the canvas and the teasers: impl/preflight_pictures.cpp has those.
namespace troupe::distribution::impl {
namespace {

std::string size_of(VideoFacts const& video) { return fmt::format("{} × {}", video.width_px, video.height_px); }

/// Looks at those videos that `is_meant` picks; without any the rule does not apply.
template <class Pick, class Look>
void each(PreflightInput const& input, Report& report, Pick is_meant, Look look) {
    bool any = false;
    for (auto const& video : input.videos) {
        if (!is_meant(video)) continue;
        any = true;
        look(video);
    }
    if (!any) report.not_applicable();
}

void check_wide(PreflightInput const& input, Rule const& rule, Report& report) {
    each(
        input, report, [](auto const& video) { return video.kind == "teaser" && video.width_px > video.height_px; },
        [&](VideoFacts const& video) {
            if (video.width_px * 9 != video.height_px * 16 || video.width_px < rule.limits.at("least_px"))
                report.broken(video.file, size_of(video),
                              fmt::format("16:9, {:.0f} wide or more", rule.limits.at("least_px")));
        });
}

void check_motion_art(PreflightInput const& input, Rule const&, Report& report) {
    each(
        input, report, [](auto const& video) { return video.kind == "motion_art"; },
        [&](VideoFacts const& video) {
            bool const is_square = video.width_px == 3840 && video.height_px == 3840;
            bool const is_tall = video.width_px == 2048 && video.height_px == 2732;
            if (!is_square && !is_tall) report.broken(video.file, size_of(video), "3840 × 3840 or 2048 × 2732");
            if (video.has_sound) report.broken(video.file, "has sound", "silent");
        });
}

void check_flashes(PreflightInput const& input, Rule const& rule, Report& report) {
    each(
        input, report, [](auto const& video) { return video.flashes_a_second.has_value(); },
        [&](VideoFacts const& video) {
            if (*video.flashes_a_second > rule.limits.at("most_a_second"))
                report.broken(video.file, fmt::format("{} flashes in a second", *video.flashes_a_second),
                              fmt::format("{:.0f}", rule.limits.at("most_a_second")));
        });
}

/// A music video goes out as a release of its own with a code of its own; a teaser goes out with none.
void check_apart(PreflightInput const& input, Rule const&, Report& report) {
    bool const is_video_single = input.release.kind == ReleaseKind::video_single;
    for (std::size_t i = 0; i < input.release.tracks.size(); ++i) {
        auto const& track = input.release.tracks[i];
        auto const field = fmt::format("tracks[{}]", i);
        for (auto const& asset : input.release.assets)
            if (asset.file == track.file && (asset.kind == "teaser" || asset.kind == "canvas"))
                report.broken(track.file, "a " + asset.kind + " among the recordings", "posts and stores' own pages");
        if (track.video.has_value() != is_video_single)
            report.broken(field + ".video", is_video_single ? "a video single without a picture" : "a video",
                          "a video single of its own");
        for (auto const& other : input.catalogue)
            for (auto const& known : other.recordings)
                if (!track.isrc.value.empty() && known.isrc == track.isrc.value && known.is_video != is_video_single)
                    report.broken(field + ".isrc",
                                  fmt::format("{} is {} on release {}", known.isrc,
                                              known.is_video ? "a video" : "a sound recording", other.id),
                                  "a code of its own");
    }
}

std::string codec_name(VideoCodec codec) {
    return codec == VideoCodec::prores_422_hq ? "prores"
           : codec == VideoCodec::mpeg2       ? "mpeg2video"
                                              : json::enum_name(codec);
}

void check_video_file(PreflightInput const& input, Rule const&, Report& report) {
    if (input.release.kind != ReleaseKind::video_single) return report.not_applicable();
    for (auto const& track : input.release.tracks) {
        if (!track.video) continue;
        auto const found = std::find_if(input.videos.begin(), input.videos.end(), [&](auto const& video) {
            return video.kind == "video" && video.file == track.file;
        });
        if (found == input.videos.end()) {
            report.broken(track.file, "was not measured", "measured");
            continue;
        }
        auto const& written = *track.video;
        if (found->codec != codec_name(written.codec))
            report.broken(track.file, found->codec, codec_name(written.codec));
        if (found->width_px != written.width_px || found->height_px != written.height_px)
            report.broken(track.file, size_of(*found), fmt::format("{} × {}", written.width_px, written.height_px));
        if (std::abs(found->frames_per_second - written.frames_per_second) > 0.01)
            report.broken(track.file, fmt::format("{:.3f} frames a second", found->frames_per_second),
                          fmt::format("{:.3f}", written.frames_per_second));
        if (!found->has_sound) report.broken(track.file, "is silent", "with sound");
    }
}

}  // namespace

void add_video_checks(Checks& checks) {
    checks["wide_teaser"] = check_wide;
    checks["motion_art"] = check_motion_art;
    checks["flashes"] = check_flashes;
    checks["video_apart"] = check_apart;
    checks["video_file"] = check_video_file;
}

}  // namespace troupe::distribution::impl
