#include "media/foreign_input.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

/// Containers that hold what they say themselves. Not among them: lists of other files (hls, concat, dash, ..), whatever a
/// file that is called a song may hold.
constexpr auto kinds = "wav,w64,aiff,flac,ogg,mp3,aac,mov,matroska,avi";
constexpr auto decoders =
    "pcm_s16le,pcm_s24le,pcm_s32le,pcm_f32le,pcm_f64le,pcm_u8,pcm_s8,pcm_s16be,pcm_s24be,pcm_s32be,flac,alac,mp3,mp3float,aac,"
    "opus,libopus,vorbis,libvorbis,h264,hevc,mpeg4,mjpeg,prores,vp8,vp9,libvpx-vp9,av1,libdav1d,png";

}  // namespace

std::vector<std::string> foreign_input(fs::path const& file) {
    // Two threads: with as many as there are cores their stacks alone would pass the limit on a large machine.
    return {"-protocol_whitelist", "file", "-format_whitelist", kinds, "-codec_whitelist", decoders, "-max_pixels", "67108864",
            "-threads", "2", "-i", "file:" + fs::absolute(file).string()};
}

ProcessLimits foreign_limits(fs::path const& file, Seconds cpu) {
    return {.memory_bytes = 2'000'000'000, .file_bytes = 1, .cpu = cpu, .patience = Seconds(60), .walls = Walls{{fs::absolute(file)}, {}}};
}

}  // namespace troupe::media
