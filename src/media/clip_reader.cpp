#include "media/clip_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <vector>

#include "base/json.hpp"
#include "base/text.hpp"
#include "media/encoder.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

/// What cameras and stock services write. A decoder that nobody needs is a door that nobody watches.
constexpr auto codecs = "h264,hevc,mpeg4,vp9,libvpx-vp9,av1,libdav1d,aac,mp3,mp3float";

/// The file is read as MP4 or MOV, or not at all: a playlist or a picture under that name is refused by the demuxer, and
/// whatever it refers to cannot be opened.
std::vector<std::string> input_of(fs::path const& file, ClipLimits const& limits) {
    return {"-protocol_whitelist", "file", "-codec_whitelist", codecs, "-max_pixels", std::to_string(limits.most_pixels), "-f", "mov",
            "-i", "file:" + fs::absolute(file).string()};
}

ProcessLimits limits_of(fs::path const& file, ClipLimits const& limits) {
    return {.memory_bytes = limits.most_memory_bytes, .file_bytes = 1, .cpu = limits.most_cpu, .patience = limits.patience,
            .walls = Walls{{fs::absolute(file)}, {}}};
}

std::string name_of(fs::path const& file) { return text::excerpt(file.filename().string(), 100); }

/// An MP4 begins with a box of its type; what does not is something else under that name.
Result<void> check_bytes(fs::path const& file, ClipLimits const& limits) {
    std::error_code error;
    auto const bytes = fs::file_size(file, error);
    if (error) return fail(ErrorCode::not_found, fmt::format("{}: there is no such clip", file.string()));
    if (bytes > limits.most_bytes)
        return fail(ErrorCode::invalid_input, fmt::format("{}: {} MB, and a clip may have {}: take a smaller one", name_of(file),
                                                          bytes / 1'000'000, limits.most_bytes / 1'000'000));
    std::array<char, 12> head{};
    std::ifstream(file, std::ios::binary).read(head.data(), head.size());
    if (std::string_view(head.data() + 4, 4) != "ftyp")
        return fail(ErrorCode::invalid_input, fmt::format("{}: is no MP4 video, whatever its name says", name_of(file)));
    return {};
}

double number_of(json::Object const& in, std::string_view name) {
    auto const* value = in.if_contains(name);
    if (value == nullptr) return 0;
    if (value->is_number()) return value->to_number<double>();
    auto const* words = value->if_string();
    if (words == nullptr) return 0;
    double number = 0;
    auto const [end, problem] = std::from_chars(words->data(), words->data() + words->size(), number);
    return problem == std::errc{} && std::isfinite(number) ? number : 0;
}

/// "30000/1001".
double rate_of(json::Object const& in) {
    auto const* words = in.contains("avg_frame_rate") ? in.at("avg_frame_rate").if_string() : nullptr;
    if (words == nullptr) return 0;
    auto const parts = text::split(std::string_view(words->data(), words->size()), '/');
    if (parts.size() != 2) return 0;
    double over = 0, under = 0;
    std::from_chars(parts[0].data(), parts[0].data() + parts[0].size(), over);
    std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), under);
    return under > 0 ? over / under : 0;
}

bool lies_on_its_side(json::Object const& stream) {
    auto const* data = stream.if_contains("side_data_list");
    if (data == nullptr || !data->is_array()) return false;
    for (auto const& each : data->as_array())
        if (each.is_object() && std::lround(std::fabs(number_of(each.as_object(), "rotation"))) % 180 == 90) return true;
    return false;
}

Result<json::Object> first_stream(std::string const& printed, fs::path const& file) {
    auto const parsed = json::parse_value(printed);
    auto const* object = parsed ? parsed->if_object() : nullptr;
    auto const* streams = object == nullptr ? nullptr : object->if_contains("streams");
    if (streams == nullptr || !streams->is_array() || streams->as_array().empty() || !streams->as_array()[0].is_object())
        return fail(ErrorCode::invalid_input, fmt::format("{}: holds no video", name_of(file)));
    return streams->as_array()[0].as_object();
}

Result<ClipFacts> checked(ClipFacts facts, fs::path const& file, ClipLimits const& limits) {
    auto const refuse = [&](std::string const& why) { return fail(ErrorCode::invalid_input, fmt::format("{}: {}", name_of(file), why)); };
    if (facts.width_px < 16 || facts.height_px < 16) return refuse("holds no picture");
    if (std::int64_t{facts.width_px} * facts.height_px > limits.most_pixels)
        return refuse(fmt::format("{}x{} pixels are more than a clip may have", facts.width_px, facts.height_px));
    if (!(facts.length.count() > 0)) return refuse("does not say how long it is: it is broken");
    if (facts.length > limits.longest) return refuse(fmt::format("{:.0f} s long, and a clip may have {:.0f}", facts.length.count(), limits.longest.count()));
    return facts;
}

