#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "visual/brief.hpp"

/// What the sound does at every frame of a video.
namespace troupe::visual::motion {

constexpr std::size_t spectrum_bands = 48;

/// All 0..1, relative to the loudest of the same stretch. They rise at once and fall within a fifth of a second.
struct SoundFrame {
    float level = 0;
    float bass = 0;                                ///< below 150 Hz; of the bass and the drums, where they are heard apart
    std::array<float, spectrum_bands> spectrum{};  ///< 40 Hz to 11 kHz, equally wide in pitch, lowest first
};

constexpr double listening_rate = 24'000;  ///< samples a second of the mono sound that is analysed

/// One entry a frame. `mono` begins at the first frame; where it ends early there is silence.
[[nodiscard]] std::vector<SoundFrame> analyse(std::span<float const> mono, int frames, int frames_per_second);

/// Listens to a stretch of the song, in pieces, so that an hour needs no more memory than a minute. With stems every part
/// of the spectrum is driven by who plays there: the low bands by the bass, the middle by the lead, the high ones by the
/// drums. Errors: unavailable (no ffmpeg), invalid_input (song, stems.bass..: no sound in the file), not_found (a stem),
/// cancelled.
[[nodiscard]] Result<std::vector<SoundFrame>> listen(std::filesystem::path const& song, StemFiles const& stems, Seconds start, int frames,
                                                     int frames_per_second, std::stop_token const& stop);

}  // namespace troupe::visual::motion
