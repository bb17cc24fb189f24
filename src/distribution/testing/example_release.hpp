#pragma once

#include <fmt/format.h>

#include "distribution/ern.hpp"
#include "distribution/release.hpp"

/// Releases of every kind, for tests.
namespace troupe::distribution::testing {

/// As a debut makes it: one sung track, no codes yet.
[[nodiscard]] inline Release example_release() {
    Release release;
    release.id = "0193a1b2-0000-7000-8000-00000000c0de";
    release.slug = "salt-and-static";
    release.title = "Salt and Static";
    release.artist = "Norra Vang";
    release.label = "Norra Vang";
    release.genre = "Electronic";
    release.sub_genre = "Ambient";
    release.tracks = {{.title = "Salt and Static",
                       .file = "master.flac",
                       .sha256 = std::string(64, 'a'),
                       .seconds = Seconds(185.25),
                       .contributors = {{.name = "Norra Vang", .roles = {"ComposerLyricist", "StudioProducer"}}},
                       .language = "en",
                       .lyrics = "the tide keeps a ledger\nof everything we said"}};
    release.cover = {"cover.jpg", std::string(64, 'b'), 3000, 3000};
    release.p_line = release.c_line = {2026, "Norra Vang"};
    release.release_date = Date{std::chrono::year(2026), std::chrono::month(12), std::chrono::day(18)};
    return release;
}

[[nodiscard]] inline MessageSettings example_settings() {
    MessageSettings settings;
    settings.sender.name = "Norra Vang";
    settings.message_id = "0193a1b2-message";
    settings.thread_id = "0193a1b2-thread";
    settings.created = TimePoint(std::chrono::milliseconds(1'795'336'200'000));
    return settings;
}

[[nodiscard]] inline DeliveredFiles example_files() {
    return {{{"resources/audio.flac", std::string(32, 'a')}}, {"resources/cover.jpg", std::string(32, 'b')}};
}

/// The same with every code a live delivery needs. They are examples from the standards and from DDEX's documents.
[[nodiscard]] inline Release live_release() {
    auto release = example_release();
    release.tracks[0].isrc = {"GBAYE6900531", CodeStatus::assigned, "test"};
    release.upc = {"4006381333931", CodeStatus::external, "test"};
    return release;
}

[[nodiscard]] inline MessageSettings live_settings() {
    auto settings = example_settings();
    settings.sender.dpid = "PADPIDA2013042401U";
    settings.recipient = {"PADPIDA2009101501Y", "A Store"};
    settings.control = MessageControl::live;
    return settings;
}

/// A release of several tracks with all codes, guests and remixers: an EP of up to 6, else an album.
[[nodiscard]] inline Release live_album(int tracks) {
    auto release = live_release();
    release.kind = tracks > 6 ? ReleaseKind::album : tracks > 3 ? ReleaseKind::ep : ReleaseKind::single;
    release.title = "Tidal Ledger";
    release.slug = "tidal-ledger";
    release.artists = {{"Norra Vang"}};
    auto const first = release.tracks[0];
    release.tracks.clear();
    for (int i = 1; i <= tracks; ++i) {
        auto track = first;
        track.title = fmt::format("Ledger Page {}", i);
        track.file = fmt::format("{:02}.flac", i);
        track.isrc.value = fmt::format("GBAYE69{:05}", i);
        track.seconds = Seconds(150.4 + i);
        track.contributors.push_back({.name = "Ida Sund", .roles = {"Lyricist", "Vocalist"}});
        if (i % 3 == 0) track.artists = {{"Norra Vang"}, {"Ida Sund", ArtistRole::featured}};
        if (i % 5 == 0) {
            track.version = "Kolm Remix";
            track.artists = {{"Norra Vang"}, {"Kolm", ArtistRole::remixer}};
        }
        release.tracks.push_back(track);
    }
    return release;
}

[[nodiscard]] inline Release live_video() {
    auto release = live_release();
    release.kind = ReleaseKind::video_single;
    release.tracks[0].file = "video.mp4";
    release.tracks[0].video = VideoStream{VideoCodec::h264, 1920, 1080, 25};
    release.cover = {"still.jpg", std::string(64, 'b'), 1920, 1080};
    return release;
}

/// One for every track and the cover, with hashes of the settings' algorithm.
[[nodiscard]] inline DeliveredFiles files_of(Release const& release, MessageSettings const& settings = {}) {
    auto const length = settings.hash == HashAlgorithm::md5 ? 32U : 64U;
    DeliveredFiles files;
    for (auto const& track : release.tracks)
        files.tracks.push_back({"resources/" + track.file, std::string(length, 'a')});
    files.cover = {"resources/" + release.cover.file, std::string(length, 'b')};
    return files;
}

/// The same with records that say AI made this much of every track and of the cover.
[[nodiscard]] inline Release with_records(Release release, media::AiShares const& track, media::AiShare cover) {
    release.assets.clear();
    for (auto const& item : release.tracks)
        release.assets.push_back({.file = item.file, .kind = "master", .provenance = {.ai = track}});
    release.assets.push_back({.file = release.cover.file, .kind = "cover", .provenance = {.ai = {.artwork = cover}}});
    return release;
}

/// Told to the store of `live_settings` the day before.
[[nodiscard]] inline Release sent_release(Release release) {
    auto settings = live_settings();
    settings.message_id = "0193a1b2-first";
    settings.created -= std::chrono::hours(24);
    return with_message(std::move(release), settings);
}

}  // namespace troupe::distribution::testing