/// ffmpeg's complaint in one line; what a limit or a stop did stays what it is.
tl::unexpected<Error> refused(fs::path const& file, Error const& error) {
    if (error.code == ErrorCode::cancelled) return tl::unexpected(error);
    if (error.code == ErrorCode::unavailable) return within(name_of(file), error);
    return fail(ErrorCode::invalid_input, fmt::format("{}: cannot be read as a video: {}", name_of(file), text::excerpt(error.message, 300)));
}

std::string filter_of(ClipStretch const& stretch) {
    return fmt::format("fps=fps={}:start_time=0,scale={}:{}:force_original_aspect_ratio=increase:flags=bicubic+accurate_rnd+bitexact:out_color_matrix=bt709:out_range=tv,"
                       "crop={}:{},setsar=1,format={}",
                       stretch.frames_per_second, stretch.width_px, stretch.height_px, stretch.width_px, stretch.height_px,
                       stretch.grey ? "gray" : "yuv420p");
}

}  // namespace

Result<ClipFacts> probe_clip(fs::path const& file, ClipLimits const& limits, std::stop_token const& stop) {
    TRY(check_bytes(file, limits));
    std::vector<std::string> command{"ffprobe", "-v", "error"};
    for (auto& argument : input_of(file, limits)) command.push_back(std::move(argument));
    for (auto const* argument : {"-select_streams", "v:0", "-show_entries",
                                 "stream=codec_name,width,height,duration,avg_frame_rate:stream_side_data=rotation", "-of", "json"})
        command.emplace_back(argument);
    auto const printed = run_process(command, limits_of(file, limits), stop);
    if (!printed) return refused(file, printed.error());
    auto const stream = TRY(first_stream(*printed, file));
    ClipFacts facts;
    facts.width_px = static_cast<int>(std::clamp(number_of(stream, "width"), 0.0, 1e6));
    facts.height_px = static_cast<int>(std::clamp(number_of(stream, "height"), 0.0, 1e6));
    if (lies_on_its_side(stream)) std::swap(facts.width_px, facts.height_px);
    facts.length = Seconds(number_of(stream, "duration"));
    facts.frames_per_second = rate_of(stream);
    if (auto const* name = stream.contains("codec_name") ? stream.at("codec_name").if_string() : nullptr) facts.codec = text::excerpt(*name, 20);
    return checked(std::move(facts), file, limits);
}

Result<ClipReader> ClipReader::open(fs::path const& file, ClipStretch const& stretch, ClipLimits const& limits) {
    TRY(check_bytes(file, limits));
    std::vector<std::string> command{"ffmpeg", "-hide_banner", "-loglevel", "error", "-nostdin", "-xerror", "-threads", "1",
                                     "-ss", fmt::format("{:.6f}", stretch.start.count())};
    for (auto& argument : input_of(file, limits)) command.push_back(std::move(argument));
    for (auto& argument : std::vector<std::string>{"-map", "0:v:0", "-an", "-sn", "-dn", "-t", fmt::format("{:.6f}", stretch.length.count()),
                                                   "-filter_threads", "1", "-vf", filter_of(stretch), "-f", "rawvideo", "pipe:1"})
        command.push_back(std::move(argument));
    auto process = Process::start(command, limits_of(file, limits));
    if (!process) return within("clips are decoded by ffmpeg", process.error());
    auto const pixels = static_cast<std::size_t>(stretch.width_px) * static_cast<std::size_t>(stretch.height_px);
    return ClipReader(file, *std::move(process), stretch.grey ? pixels : media::frame_bytes(stretch.width_px, stretch.height_px));
}

Result<bool> ClipReader::next(std::span<std::uint8_t> frame, std::stop_token const& stop) {
    auto const count = process_.read(frame.first(frame_bytes_), stop);
    if (!count) return refused(file_, count.error());
    if (*count == frame_bytes_) return true;
    auto const ended = process_.finish(stop);
    if (!ended) return refused(file_, ended.error());
    if (*count > 0) return fail(ErrorCode::invalid_input, fmt::format("{}: ends within a picture: it is broken", name_of(file_)));
    return false;
}

}  // namespace troupe::media
