#pragma once

#include <array>
#include <filesystem>
#include <span>
#include <stop_token>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"

/// What the sound does at every frame of a video.
namespace troupe::visual::motion {

constexpr std::size_t spectrum_bands = 48;

/// All 0..1, relative to the loudest of the same stretch. They rise at once and fall within a fifth of a second.
struct SoundFrame {
    float level = 0;
    float bass = 0;                                ///< below 150 Hz
    std::array<float, spectrum_bands> spectrum{};  ///< 40 Hz to 11 kHz, equally wide in pitch, lowest first
};

constexpr double listening_rate = 24'000;  ///< samples a second of the mono sound that is analysed

/// One entry a frame. `mono` begins at the first frame; where it ends early there is silence.
[[nodiscard]] std::vector<SoundFrame> analyse(std::span<float const> mono, int frames, int frames_per_second);

/// Decodes a stretch of a sound file by ffmpeg, as mono at listening_rate. Errors: unavailable (no ffmpeg),
/// invalid_input (no sound in the file), cancelled.
[[nodiscard]] Result<std::vector<float>> decode_stretch(std::filesystem::path const& song, Seconds start, Seconds length,
                                                        std::stop_token const& stop);

}  // namespace troupe::visual::motion
