#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "music/export/track_files.hpp"
#include "music/takes.hpp"

/// A brief as a folder of files.
namespace troupe::music {

/// A section of a take, which lies in a folder with master.flac, stems/ and score.json.
struct RedoWish {
    std::filesystem::path folder;
    int section = 1;                    ///< counted from 1, as people do
    std::optional<std::uint64_t> seed;  ///< of what takes its place; by default drawn from the brief's
};

struct RenderRequest {
    Brief brief;
    std::filesystem::path out;
    int takes = 1;                     ///< 1 to 10; more than one go into out/take-1..
    std::vector<TrackFormat> formats;  ///< besides the usual ones
    std::optional<RedoWish> redo;
};

struct Rendered {
    std::vector<Take> takes;                   ///< best first; paths are final
    std::vector<std::filesystem::path> files;  ///< all that was written, in order of their names
};

/// Makes the track, the takes or the changed take. Everything is written into a folder `.part` within `out` and moved to
/// its place at the end: a failure leaves nothing of it. With several takes, takes.json says how they rank.
/// Errors: as TrackMaker::make; not_found, invalid_input (the take to change, its score.json).
[[nodiscard]] Result<Rendered> render(TrackMaker& maker, RenderRequest const& request, Progress const& progress, std::stop_token stop);

/// What a listener would find at fault, measured against the brief: tempo, key, length, loudness, peak, holes. Empty: as
/// asked.
[[nodiscard]] std::vector<std::string> faults_of(Track const& track, Brief const& brief);

}  // namespace troupe::music
