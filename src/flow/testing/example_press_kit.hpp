#pragma once

#include <cmath>

#include "flow/press_kit.hpp"

namespace troupe::flow::testing {

inline Date day(int year, unsigned month, unsigned of_month) {
    return Date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(of_month)};
}

inline void add_example_plan(PressKit& kit) {
    kit.plan_start = day(2026, 11, 23);
    kit.plan_days = 90;
    kit.time_zone = "Europe/Oslo";
    kit.calendar_file = "plan/calendar.ics";
    for (auto const& [date, title] :
         {std::pair(day(2026, 12, 18), "Salt and Static"), std::pair(day(2027, 1, 29), "Pilot Light")}) {
        kit.plan.push_back({date, "00:00", "stores", "release", title});
        for (int before : {14, 7, 3, 1})
            kit.plan.push_back({plus_days(date, -before), "18:30", before > 3 ? "youtube" : "instagram", "teaser",
                                "Teaser, the turn before the drop"});
        for (int after : {2, 5, 9})
            kit.plan.push_back({plus_days(date, after), "20:00", "tiktok", "post",
                                "The hum under the second verse is a harbour light"});
    }
    for (int week = 0; week < 13; ++week) {
        kit.plan.push_back({plus_days(kit.plan_start, week * 7 + 2), "19:00", "instagram", "post",
                            "A line from the notebook, set small"});
        kit.plan.push_back({plus_days(kit.plan_start, week * 7 + 4), "21:00", "bluesky", "story",
                            "What the ferry sounds like in fog"});
    }
}

inline void add_example_song(PressKit& kit) {
    auto& song = kit.song;
    song = {.title = "Salt and Static",
            .release_date = day(2026, 12, 18),
            .genre = "Dark ambient",
            .bpm = 92,
            .key = "F# minor",
            .seconds = 62,
            .lufs = -14.02,
            .true_peak_dbtp = -1.08,
            .mp3 = "releases/salt-and-static/master.mp3",
            .flac = "releases/salt-and-static/master.flac"};
    double at = 0;
    for (auto const& [name, length, energy] :
         {std::tuple("intro", 8.0, 0.2), std::tuple("verse", 14.0, 0.5), std::tuple("chorus", 12.0, 0.95),
          std::tuple("verse", 8.0, 0.5), std::tuple("chorus", 14.0, 1.0), std::tuple("outro", 6.0, 0.3)}) {
        song.sections.push_back({name, Seconds(at), Seconds(at + length), energy, 1});
        for (int i = 0; i < length * 13; ++i)
            song.peaks.push_back(
                static_cast<float>(energy * (0.55 + 0.45 * std::abs(std::sin(i * 1.7) * std::cos(i * 0.37)))));
        at += length;
    }
    char const* const words[] = {"The tide keeps a ledger",          "of everything we said",
                                 "I left the radio talking",         "to an unmade bed",
                                 "Salt and static, salt and static", "nothing comes in clear",
                                 "Turn me down to where the sea is", "I can still hear you from here"};
    for (int i = 0; i < 8; ++i) song.lyrics.push_back({Seconds(9.0 + i * 4), Seconds(12.2 + i * 4), words[i]});
    for (auto const* stem : {"Drums", "Bass", "Pad", "Lead", "Voice"})
        song.stems.push_back({stem, std::string("releases/salt-and-static/stems/") + stem + ".flac", 0, 0, 8'400'000});
    song.midi = "releases/salt-and-static/song.mid";
}

inline void add_example_biographies(PressKit& kit) {
    kit.biographies = {{"In short",
                        "Norra Vang writes slow electronic music from the recordings of a harbour that closes at ten. "
                        "The pieces are built from foghorns, "
                        "ferry engines and one borrowed synthesiser, and they rarely say more than they must."},
                       {"Press text",
                        "Norra Vang grew up above a ticket office at the end of a ferry line and learned rhythm from "
                        "engines that never quite agreed. For six "
                        "years the nights belonged to the dock gate: opening it, closing it, writing down what went "
                        "through.\n\nThe notebook became the "
                        "lyrics, the gate motor became the kick drum. Salt and Static is the first song that left the "
                        "harbour, made in one week in "
                        "November with the windows open."},
                       {"The whole story",
                        "There is a ferry that stops running at ten in the evening, and there is a room above its "
                        "ticket office.\n\nIn that room someone "
                        "taped the sound of the water against the piles for three winters, because it was the only "
                        "thing that kept time. The first "
                        "songs were made to be played back to the same water. They were slow because the tide "
                        "was.\n\nWhat is left of that time is "
                        "a rule: nothing is played that could not be heard from the quay."}};
}

