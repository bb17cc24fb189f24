#pragma once

#include "distribution/ern.hpp"
#include "distribution/release.hpp"

/// A release as a debut makes it, for tests: one sung track, no codes yet.
namespace troupe::distribution::testing {

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

}  // namespace troupe::distribution::testing
