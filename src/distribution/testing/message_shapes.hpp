#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "distribution/testing/example_release.hpp"

/// Messages of every shape that a release may take, for tests that must hold for all of them.
namespace troupe::distribution::testing {

struct MessageShape {
    std::string name;
    std::function<void(Release&, MessageSettings&)> change;  ///< of a live single
};

[[nodiscard]] inline Release draft_of(Release release) {
    release.upc = {};
    for (auto& track : release.tracks) track.isrc = {};
    return release;
}

inline void make_next(Release& release, MessageSettings& settings, MessageKind kind) {
    release = sent_release(release);
    settings = next_message(release, settings, kind);
}

/// All that a release can say of its rights and terms at once.
inline void add_every_term(Release& release) {
    release.grid = {"A12425GABC1234002M", CodeStatus::assigned, "test"};
    release.catalog_number = "NV-001";
    release.excluded_territories = {"US", "CA"};
    release.original_release_date = plus_days(release.release_date, -400);
    release.pre_order = PreOrder{.start = plus_days(release.release_date, -14), .shows_tracks = false};
    release.deals = usual_deals();
    release.deals[1].territories = {"DE", "AT"};
    release.deals[2].end = plus_days(release.release_date, 365);
    release.artists = {{"Norra Vang", ArtistRole::main, "0000000121032683"},
                       {"Ida Sund", ArtistRole::featured},
                       {"Kolm", ArtistRole::remixer}};
    release.artist = shown_name(release.artists);
    for (auto& track : release.tracks) {
        track.iswc = "T0345246801";
        track.p_line = RightsLine{2025, "Quay & Sons <Records>"};
        track.first_published = plus_days(release.release_date, -400);
        track.contributors.push_back({.name = "Anna Person", .roles = {"Lyricist", "Mixer"}, .ipi = "00052210040"});
    }
}

inline std::vector<MessageShape> const message_shapes{
    {"a single", [](Release&, MessageSettings&) {}},
    {"a draft",
     [](Release& r, MessageSettings& m) {
         r = draft_of(r);
         m = example_settings();
     }},
    {"a draft of an album",
     [](Release& r, MessageSettings& m) {
         r = draft_of(live_album(9));
         m = example_settings();
     }},
    {"two tracks", [](Release& r, MessageSettings&) { r = live_album(2); }},
    {"an EP", [](Release& r, MessageSettings&) { r = live_album(5); }},
    {"an album of 20",
     [](Release& r, MessageSettings&) {
         r = live_album(20);
         r.version = "Deluxe Edition";
     }},
    {"a video", [](Release& r, MessageSettings&) { r = live_video(); }},
    {"a video of HEVC in QuickTime",
     [](Release& r, MessageSettings&) {
         r = live_video();
         r.tracks[0].file = "v.mov";
         r.tracks[0].video = VideoStream{VideoCodec::hevc, 3840, 2160, 23.976};
     }},
    {"an update",
     [](Release& r, MessageSettings& m) {
         make_next(r, m, MessageKind::update);
         r.genre = "Pop";
     }},
    {"an update of an album",
     [](Release& r, MessageSettings& m) {
         r = live_album(7);
         make_next(r, m, MessageKind::update);
     }},
    {"a takedown with ended deals",
     [](Release& r, MessageSettings& m) {
         make_next(r, m, MessageKind::takedown);
         r.takedown_date = plus_days(r.release_date, 90);
     }},
    {"a takedown without deals",
     [](Release& r, MessageSettings& m) {
         make_next(r, m, MessageKind::takedown);
         m.takedown = TakedownStyle::no_deals;
     }},
    {"a takedown of an album",
     [](Release& r, MessageSettings& m) {
         r = live_album(8);
         make_next(r, m, MessageKind::takedown);
         r.takedown_date = plus_days(r.release_date, 9);
     }},
    {"a takedown of a video",
     [](Release& r, MessageSettings& m) {
         r = live_video();
         make_next(r, m, MessageKind::takedown);
         m.takedown = TakedownStyle::no_deals;
     }},
    {"a purge", [](Release& r, MessageSettings& m) { make_next(r, m, MessageKind::purge); }},
    {"every term", [](Release& r, MessageSettings&) { add_every_term(r); }},
    {"every term of an album",
     [](Release& r, MessageSettings&) {
         r = live_album(7);
         add_every_term(r);
     }},
    {"moments and SHA-256",
     [](Release& r, MessageSettings& m) {
         add_every_term(r);
         m.deal_dates = DealDates::moment;
         m.hash = HashAlgorithm::sha256;
         m.avs_version = "11";
     }},
    {"an instrumental",
     [](Release& r, MessageSettings&) {
         r.tracks[0].instrumental = true;
         r.tracks[0].language.clear();
     }},
    {"an explicit track", [](Release& r, MessageSettings&) { r.tracks[0].explicit_lyrics = true; }},
    {"a version", [](Release& r, MessageSettings&) { r.tracks[0].version = "Night Edit"; }},
    {"a wave file",
     [](Release& r, MessageSettings&) {
         r.tracks[0].file = "master.wav";
         r.tracks[0].bits = 16;
         r.tracks[0].sample_rate_hz = 44'100;
     }},
    {"few countries",
     [](Release& r, MessageSettings&) {
         r.territories = {"DE", "AT", "CH"};
     }},
    {"another language",
     [](Release& r, MessageSettings&) {
         r.language = "nb";
         r.title = r.tracks[0].title = "Salt på Bølgen – 塩";
     }},
    {"a script and a country",
     [](Release& r, MessageSettings&) {
         r.language = "zh-Hant";
         r.tracks[0].language = "pt-BR";
     }},
    {"a label of its own", [](Release& r, MessageSettings& m) { r.label = m.sender.name = "Quay & Sons <Records>"; }}};

[[nodiscard]] inline MessageShape const& shape_named(std::string const& name) {
    for (auto const& shape : message_shapes)
        if (shape.name == name) return shape;
    throw std::logic_error("no shape is called " + name);
}

/// With records of a person's work with AI's help, so that 4.3.2 has all kinds of credits to write.
[[nodiscard]] inline std::pair<Release, MessageSettings> shaped(MessageShape const& shape, ErnVersion version) {
    auto release = live_release();
    auto settings = live_settings();
    shape.change(release, settings);
    settings.version = version;
    using media::AiShare;
    return {with_records(release, {.lyrics = AiShare::none, .composition = AiShare::partly, .mix = AiShare::all},
                         AiShare::none),
            settings};
}

}  // namespace troupe::distribution::testing
