#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>

#include "music/impl/master.hpp"
#include "music/impl/mix.hpp"
#include "music/impl/plan.hpp"
#include "music/impl/splice.hpp"
#include "music/track_maker.hpp"

namespace troupe::music::impl {

/// A brief with its tables, plan and song: what every step after composing needs.
struct Song {
    Brief const& brief;
    Tables const& tables;
    Plan plan;
    Score score;
};

/// The plan of a song that exists: its tempo, key, form and length, whatever the tables and the engine would choose by
/// now. `seconds`: of the finished track.
[[nodiscard]] Plan plan_of(Score const& score, Brief const& brief, Tables const& tables, double seconds);

/// The target of the brief, with the song's and the artist's offsets of tone.
[[nodiscard]] MasterTarget master_target(Song const& song);

/// Writes a stereo sound as a file, louder by `gain_db`; `listener`, if any, hears what is written. Errors: unavailable,
/// cancelled.
[[nodiscard]] Result<void> write_sound(Sound const& sound, std::filesystem::path const& file, double gain_db, Analyzer* listener, std::stop_token const& stop);
/// As MP3, made again a little quieter where what comes out of the decoder would exceed -1 dBTP: coding moves peaks.
[[nodiscard]] Result<void> write_mp3(Sound const& sound, std::filesystem::path const& file, std::stop_token const& stop);

/// song.mid and, where lyrics are sung, lyrics.lrc; score, key, timeline and provenance of the track.
[[nodiscard]] Result<void> write_song(Song const& song, std::filesystem::path const& folder, Track& track);

/// Who made it: the engine, the brief without the catalogue it was kept away from, and what of it counts as AI.
[[nodiscard]] media::Provenance provenance_of(Brief const& brief);

/// Progress that never falls.
class Stages {
public:
    explicit Stages(Progress const& progress) : progress_(progress) {}
    void report(double fraction, std::string_view what);

private:
    Progress const& progress_;
    double last_ = 0;
};

}  // namespace troupe::music::impl
