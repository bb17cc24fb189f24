#include "music/recording.hpp"

#include <ebur128.h>
#include <fmt/format.h>
#include <samplerate.h>
#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "media/audio.hpp"
#include "music/impl/dsp/blocks.hpp"

namespace troupe::music {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t block_frames = 24'000;  // half a second: the longest time without a look at the stop token
constexpr double longest_seconds = 30 * 60;
constexpr double small_gain_db = 0.2;
constexpr double highest_mp3_peak_db = -1.0;

struct CloseSound {
    void operator()(SNDFILE* file) const { sf_close(file); }
    void operator()(SRC_STATE* state) const { src_delete(state); }
    void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
};

/// A sound file as stereo blocks of 48 kHz.
class Decoder {
public:
    static Result<Decoder> open(fs::path const& path) {
        if (!fs::exists(path))
            return fail(ErrorCode::not_found, fmt::format("{}: there is no such file", path.string()));
        Decoder decoder;
        decoder.file_.reset(sf_open(path.c_str(), SFM_READ, &decoder.info_));
        if (!decoder.file_ || decoder.info_.channels < 1 || decoder.info_.channels > 2 ||
            decoder.info_.samplerate < 8'000)
            return fail(
                ErrorCode::invalid_input,
                fmt::format("{}: no sound that can be read; a WAV, FLAC, MP3 or OGG file, mono or stereo, is needed",
                            path.string()));
        if (decoder.seconds() > longest_seconds)
            return fail(ErrorCode::invalid_input,
                        fmt::format("{}: longer than {:.0f} minutes", path.string(), longest_seconds / 60));
        if (decoder.info_.samplerate != 48'000) decoder.rate_.reset(src_new(SRC_SINC_BEST_QUALITY, 2, nullptr));
        return decoder;
    }

    /// What the file says; a broken one may hold less.
    [[nodiscard]] double seconds() const { return static_cast<double>(info_.frames) / info_.samplerate; }

    /// The next interleaved block, empty at the end.
    std::span<float const> next() {
        while (!is_over_) {
            auto const input = read();
            is_over_ = input.empty();
            if (!rate_) return input;
            if (auto const output = converted(input); !output.empty()) return output;
        }
        return {};
    }

private:
    Decoder() = default;

    std::span<float const> read() {
        auto const channels = static_cast<std::size_t>(info_.channels);
        raw_.resize(block_frames * channels);
        auto const frames =
            static_cast<std::size_t>(std::max<sf_count_t>(0, sf_readf_float(file_.get(), raw_.data(), block_frames)));
        for (auto& sample : raw_)
            if (!std::isfinite(sample)) sample = 0;
        if (channels == 2) return {raw_.data(), frames * 2};
        stereo_.resize(frames * 2);
        for (std::size_t i = 0; i < frames; ++i) stereo_[2 * i] = stereo_[2 * i + 1] = raw_[i];
        return stereo_;
    }

    std::span<float const> converted(std::span<float const> input) {
        auto const ratio = 48'000.0 / info_.samplerate;
        out_.resize(static_cast<std::size_t>(static_cast<double>(block_frames) * ratio + 4096) * 2);
        SRC_DATA data{};
        data.data_in = input.data();
        data.input_frames = static_cast<long>(input.size() / 2);
        data.data_out = out_.data();
        data.output_frames = static_cast<long>(out_.size() / 2);
        data.src_ratio = ratio;
        data.end_of_input = is_over_ ? 1 : 0;
        if (src_process(rate_.get(), &data) != 0) return {};
        return {out_.data(), static_cast<std::size_t>(data.output_frames_gen) * 2};
    }

    SF_INFO info_{};
    std::unique_ptr<SNDFILE, CloseSound> file_;
    std::unique_ptr<SRC_STATE, CloseSound> rate_;
    std::vector<float> raw_, stereo_, out_;
    bool is_over_ = false;
};

/// Runs through a file, half a second at a time.
template <class Each>
Result<void> for_each_block(fs::path const& file, std::stop_token const& stop, Each const& each) {
    auto decoder = TRY(Decoder::open(file));
    auto const whole = std::max(1.0, decoder.seconds()) * 96'000;
    double done = 0;
    for (auto block = decoder.next(); !block.empty(); block = decoder.next()) {
        if (stop.stop_requested())
            return fail(ErrorCode::cancelled, "stopped while finishing " + file.filename().string());
        done += static_cast<double>(block.size());
        TRY(each(block, std::min(1.0, done / whole)));
    }
    return {};
}

struct Level {
    double lufs = -70;
    double peak_dbtp = -200;
    double seconds = 0;
};

Result<Level> measure(fs::path const& file, std::function<void(double)> const& progress, std::stop_token const& stop) {
    std::unique_ptr<ebur128_state, CloseSound> const meter(
        ebur128_init(2, 48'000, EBUR128_MODE_I | EBUR128_MODE_TRUE_PEAK));
    Level level;
    TRY(for_each_block(file, stop, [&](std::span<float const> block, double done) -> Result<void> {
        ebur128_add_frames_float(meter.get(), block.data(), block.size() / 2);
        level.seconds += static_cast<double>(block.size()) / 96'000;
        progress(done);
        return {};
    }));
    ebur128_loudness_global(meter.get(), &level.lufs);
    for (unsigned channel = 0; channel < 2; ++channel) {
        double peak = 0;
        ebur128_true_peak(meter.get(), channel, &peak);
        level.peak_dbtp = std::max(level.peak_dbtp, impl::to_db(peak));
    }
    return level;
}

double gain_for(Level const& level, RecordingRequest const& request) {
    auto const gain = std::min(request.lufs - level.lufs, request.peak_dbtp - level.peak_dbtp);
    // What is right already stays as it is, to the sample.
    return std::abs(gain) < small_gain_db && level.peak_dbtp <= request.peak_dbtp ? 0 : gain;
}

/// Writes the sound with that gain, and lets `hear` listen.
template <class Hear>
Result<void> write_with_gain(fs::path const& from, fs::path const& to, double gain_db, std::stop_token const& stop,
                             Hear const& hear) {
    auto writer = TRY(media::AudioWriter::create(to, {}));
    auto const gain = static_cast<float>(impl::from_db(gain_db));
    std::vector<float> samples;
    TRY(for_each_block(from, stop, [&](std::span<float const> block, double done) -> Result<void> {
        samples.assign(block.begin(), block.end());
        for (auto& sample : samples) sample *= gain;
        hear(samples, done);
        return writer.write(samples);
    }));
    return writer.close();
}

/// Coding moves peaks: what comes out of the decoder is measured, and the file made again a little quieter if need be.
Result<void> write_mp3(fs::path const& master, fs::path const& file, std::function<void(double)> const& progress,
                       std::stop_token const& stop) {
    double gain_db = 0;
    for (int turn = 0; turn < 3; ++turn) {
        TRY(write_with_gain(master, file, gain_db, stop,
                            [&](std::vector<float> const&, double done) { progress(done); }));
        auto const peak_db = TRY(measure(
                                     file, [](double) {}, stop))
                                 .peak_dbtp;
        if (peak_db <= highest_mp3_peak_db) return {};
        gain_db -= peak_db - highest_mp3_peak_db + 0.05;
    }
    return {};
}

}  // namespace

Result<Recording> finish_recording(RecordingRequest const& request, std::function<void(double)> const& progress,
                                   std::stop_token stop) {
    double reached = 0;
    auto const share = [&](double from, double to) {
        return [&reached, &progress, from, to](double done) {
            reached = std::max(reached, from + (to - from) * done);
            if (progress) progress(reached);
        };
    };
    auto const level = TRY(measure(request.sound, share(0, 0.25), stop));
    if (auto const least = std::max(1.0, request.least_seconds); level.seconds < least)
        return fail(ErrorCode::invalid_input, fmt::format("{}: {:.1f} s long, at least {:.1f} were expected",
                                                          request.sound.string(), level.seconds, least));
    if (!std::isfinite(level.lufs) || level.lufs < -69)
        return fail(ErrorCode::invalid_input, fmt::format("{}: is silent", request.sound.string()));
    Recording out{.master = request.folder / "master.flac",
                  .mp3 = request.folder / "master.mp3",
                  .analysis = {},
                  .timeline = {},
                  .gain_db = gain_for(level, request),
                  .notes = {}};
    Analyzer analyzer(Hertz{48'000}, 2);
    auto const hear = [&, report = share(0.25, 0.65)](std::vector<float> const& samples, double done) {
        analyzer.add(samples);
        report(done);
    };
    TRY(write_with_gain(request.sound, out.master, out.gain_db, stop, hear));
    TRY(write_mp3(out.master, out.mp3, share(0.65, 1), stop));
    out.analysis = analyzer.finish();
    out.timeline = analyzer.timeline();
    if (auto const missing = request.lufs - level.lufs - out.gain_db; missing > 0.5)
        out.notes.push_back(
            fmt::format("{:.1f} LUFS, {:.1f} LU below the {:g} that were wanted: its peaks leave no more room",
                        level.lufs + out.gain_db, missing, request.lufs));
    return out;
}

}  // namespace troupe::music
