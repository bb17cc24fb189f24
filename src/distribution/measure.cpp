#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/process.hpp"
#include "base/text.hpp"
#include "distribution/fingerprint.hpp"
#include "distribution/impl/measurements.hpp"
#include "distribution/preflight.hpp"
#include "media/audio.hpp"
#include "media/foreign_input.hpp"
#include "media/picture.hpp"

namespace troupe::distribution {
namespace {

constexpr float silence = 0.001F;  ///< -60 dBFS
constexpr float full_scale = 0.99999F;

std::string extension_of(std::filesystem::path const& file) {
    auto const dotted = text::lower(file.extension().string());
    return dotted.empty() ? dotted : dotted.substr(1);
}

int bits_of(std::filesystem::path const& file) {
    SF_INFO info{};
    auto* handle = sf_open(file.c_str(), SFM_READ, &info);
    if (handle == nullptr) return 0;
    sf_close(handle);
    switch (info.format & SF_FORMAT_SUBMASK) {
        case SF_FORMAT_PCM_16:
            return 16;
        case SF_FORMAT_PCM_24:
            return 24;
        case SF_FORMAT_PCM_32:
        case SF_FORMAT_FLOAT:
            return 32;
        case SF_FORMAT_PCM_S8:
        case SF_FORMAT_PCM_U8:
            return 8;
        default:
            return 0;
    }
}

bool is_silent(media::Audio const& audio, std::size_t frame) {
    return std::all_of(audio.channels.begin(), audio.channels.end(),
                       [&](auto const& channel) { return std::abs(channel[frame]) < silence; });
}

void measure_silences(media::Audio const& audio, AudioFacts& facts) {
    auto const frames = audio.frames();
    auto const seconds = [&](std::size_t count) { return static_cast<double>(count) / audio.sample_rate.value; };
    std::size_t first = 0;
    while (first < frames && is_silent(audio, first)) ++first;
    facts.leading_silence_s = seconds(first);
    if (first == frames) return;
    auto last = frames;
    while (is_silent(audio, last - 1)) --last;
    facts.trailing_silence_s = seconds(frames - last);
    std::size_t run = 0;
    std::size_t longest = 0;
    for (auto i = first; i < last; ++i) {
        run = is_silent(audio, i) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    facts.longest_silence_s = seconds(longest);
}

void measure_clipping(media::Audio const& audio, AudioFacts& facts) {
    for (auto const& channel : audio.channels) {
        int run = 0;
        double sum = 0;
        for (float const sample : channel) {
            run = std::abs(sample) >= full_scale ? run + 1 : 0;
            facts.longest_clip_run = std::max(facts.longest_clip_run, run);
            sum += static_cast<double>(sample);
        }
        if (!channel.empty())
            facts.dc_offset = std::max(facts.dc_offset, std::abs(sum / static_cast<double>(channel.size())));
    }
}

double correlation_of(media::Audio const& audio) {
    if (audio.channels.size() < 2) return 1;
    double both = 0;
    double left = 0;
    double right = 0;
    for (std::size_t i = 0; i < audio.frames(); ++i) {
        double const l = static_cast<double>(audio.channels[0][i]);
        double const r = static_cast<double>(audio.channels[1][i]);
        both += l * r;
        left += l * l;
        right += r * r;
    }
    return left > 0 && right > 0 ? both / std::sqrt(left * right) : 1;
}

}  // namespace

Result<AudioFacts> measure_audio(std::filesystem::path const& file) {
    auto const audio = TRY(media::read_audio(file));
    auto const loudness = TRY(media::measure_loudness(audio));
    AudioFacts facts;
    facts.file = file.filename().string();
    facts.codec = extension_of(file);
    facts.seconds = audio.length().count();
    facts.sample_rate_hz = static_cast<int>(std::lround(audio.sample_rate.value));
    facts.bits = bits_of(file);
    facts.channels = static_cast<int>(audio.channels.size());
    facts.lufs = loudness.integrated.value;
    facts.true_peak_dbtp = loudness.true_peak.value;
    facts.loudness_range_lu = loudness.range_lu;
    facts.correlation = correlation_of(audio);
    measure_silences(audio, facts);
    measure_clipping(audio, facts);
    facts.noisiness = impl::noisiness(audio);
    facts.recording = impl::hash_of_samples(audio);
    // Without ffmpeg there is no fingerprint, and equal files are still known by their hash.
    facts.fingerprint = fingerprint_of(file).value_or("");
    return facts;
}

namespace {

/// Number of colour channels from the frame header of a JPEG (ITU-T T.81 §B.2.2); 0 when there is none.
int jpeg_components(std::string_view bytes) {
    auto const at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    std::size_t i = 2;
    while (i + 9 < bytes.size() && at(i) == 0xff) {
        auto const marker = at(i + 1);
        bool const is_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (is_frame) return at(i + 9);
        i += 2 + static_cast<std::size_t>(at(i + 2)) * 256 + at(i + 3);
    }
    return 0;
}

double luma(media::Picture const& picture, std::size_t pixel) {
    auto const* rgb = &picture.rgb[pixel * 3];
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

double entropy_of(media::Picture const& picture) {
    std::array<std::size_t, 256> histogram{};
    auto const pixels = picture.rgb.size() / 3;
    for (std::size_t i = 0; i < pixels; ++i) ++histogram[static_cast<std::size_t>(luma(picture, i))];
    double bits = 0;
    for (auto const count : histogram) {
        if (count == 0) continue;
        double const share = static_cast<double>(count) / static_cast<double>(pixels);
        bits -= share * std::log2(share);
    }
    return bits;
}

/// The share of a row's or column's pixels that differ visibly from the picture's corner.
double difference(media::Picture const& picture, int line, bool is_row) {
    auto const width = static_cast<std::size_t>(picture.width_px);
    auto const corner = luma(picture, 0);
    auto const length = static_cast<std::size_t>(is_row ? picture.width_px : picture.height_px);
    std::size_t differing = 0;
    for (std::size_t i = 0; i < length; ++i) {
        auto const pixel =
            is_row ? static_cast<std::size_t>(line) * width + i : i * width + static_cast<std::size_t>(line);
        if (std::abs(luma(picture, pixel) - corner) > 6) ++differing;
    }
    return static_cast<double>(differing) / static_cast<double>(length);
}

/// A frame ends all along its edge at once; the first shape on a plain ground touches a few pixels of its row.
double frame_share(media::Picture const& picture, bool is_row) {
    auto const side = is_row ? picture.height_px : picture.width_px;
    int plain = 0;
    while (plain < side / 2 && difference(picture, plain, is_row) == 0) ++plain;
    bool const is_frame =
        plain > 0 && plain < side / 2 && difference(picture, std::min(plain + 2, side - 1), is_row) > 0.7;
    return is_frame ? static_cast<double>(plain) / side : 0;
}

}  // namespace

Result<CoverFacts> measure_cover(std::filesystem::path const& file) {
    auto const bytes = TRY(read_file(file, 100'000'000));
    CoverFacts facts;
    facts.file = file.filename().string();
    facts.codec = bytes.starts_with("\xff\xd8") ? "jpeg" : bytes.starts_with("\x89PNG") ? "png" : extension_of(file);
    facts.size_bytes = bytes.size();
    if (facts.codec != "jpeg")
        return fail(ErrorCode::invalid_input, file.string() + ": only JPEG covers are measured; convert it");
    facts.components = jpeg_components(bytes);
    auto const picture = TRY(media::read_jpeg(file));
    facts.width_px = picture.width_px;
    facts.height_px = picture.height_px;
    facts.entropy_bits = entropy_of(picture);
    facts.border_share = std::max(frame_share(picture, true), frame_share(picture, false));
    facts.sharpness = impl::sharpness(picture);
    facts.thumbnail_contrast = impl::thumbnail_contrast(picture);
    facts.source_type = impl::source_type(bytes);
    return facts;
}

namespace {

struct ProbedStream {
    std::string codec_type, codec_name, avg_frame_rate;
    int width = 0;
    int height = 0;
};
BOOST_DESCRIBE_STRUCT(ProbedStream, (), (codec_type, codec_name, avg_frame_rate, width, height))

struct ProbedTags {
    std::string comment;
};
BOOST_DESCRIBE_STRUCT(ProbedTags, (), (comment))

struct ProbedFormat {
    std::string duration, size;
    ProbedTags tags;
};
BOOST_DESCRIBE_STRUCT(ProbedFormat, (), (duration, size, tags))

struct Probed {
    std::vector<ProbedStream> streams;
    ProbedFormat format;
};
BOOST_DESCRIBE_STRUCT(Probed, (), (streams, format))

double fraction(std::string const& text) {
    double top = 0;
    double bottom = 1;
    if (std::sscanf(text.c_str(), "%lf/%lf", &top, &bottom) < 1 || bottom == 0) return 0;
    return top / bottom;
}

}  // namespace

Result<VideoFacts> measure_video(std::filesystem::path const& file, std::string const& kind) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        return fail(ErrorCode::not_found, file.string() + " does not exist");
    std::vector<std::string> command{"ffprobe", "-v", "error", "-show_entries",
                                     "stream=codec_type,codec_name,avg_frame_rate,width,height:format=duration,size:format_tags=comment",
                                     "-of", "json"};
    for (auto& argument : media::foreign_input(file)) command.push_back(std::move(argument));
    auto const printed = TRY(run_process(command, media::foreign_limits(file), {}));
    auto const probed = json::parse<Probed>(printed, json::Unknown::ignore);
    if (!probed) return within(file.string(), probed.error());
    VideoFacts facts;
    facts.file = file.filename().string();
    facts.kind = kind;
    facts.seconds = std::atof(probed->format.duration.c_str());
    facts.size_bytes = static_cast<std::uint64_t>(std::atoll(probed->format.size.c_str()));
    for (auto const& stream : probed->streams) {
        facts.has_sound = facts.has_sound || stream.codec_type == "audio";
        if (stream.codec_type != "video") continue;
        facts.codec = stream.codec_name;
        facts.width_px = stream.width;
        facts.height_px = stream.height;
        facts.frames_per_second = fraction(stream.avg_frame_rate);
    }
    facts.disclosure = probed->format.tags.comment;
    facts.flashes_a_second = TRY(impl::flashes_a_second(file, facts.frames_per_second));
    return facts;
}

}  // namespace troupe::distribution
