#pragma once

#include <gtest/gtest.h>

#include "distribution/preflight.hpp"
#include "distribution/testing/example_release.hpp"

namespace troupe::distribution::testing {

[[nodiscard]] inline media::Provenance made_by_people(media::AiShares const& ai) {
    return {.engine = "a band", .engine_version = "1", .kind = media::MakerKind::human, .licence = "own", .ai = ai};
}

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
    auto const none = media::AiShare::none;
    input.release.assets = {{"master.flac", "master", "", 0,
                             made_by_people({.vocals = none, .lyrics = none, .composition = none,
                                             .instrumentation = none, .mix = none}),
                             ""},
                            {"cover.jpg", "cover", "", 0, made_by_people({.artwork = none}), ""}};
    return input;
}

/// The same, all of it by an embedded engine, with the marks that say so.
[[nodiscard]] inline PreflightInput sound_input_of_ai() {
    auto input = sound_input();
    auto const all = media::AiShare::all;
    auto& assets = input.release.assets;
    assets[0].provenance.ai = {.vocals = all, .lyrics = all, .composition = all, .instrumentation = all, .mix = all};
    assets[1].provenance.ai = {.artwork = all};
    for (auto& asset : assets) {
        asset.provenance.engine = "troupe composer";
        asset.provenance.kind = media::MakerKind::procedural;
    }
    input.cover.source_type = "algorithmicMedia";
    return input;
}

/// Another release of the same artist, a month before.
[[nodiscard]] inline KnownRelease known_release() {
    return {.id = "0193a1b2-0000-7000-8000-00000000b0de",
            .title = "Slack Water",
            .artist = "Norra Vang",
            .is_same_artist = true,
            .date = plus_days(example_release().release_date, -30),
            .upc = "036000291452",
            .cover_sha256 = std::string(64, 'c'),
            .recordings = {{"Slack Water", "GBAYE6900001", std::string(64, '1'), {}, false}}};
}

/// A video single that nothing stands against.
[[nodiscard]] inline PreflightInput sound_video() {
    auto input = sound_input();
    auto const legal_name = input.release.tracks[0].contributors[0].legal_name;
    auto const assets = input.release.assets;
    input.release = live_video();
    input.release.tracks[0].contributors[0].legal_name = legal_name;
    input.release.assets = assets;
    input.release.assets[0].file = "video.mp4";
    input.release.assets[0].kind = "video";
    input.release.assets[0].provenance.ai.video = media::AiShare::none;
    input.release.assets[1].file = "still.jpg";
    input.audio[0].file = "video.mp4";
    input.audio[0].codec = "mp4";
    input.audio[0].bits = 0;
    input.cover = {.file = "still.jpg", .codec = "jpeg", .width_px = 1920, .height_px = 1080, .entropy_bits = 6};
    input.videos = {{"video.mp4", "video", "h264", 1920, 1080, 185.25, 25, true, 90'000'000}};
    return input;
}

[[nodiscard]] inline Track& track(PreflightInput& input) { return input.release.tracks[0]; }
inline void title(PreflightInput& input, std::string const& text) { input.release.title = track(input).title = text; }

/// What the check finds; a failure of the test where it cannot be made.
[[nodiscard]] inline Preflight run(PreflightInput const& input) {
    auto const result = preflight(input);
    EXPECT_TRUE(result) << result.error().message;
    return result.value_or(Preflight{});
}

}  // namespace troupe::distribution::testing
