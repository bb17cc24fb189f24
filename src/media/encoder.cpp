#include "media/encoder.hpp"

#include <fmt/format.h>

#include <cassert>
#include <fstream>
#include <string_view>
#include <vector>

#include "base/files.hpp"
#include "base/process.hpp"
#include "media/foreign_input.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

using Arguments = std::vector<std::string>;

/// x264 decides a little differently with another number of threads: a fixed one keeps the bytes the same everywhere. They
/// share each picture, in slices: threads that work on several pictures at once read what others are still writing, and about
/// one run in a hundred, under load, chose other bytes for a picture or two. Four are even on two cores and on four, and cost
/// one percent of the size.
constexpr int encoder_threads = 4;
constexpr std::uintmax_t full_below_bytes = std::uintmax_t{1} << 20;

void append(Arguments& arguments, std::initializer_list<std::string> more) {
    arguments.insert(arguments.end(), more.begin(), more.end());
}

void append_frames_in(Arguments& arguments, VideoFormat const& format) {
    append(arguments, {"-f", "rawvideo", "-pix_fmt", "yuv420p", "-color_range", "tv", "-colorspace", "bt709", "-video_size",
                       fmt::format("{}x{}", format.width_px, format.height_px), "-framerate",
                       fmt::format("{}", format.frames_per_second), "-i", "pipe:0"});
}

double seconds_of(VideoFormat const& format) {
    return static_cast<double>(format.frames) / static_cast<double>(format.frames_per_second);
}

/// The stretch of the sound, padded with silence to the video's length, so that neither ends before the other.
std::string sound_filter(VideoSound const& sound, double length) {
    auto filter = std::string("aresample=48000");
    if (sound.fade_in.count() > 0) filter += fmt::format(",afade=t=in:st=0:d={:.6f}", sound.fade_in.count());
    if (sound.fade_out.count() > 0)
        filter += fmt::format(",afade=t=out:st={:.6f}:d={:.6f}", length - sound.fade_out.count(), sound.fade_out.count());
    return filter + fmt::format(",apad=whole_dur={0:.6f},atrim=end={0:.6f}", length);
}

void append_sound_in(Arguments& arguments, VideoSound const& sound, double length) {
    append(arguments, {"-ss", fmt::format("{:.6f}", sound.start.count()), "-t", fmt::format("{:.6f}", length)});
    for (auto& argument : foreign_input(sound.file)) arguments.push_back(std::move(argument));
}

void append_video_out(Arguments& arguments, VideoFormat const& format) {
    append(arguments, {"-map", "0:v", "-c:v", "libx264", "-preset", "veryfast", "-crf", fmt::format("{}", format.quality), "-profile:v",
                       "high", "-pix_fmt", "yuv420p", "-threads", fmt::format("{}", encoder_threads), "-x264-params", "sliced-threads=1", "-g",
                       fmt::format("{}", format.frames_per_second * 4), "-flags:v", "+bitexact", "-color_primaries", "bt709",
                       "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"});
    if (format.most_kbps)
        append(arguments, {"-maxrate", fmt::format("{}k", *format.most_kbps), "-bufsize", fmt::format("{}k", *format.most_kbps)});
}

void append_sound_out(Arguments& arguments, VideoSound const& sound, double length) {
    append(arguments, {"-map", "1:a:0", "-c:a", "aac", "-b:a", "192k", "-ar", "48000", "-ac", "2", "-flags:a", "+bitexact", "-af",
                       sound_filter(sound, length)});
}

void append_tags(Arguments& arguments, VideoTags const& tags) {
    append(arguments, {"-map_metadata", "-1", "-map_chapters", "-1"});
    if (!tags.title.empty()) append(arguments, {"-metadata", "title=" + tags.title});
    if (!tags.artist.empty()) append(arguments, {"-metadata", "artist=" + tags.artist});
    if (!tags.comment.empty()) append(arguments, {"-metadata", "comment=" + tags.comment});
}

Arguments command_line(fs::path const& out, VideoFormat const& format) {
    auto const length = seconds_of(format);
    Arguments arguments{"ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-xerror", "-y"};
    append_frames_in(arguments, format);
    if (format.sound) append_sound_in(arguments, *format.sound, length);
    append_video_out(arguments, format);
    if (format.sound) append_sound_out(arguments, *format.sound, length);
    append_tags(arguments, format.tags);
    append(arguments, {"-fflags", "+bitexact", "-movflags", "+faststart", "-f", "mp4", "file:" + fs::absolute(out).string()});
    return arguments;
}

