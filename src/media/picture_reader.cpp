#include "media/picture_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <fstream>
#include <optional>
#include <vector>

#include "base/process.hpp"
#include "base/text.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

struct Format {
    char const* demuxer;
    char const* decoder;
};

std::optional<Format> format_of(std::string_view head) {
    if (head.starts_with("\xFF\xD8\xFF")) return Format{"jpeg_pipe", "mjpeg"};
    if (head.starts_with("\x89PNG\r\n\x1A\n")) return Format{"png_pipe", "png"};
    if (head.size() >= 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WEBP") return Format{"webp_pipe", "webp"};
    return std::nullopt;
}

std::string shown_name(fs::path const& file) { return text::excerpt(file.filename().string(), 100); }

tl::unexpected<Error> refuse(fs::path const& file, std::string const& why) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {}", shown_name(file), why));
}

Result<Format> checked_format(fs::path const& file, PictureLimits const& limits) {
    std::error_code error;
    auto const bytes = fs::file_size(file, error);
    if (error) return fail(ErrorCode::not_found, fmt::format("{}: there is no such picture", file.string()));
    if (bytes > limits.most_bytes)
        return refuse(file, fmt::format("{} MB, and a picture may have {}", bytes / 1'000'000, limits.most_bytes / 1'000'000));
    std::array<char, 16> head{};
    std::ifstream(file, std::ios::binary).read(head.data(), head.size());
    if (auto const format = format_of({head.data(), head.size()})) return *format;
    return refuse(file, "is no JPEG, PNG or WebP, whatever its name says");
}

/// A decoder left alone paints grey where the file is damaged, and says that all is well: `explode` makes that an error.
std::vector<std::string> command_of(fs::path const& file, Format const& format, PictureLimits const& limits) {
    return {"ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-xerror", "-err_detect", "+crccheck+bitstream+buffer+explode", "-threads", "1",
            "-protocol_whitelist", "file",
            "-codec_whitelist", format.decoder, "-max_pixels", std::to_string(limits.most_pixels), "-f", format.demuxer,
            "-i", "file:" + fs::absolute(file).string(), "-frames:v", "1", "-filter_threads", "1", "-vf",
            "scale=flags=accurate_rnd+full_chroma_int+bitexact,format=rgb24", "-c:v", "ppm", "-f", "image2pipe", "pipe:1"};
}

/// "P6\n<width> <height>\n255\n" and the pixels.
std::optional<Picture> read_ppm(std::string_view ppm) {
    auto const take_number = [&]() -> int {
        while (!ppm.empty() && (ppm.front() == ' ' || ppm.front() == '\n')) ppm.remove_prefix(1);
        int number = 0;
        auto const [end, problem] = std::from_chars(ppm.data(), ppm.data() + ppm.size(), number);
        if (problem != std::errc{}) return 0;
        ppm.remove_prefix(static_cast<std::size_t>(end - ppm.data()));
        return number;
    };
    if (!ppm.starts_with("P6")) return std::nullopt;
    ppm.remove_prefix(2);
    Picture picture;
    picture.width_px = take_number();
    picture.height_px = take_number();
    if (take_number() != 255 || picture.width_px < 1 || picture.height_px < 1 || ppm.empty()) return std::nullopt;
    ppm.remove_prefix(1);
    if (ppm.size() != static_cast<std::size_t>(picture.width_px) * static_cast<std::size_t>(picture.height_px) * 3) return std::nullopt;
    picture.rgb.assign(ppm.begin(), ppm.end());
    return picture;
}

}  // namespace

bool is_picture(std::string_view head) { return format_of(head).has_value(); }

Result<Picture> read_foreign_picture(fs::path const& file, PictureLimits const& limits, std::stop_token const& stop) {
    auto const format = TRY(checked_format(file, limits));
    ProcessLimits const bounds{.memory_bytes = limits.most_memory_bytes, .file_bytes = 1, .cpu = limits.most_cpu, .patience = limits.patience,
                               .walls = Walls{{fs::absolute(file)}, {}}};
    auto const printed = run_process(command_of(file, format, limits), bounds, stop);
    if (!printed) {
        auto const& error = printed.error();
        if (error.code == ErrorCode::cancelled) return tl::unexpected(error);
        if (error.code == ErrorCode::unavailable) return within("pictures of others are decoded by ffmpeg", error);
        return refuse(file, "cannot be read as a picture: " + text::excerpt(error.message, 300));
    }
    auto picture = read_ppm(*printed);
    if (!picture) return refuse(file, "holds no picture");
    if (std::int64_t{picture->width_px} * picture->height_px > limits.most_pixels)
        return refuse(file, fmt::format("{}x{} pixels are more than a picture may have", picture->width_px, picture->height_px));
    return *std::move(picture);
}

}  // namespace troupe::media
