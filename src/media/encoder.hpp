#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "base/units.hpp"

/// Videos through an `ffmpeg` subprocess that is fed raw frames: nothing of it is linked, and a crash of it is an error here.
///
///     auto encoder = TRY(VideoEncoder::create("teaser.mp4", {.width_px = 1080, .height_px = 1920, .frames = 450}));
///     for (...) TRY(encoder.write(frame, stop));
///     TRY(encoder.close(stop));
namespace troupe::media {

/// A stretch of a sound file, laid under the whole video.
struct VideoSound {
    std::filesystem::path file;  ///< any format ffmpeg reads
    Seconds start{0};            ///< where in the file the video's first frame is; beyond its end there is silence
    Seconds fade_in{0};
    Seconds fade_out{0};
};

struct VideoTags {
    std::string title;
    std::string artist;
    std::string comment;  ///< the AI disclosure
};

/// MP4 with H.264 (high profile, yuv420p, BT.709 limited range), and AAC (48 kHz, stereo, 192 kbit/s) when there is sound.
struct VideoFormat {
    int width_px = 0;   ///< even, 16 to 8192
    int height_px = 0;  ///< even, 16 to 8192
    int frames = 0;     ///< exactly this many will be written; at least 1
    int frames_per_second = 30;
    int quality = 20;              ///< x264's constant rate factor: 0 lossless .. 51; 18 to 23 look clean
    std::optional<int> most_kbps;  ///< never more than this over a second, where the size of the file is limited
    std::optional<VideoSound> sound;
    VideoTags tags;
};

/// Bytes of one frame: the Y plane, then U, then V, each without padding.
[[nodiscard]] constexpr std::size_t frame_bytes(int width_px, int height_px) {
    return static_cast<std::size_t>(width_px) * static_cast<std::size_t>(height_px) * 3 / 2;
}

/// Same frames, same sound, same ffmpeg: the same bytes, on any number of cores. The file gets its name on `close()`;
/// without it nothing remains.
class VideoEncoder {
public:
    /// Errors: invalid_input (format.width_px.., format.sound.file), not_found (the sound), unavailable (no ffmpeg on
    /// the PATH; the folder cannot be written).
    [[nodiscard]] static Result<VideoEncoder> create(std::filesystem::path const& file, VideoFormat const& format);
    VideoEncoder(VideoEncoder&&) noexcept;
    VideoEncoder& operator=(VideoEncoder&&) = delete;
    ~VideoEncoder();

    /// The next frame, of frame_bytes(). Waits while ffmpeg is busy. Errors: unavailable (disk full; ffmpeg failed, with
    /// its last words), cancelled.
    [[nodiscard]] Result<void> write(std::span<std::uint8_t const> yuv420p, std::stop_token const& stop = {});
    /// Errors: as for write; internal (fewer frames than promised).
    [[nodiscard]] Result<void> close(std::stop_token const& stop = {});

private:
    struct Running;
    explicit VideoEncoder(std::unique_ptr<Running> running);
    std::unique_ptr<Running> running_;
};

}  // namespace troupe::media