Result<void> check_side(std::string_view name, int pixels) {
    if (pixels >= 16 && pixels <= 8192 && pixels % 2 == 0) return {};
    return fail(ErrorCode::invalid_input, fmt::format("format.{}: {} pixels, expected an even number from 16 to 8192", name, pixels));
}

Result<void> check_sound(VideoSound const& sound, double length) {
    if (!fs::is_regular_file(sound.file))
        return fail(ErrorCode::not_found, fmt::format("format.sound.file: {}: there is no such file", sound.file.string()));
    if (sound.start.count() < 0)
        return fail(ErrorCode::invalid_input, fmt::format("format.sound.start: {} s, expected 0 or later", sound.start.count()));
    if (sound.fade_in.count() < 0 || sound.fade_out.count() < 0 || (sound.fade_in + sound.fade_out).count() > length)
        return fail(ErrorCode::invalid_input, fmt::format("format.sound: fades of {} and {} s do not fit into {} s",
                                                          sound.fade_in.count(), sound.fade_out.count(), length));
    return {};
}

Result<void> check(VideoFormat const& format) {
    TRY(check_side("width_px", format.width_px));
    TRY(check_side("height_px", format.height_px));
    if (format.frames < 1)
        return fail(ErrorCode::invalid_input, fmt::format("format.frames: {}, expected at least 1", format.frames));
    if (format.frames_per_second < 1 || format.frames_per_second > 120)
        return fail(ErrorCode::invalid_input, fmt::format("format.frames_per_second: {}, expected 1 to 120", format.frames_per_second));
    if (format.sound) TRY(check_sound(*format.sound, seconds_of(format)));
    return {};
}

/// The song may be a stranger's: the child sees it and the file it writes, which therefore must be there.
Walls walls_of(fs::path const& out, VideoFormat const& format) {
    std::ofstream(out, std::ios::binary);  // where that fails ffmpeg says why
    Walls walls{{}, {fs::absolute(out)}};
    if (format.sound) walls.readable.push_back(fs::absolute(format.sound->file));
    return walls;
}

/// ffmpeg's own words, unless it was the disk.
tl::unexpected<Error> video_error(fs::path const& file, Error const& error) {
    if (error.code == ErrorCode::cancelled) return tl::unexpected(error);
    std::error_code ignored;
    auto const folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    auto const space = fs::space(folder, ignored);
    if (!ignored && space.available < full_below_bytes)
        return fail(ErrorCode::unavailable,
                    fmt::format("{}: cannot be written: the disk is full, make room and run the command again", file.string()));
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be encoded: {}", file.string(), error.message));
}

}  // namespace

struct VideoEncoder::Running {
    fs::path file;
    PendingFile pending;
    Process ffmpeg;
    std::size_t bytes_a_frame;
    int frames_left;
};

VideoEncoder::VideoEncoder(std::unique_ptr<Running> running) : running_(std::move(running)) {}
VideoEncoder::VideoEncoder(VideoEncoder&&) noexcept = default;
VideoEncoder::~VideoEncoder() = default;

Result<VideoEncoder> VideoEncoder::create(fs::path const& file, VideoFormat const& format) {
    TRY(check(format));
    if (file.has_parent_path()) TRY(make_folder(file.parent_path()));
    PendingFile pending(file);
    auto process = Process::start(command_line(pending.path(), format), {.walls = walls_of(pending.path(), format)});
    if (!process) return within("videos are encoded by ffmpeg", process.error());
    return VideoEncoder(std::make_unique<Running>(Running{
        file, std::move(pending), *std::move(process), frame_bytes(format.width_px, format.height_px), format.frames}));
}

Result<void> VideoEncoder::write(std::span<std::uint8_t const> frame, std::stop_token const& stop) {
    assert(frame.size() == running_->bytes_a_frame && running_->frames_left > 0);
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, fmt::format("{}: stopped", running_->file.string()));
    auto written = running_->ffmpeg.write({reinterpret_cast<char const*>(frame.data()), frame.size()});
    if (!written) return video_error(running_->file, written.error());
    --running_->frames_left;
    return {};
}

Result<void> VideoEncoder::close(std::stop_token const& stop) {
    if (running_->frames_left > 0)
        return fail(ErrorCode::internal, fmt::format("{}: {} frames are missing", running_->file.string(), running_->frames_left));
    auto finished = running_->ffmpeg.finish(stop);
    if (!finished) return video_error(running_->file, finished.error());
    return running_->pending.commit();
}

}  // namespace troupe::media
