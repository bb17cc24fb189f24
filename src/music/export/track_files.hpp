#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "music/track_maker.hpp"

namespace troupe::music {

/// What can be written of a finished track besides what its maker writes. chords (chords.txt), musicxml (song.musicxml)
/// and score (score.json) need a score; peaks (peaks.json), wav (master.wav, 16 bit, dithered) and opus (master.opus,
/// 48 kHz) are made of the master.
BOOST_DEFINE_ENUM_CLASS(TrackFormat, chords, musicxml, score, peaks, wav, opus)

struct TrackFile {
    std::filesystem::path file;
    std::string role;  ///< chords, notation, score, peaks, wav, opus
};

/// The small ones that every track gets: chords, musicxml, score, peaks.
[[nodiscard]] std::vector<TrackFormat> usual_formats();
/// "wav,opus". Error: invalid_input, with those that exist.
[[nodiscard]] Result<std::vector<TrackFormat>> parse_formats(std::string_view list);

/// Writes them into `folder`; those that need a score are left out where the track has none.
/// Errors: not_found (no master), invalid_input (the master cannot be read), unavailable (disk), cancelled.
[[nodiscard]] Result<std::vector<TrackFile>> write_formats(Track const& track, std::vector<TrackFormat> const& formats,
                                                           std::filesystem::path const& folder, std::stop_token const& stop);

/// One sound file as another, by its extension; resampled to 48 kHz where Opus needs it. Errors: as above.
[[nodiscard]] Result<void> convert_sound(std::filesystem::path const& from, std::filesystem::path const& to, int bits, std::stop_token const& stop);

}  // namespace troupe::music
