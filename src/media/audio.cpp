#include "media/audio.hpp"

#include <ebur128.h>
#include <fmt/format.h>
#include <samplerate.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/files.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "media/impl/ogg_serial.hpp"

namespace troupe::media {
namespace fs = std::filesystem;
namespace {

constexpr double longest_minutes = 30;
constexpr std::size_t block_frames = 16384;

struct CloseSound {
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using SoundFile = std::unique_ptr<SNDFILE, CloseSound>;

Result<int> sound_format(fs::path const& file, int bits) {
    auto const extension = text::lower(file.extension().string());
    auto const sample = bits == 16 ? SF_FORMAT_PCM_16 : SF_FORMAT_PCM_24;
    if (extension == ".flac") return SF_FORMAT_FLAC | sample;
    if (extension == ".wav") return SF_FORMAT_WAV | sample;
    if (extension == ".mp3") return SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    if (extension == ".opus") return SF_FORMAT_OGG | SF_FORMAT_OPUS;
    return fail(ErrorCode::invalid_input, fmt::format("{}: sound is written as .flac, .wav, .mp3 or .opus", file.string()));
}

/// libsndfile's own default is about 137 kbit/s, variable.
void ask_for_best_mp3(SNDFILE* file) {
    int mode = SF_BITRATE_MODE_CONSTANT;
    double level = 0;
    sf_command(file, SFC_SET_BITRATE_MODE, &mode, sizeof mode);
    sf_command(file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
}

/// 96 kbit/s a channel: libsndfile maps levels 0 to 1 to 256 down to 6.
void ask_for_good_opus(SNDFILE* file) {
    double level = 1 - (96.0 - 6) / (256 - 6);
    sf_command(file, SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
}

std::vector<float> interleaved(Audio const& audio, std::size_t from, std::size_t count) {
    std::vector<float> samples(count * audio.channels.size());
    for (std::size_t c = 0; c < audio.channels.size(); ++c)
        for (std::size_t i = 0; i < count; ++i) samples[i * audio.channels.size() + c] = audio.channels[c][from + i];
    return samples;
}

}  // namespace

struct AudioWriter::File {
    PendingFile pending;
    SoundFile sound;
    int channels = 2;
    bool is_dithered = false;
    bool is_ogg = false;
    Random dither{16};
    std::vector<short> rounded;

    sf_count_t write(std::span<float const> samples) {
        auto const frames = static_cast<sf_count_t>(samples.size()) / channels;
        if (!is_dithered) return sf_writef_float(sound.get(), samples.data(), frames);
        rounded.clear();
        for (float const sample : samples) {
            // The sum of two uniform noises: its loudness does not follow the signal (Lipshitz, Wannamaker, Vanderkooy 1992).
            auto const value = static_cast<double>(sample) * 32'768 + dither.uniform() - dither.uniform();
            rounded.push_back(static_cast<short>(std::lround(std::clamp(value, -32'768.0, 32'767.0))));
        }
        return sf_writef_short(sound.get(), rounded.data(), frames);
    }
};

AudioWriter::AudioWriter(std::unique_ptr<File> file) : file_(std::move(file)) {}
AudioWriter::AudioWriter(AudioWriter&&) noexcept = default;
AudioWriter::~AudioWriter() = default;

Result<AudioWriter> AudioWriter::create(fs::path const& path, Format const& format) {
    SF_INFO info{};
    info.samplerate = static_cast<int>(format.sample_rate.value);
    info.channels = format.channels;
    info.format = TRY(sound_format(path, format.bits));
    if (path.has_parent_path()) TRY(make_folder(path.parent_path()));
    auto file = std::make_unique<File>(File{PendingFile(path), nullptr, format.channels});
    auto const kind = info.format & SF_FORMAT_TYPEMASK;
    file->is_dithered = (info.format & SF_FORMAT_SUBMASK) == SF_FORMAT_PCM_16;
    file->is_ogg = kind == SF_FORMAT_OGG;
    file->sound.reset(sf_open(file->pending.path().c_str(), SFM_WRITE, &info));
    if (!file->sound) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({})", path.string(), sf_strerror(nullptr)));
    if (kind == SF_FORMAT_MPEG) ask_for_best_mp3(file->sound.get());
    if (kind == SF_FORMAT_OGG) ask_for_good_opus(file->sound.get());
    double lowest = 0;
    if (format.quick && kind == SF_FORMAT_FLAC) sf_command(file->sound.get(), SFC_SET_COMPRESSION_LEVEL, &lowest, sizeof lowest);
    sf_command(file->sound.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
    return AudioWriter(std::move(file));
}

Result<void> AudioWriter::write(std::span<float const> samples) {
    auto const frames = static_cast<sf_count_t>(samples.size()) / file_->channels;
    if (file_->write(samples) == frames) return {};
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({}): make room and run the command again",
                                                    file_->pending.path().string(), sf_strerror(file_->sound.get())));
}

Result<void> AudioWriter::close() {
    if (sf_close(file_->sound.release()) != 0)
        return fail(ErrorCode::unavailable, fmt::format("{}: cannot be finished, is the disk full?", file_->pending.path().string()));
    if (file_->is_ogg) TRY(impl::set_ogg_serial(file_->pending.path(), 1));
    return file_->pending.commit();
}

struct AudioReader::File {
    fs::path path;
    SF_INFO info{};
    SoundFile sound;
};

AudioReader::AudioReader(std::unique_ptr<File> file) : file_(std::move(file)) {}
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;
AudioReader::~AudioReader() = default;

Result<AudioReader> AudioReader::open(fs::path const& path) {
    if (!fs::is_regular_file(path)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", path.string()));
    auto file = std::make_unique<File>(File{path, {}, nullptr});
    file->sound.reset(sf_open(path.c_str(), SFM_READ, &file->info));
    auto const& info = file->info;
    if (!file->sound || info.channels < 1 || info.channels > 8)
        return fail(ErrorCode::invalid_input, fmt::format("{}: no sound that can be read; give a WAV, FLAC, MP3 or OGG file", path.string()));
    if (info.samplerate < 8'000 || info.samplerate > 384'000)
        return fail(ErrorCode::invalid_input, fmt::format("{}: a sample rate of {} Hz; 8,000 to 384,000 can be read", path.string(), info.samplerate));
    return AudioReader(std::move(file));
}

Hertz AudioReader::sample_rate() const { return Hertz{static_cast<double>(file_->info.samplerate)}; }
int AudioReader::channels() const { return file_->info.channels; }
std::int64_t AudioReader::frames() const { return file_->info.frames; }

Result<std::size_t> AudioReader::read(std::span<float> samples) {
    auto const frames = sf_readf_float(file_->sound.get(), samples.data(), static_cast<sf_count_t>(samples.size()) / file_->info.channels);
    if (frames >= 0 && sf_error(file_->sound.get()) == SF_ERR_NO_ERROR) return static_cast<std::size_t>(frames * file_->info.channels);
    return fail(ErrorCode::invalid_input, fmt::format("{}: damaged ({})", file_->path.string(), sf_strerror(file_->sound.get())));
}

Result<Audio> read_audio(fs::path const& path) {
    if (!fs::exists(path)) return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", path.string()));
    SF_INFO info{};
    SoundFile const file(sf_open(path.c_str(), SFM_READ, &info));
    if (!file || info.channels < 1 || info.channels > 8)
        return fail(ErrorCode::invalid_input, fmt::format("{}: no sound that can be read; give a WAV, FLAC, MP3 or OGG file", path.string()));
    if (static_cast<double>(info.frames) > longest_minutes * 60 * info.samplerate)
        return fail(ErrorCode::invalid_input, fmt::format("{}: longer than {} minutes", path.string(), longest_minutes));
    auto const channels = static_cast<std::size_t>(info.channels);
    Audio audio{Hertz{static_cast<double>(info.samplerate)}, std::vector<std::vector<float>>(channels)};
    std::vector<float> block(block_frames * channels);
    while (auto const frames = sf_readf_float(file.get(), block.data(), block_frames)) {
        if (frames < 0) break;
        for (std::size_t c = 0; c < channels; ++c)
            for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i) audio.channels[c].push_back(block[i * channels + c]);
    }
    return audio;
}

Result<void> write_audio(fs::path const& file, Audio const& audio, int bits) {
    auto writer = TRY(AudioWriter::create(file, {audio.sample_rate, static_cast<int>(audio.channels.size()), bits}));
    for (std::size_t at = 0; at < audio.frames(); at += block_frames)
        TRY(writer.write(interleaved(audio, at, std::min(block_frames, audio.frames() - at))));
    return writer.close();
}

Result<Audio> resampled(Audio const& audio, Hertz rate) {
    if (audio.sample_rate == rate) return audio;
    auto const ratio = rate.value / audio.sample_rate.value;
    Audio out{rate, {}};
    for (auto const& channel : audio.channels) {
        std::vector<float> samples(static_cast<std::size_t>(std::ceil(static_cast<double>(channel.size()) * ratio)) + 16);
        SRC_DATA data{};
        data.data_in = channel.data();
        data.input_frames = static_cast<long>(channel.size());
        data.data_out = samples.data();
        data.output_frames = static_cast<long>(samples.size());
        data.src_ratio = ratio;
        if (auto const error = src_simple(&data, SRC_SINC_BEST_QUALITY, 1); error != 0)
            return fail(ErrorCode::internal, fmt::format("resampling failed: {}", src_strerror(error)));
        samples.resize(static_cast<std::size_t>(data.output_frames_gen));
        out.channels.push_back(std::move(samples));
    }
    return out;
}

Result<Loudness> measure_loudness(Audio const& audio) {
    struct Close {
        void operator()(ebur128_state* s) const { ebur128_destroy(&s); }
    };
    auto const channels = static_cast<unsigned>(audio.channels.size());
    std::unique_ptr<ebur128_state, Close> const meter(ebur128_init(channels, static_cast<unsigned long>(audio.sample_rate.value),
                                                                   EBUR128_MODE_I | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK));
    if (!meter) return fail(ErrorCode::invalid_input, "loudness: no sound to measure");
    for (std::size_t at = 0; at < audio.frames(); at += block_frames) {
        auto const count = std::min(block_frames, audio.frames() - at);
        ebur128_add_frames_float(meter.get(), interleaved(audio, at, count).data(), count);
    }
    Loudness loudness;
    ebur128_loudness_global(meter.get(), &loudness.integrated.value);
    ebur128_loudness_range(meter.get(), &loudness.range_lu);
    double highest = 0;
    for (unsigned c = 0; c < channels; ++c) {
        double peak = 0;
        ebur128_true_peak(meter.get(), c, &peak);
        highest = std::max(highest, peak);
    }
    loudness.true_peak.value = highest > 0 ? 20 * std::log10(highest) : -200;
    return loudness;
}

}  // namespace troupe::media
