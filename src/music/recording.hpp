#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "media/timeline.hpp"
#include "music/analysis.hpp"

namespace troupe::music {

/// A finished song that was made elsewhere, in the form that ours have.
struct Recording {
    std::filesystem::path master;    ///< master.flac, 24 bit, 48 kHz, stereo
    std::filesystem::path mp3;       ///< master.mp3, 320 kbit/s; its decoded peaks are below -1 dBTP too
    Analysis analysis;               ///< of the master
    media::Timeline timeline;        ///< as heard
    double gain_db = 0;              ///< what it was made louder or quieter by
    std::vector<std::string> notes;  ///< what could not be had without changing its sound
};

struct RecordingRequest {
    std::filesystem::path sound;   ///< WAV, FLAC, MP3 or OGG, any rate, mono or stereo
    std::filesystem::path folder;  ///< master.flac and master.mp3 go here, each whole or not at all
    double lufs = -14;             ///< wanted loudness
    double least_seconds = 1;      ///< what is shorter broke off
    double peak_dbtp = -1.45;      ///< highest peak; below -1, because MP3 coding moves peaks a little
};

/// Keeps the sound as it is and moves its level alone: down to the wanted loudness, or up as far as its peaks let it.
/// Block by block, whatever the length. `progress` hears shares of the work, 0..1. Errors: not_found, invalid_input (no
/// sound that can be read; shorter than `least_seconds`, longer than 30 minutes; silent), unavailable (disk),
/// cancelled.
[[nodiscard]] Result<Recording> finish_recording(RecordingRequest const& request,
                                                 std::function<void(double)> const& progress, std::stop_token stop);

}  // namespace troupe::music
