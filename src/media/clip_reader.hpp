#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <stop_token>
#include <string>

#include "base/process.hpp"
#include "base/result.hpp"
#include "base/units.hpp"

/// Pictures out of video files that strangers made. Nothing of them is decoded in our process: ffprobe and ffmpeg do it as
/// children that may open this one file alone, as MP4 or MOV whatever it is called, with bounds on memory, time and picture.
namespace troupe::media {

struct ClipLimits {
    std::uint64_t most_bytes = 300'000'000;  ///< of the file
    std::int64_t most_pixels = 4096 * 2304;  ///< of one picture: 4K and nothing larger
    Seconds longest{900};                    ///< a longer one is no clip
    std::uint64_t most_memory_bytes = 2'000'000'000;  ///< of addresses, ffmpeg's libraries included
    Seconds most_cpu{90};
    Seconds patience{30};                    ///< without a picture
};

/// What a file really is, not what it is called.
struct ClipFacts {
    int width_px = 0;   ///< as it is shown: turned where the camera was
    int height_px = 0;
    Seconds length{0};
    double frames_per_second = 0;
    std::string codec;  ///< "h264"
};

/// Looks into a file. Errors: not_found; invalid_input (no video, of another format than it says, larger, longer or of more
/// pixels than the limits allow, broken: says which and names the file); unavailable (no ffprobe; it took too long); cancelled.
[[nodiscard]] Result<ClipFacts> probe_clip(std::filesystem::path const& file, ClipLimits const& limits, std::stop_token const& stop);

/// A part of a clip as frames of one size: the middle of the picture, cropped to that shape, never stretched.
struct ClipStretch {
    Seconds start{0};
    Seconds length{1};
    int width_px = 0;   ///< even
    int height_px = 0;  ///< even
    int frames_per_second = 30;
    bool grey = false;  ///< luma alone, one byte a pixel; otherwise yuv420p, BT.709, limited range
};

/// Gives the frames of a stretch, one after the other. Same file, same ffmpeg: the same bytes.
class ClipReader {
public:
    /// Errors: not_found, unavailable (no ffmpeg).
    [[nodiscard]] static Result<ClipReader> open(std::filesystem::path const& file, ClipStretch const& stretch, ClipLimits const& limits);

    /// Bytes of a frame.
    [[nodiscard]] std::size_t frame_bytes() const { return frame_bytes_; }
    /// The next frame. False: there is none left. Errors: invalid_input (the file is broken: names it), unavailable (it
    /// takes too long), cancelled.
    [[nodiscard]] Result<bool> next(std::span<std::uint8_t> frame, std::stop_token const& stop);

private:
    ClipReader(std::filesystem::path file, Process process, std::size_t frame_bytes)
        : file_(std::move(file)), process_(std::move(process)), frame_bytes_(frame_bytes) {}
    std::filesystem::path file_;
    Process process_;
    std::size_t frame_bytes_;
};

}  // namespace troupe::media
