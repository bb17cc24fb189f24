#pragma once

#include "distribution/preflight.hpp"
#include "distribution/testing/example_release.hpp"

namespace troupe::distribution::testing {

/// Four weeks before a release that nothing stands against.
[[nodiscard]] inline PreflightInput sound_input() {
    PreflightInput input;
    input.release = live_release();
    input.release.tracks[0].contributors[0].legal_name = "Example Holding";
    input.sender = live_settings().sender;
    input.today = plus_days(input.release.release_date, -40);
    input.audio = {{.file = "master.flac",
                    .codec = "flac",
                    .seconds = 185.25,
                    .sample_rate_hz = 48'000,
                    .bits = 24,
                    .channels = 2,
                    .lufs = -14.1,
                    .true_peak_dbtp = -1.05,
                    .loudness_range_lu = 6,
                    .correlation = 0.6}};
    input.cover = {.file = "cover.jpg",
                   .codec = "jpeg",
                   .width_px = 3000,
                   .height_px = 3000,
                   .components = 3,
                   .size_bytes = 4'000'000,
                   .entropy_bits = 6.5};
    input.videos = {{"teaser-9x16.mp4", "teaser", "h264", 1080, 1920, 15, 30, true, 9'000'000},
                    {"canvas.mp4", "canvas", "h264", 1080, 1920, 6, 30, false, 4'000'000}};
    media::Provenance const made{.engine = "troupe composer",
                                 .engine_version = "1",
                                 .licence = "own",
                                 .ai = {.composition = media::AiShare::all, .mix = media::AiShare::all}};
    input.release.assets = {{"master.flac", "master", "", 0, made, ""}, {"cover.jpg", "cover", "", 0, made, ""}};
    return input;
}

}  // namespace troupe::distribution::testing