inline void add_example_artist(PressKit& kit) {
    kit.name = "Norra Vang";
    kit.tagline = "Night-shift electronics from the last ferry stop.";
    kit.promise = "Slow electronic music for the hour when the harbour is switched off and the radio is still on.";
    kit.genre_line = "Dark ambient and dub techno";
    kit.palette = {"#0b1418", "#17343c", "#4f7d83", "#dfe9e4", "#ff6b3d"};
    kit.values = {"Say it once.", "Leave the room quieter than it was.", "No photographs of faces."};
    kit.motifs = {"sodium light", "ferry timetables", "wet rope", "dial tone"};
    kit.facts = {{"Home", "A room above the ferry office"},
                 {"Object", "One borrowed synthesiser with a broken key"},
                 {"Job", "Six years at the dock gate, nights"},
                 {"Rule", "Nothing that could not be heard from the quay"}};
    add_example_biographies(kit);
}

inline void add_example_files(PressKit& kit) {
    kit.cover = "releases/salt-and-static/cover.jpg";
    kit.canvas = "releases/salt-and-static/canvas.mp4";
    kit.teasers = {{"9:16", "releases/salt-and-static/teaser-9x16.mp4", 1080, 1920, 9'100'000},
                   {"1:1", "releases/salt-and-static/teaser-1x1.mp4", 1080, 1080, 6'200'000},
                   {"16:9", "releases/salt-and-static/teaser-16x9.mp4", 1920, 1080, 8'800'000}};
    kit.avatar = "kit/avatar.jpg";
    kit.logo = "kit/logo.svg";
    kit.banners = {{"Banner", "kit/banner.jpg", 1500, 500, 0}};
    kit.downloads = {{"Lyrics", "releases/salt-and-static/lyrics.txt", 0, 0, 800},
                     {"Timed lyrics", "releases/salt-and-static/lyrics.lrc", 0, 0, 900},
                     {"Passport", "passport.json"},
                     {"Plan", "plan/plan.csv", 0, 0, 14'000}};
}

inline void add_example_records(PressKit& kit) {
    kit.ai_disclosure = {"Vocals: made by AI (troupe voice 1)", "Lyrics: made by AI (troupe writer 1)",
                         "Composition: made by AI (troupe composer 1)", "Artwork: made by AI (troupe cover 1)"};
    kit.preflight_summary = "The work is sound. Before a live delivery 4 things are missing: see the findings.";
    kit.checks_passed = 41;
    kit.checks = {{"ID04", true, "No ISRC for “Salt and Static” yet",
                   "`troupe release codes set` writes down what an agency or distributor gave; none is made up"},
                  {"ID04", true, "No UPC or EAN yet", "Enter the code once an agency or distributor gave it"},
                  {"MD15", true, "who “Norra Vang” is in law is not known",
                   "`troupe release edit RELEASE FIELD=NAME` enters the person or company behind the name; `TROUPE_LEGAL_NAME` does for all releases to come"},
                  {"MD13b", false, "Out in 26 days", "Choose a later date to be considered for playlists"}};
    kit.passport = {{"Artist id", "0193a1b2-0000-7000-8000-00000000c0de"},
                    {"Version", "1"},
                    {"Core", "locked"},
                    {"Core hash", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"},
                    {"Seed", "7262718"}};
}

/// A kit with everything in it.
inline PressKit example_press_kit() {
    PressKit kit;
    add_example_artist(kit);
    add_example_song(kit);
    add_example_files(kit);
    add_example_plan(kit);
    add_example_records(kit);
    return kit;
}

}  // namespace troupe::flow::testing
