#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"

namespace troupe::media {

/// Planar PCM: channels[c][frame], nominally -1..1 (peaks may exceed it until mastering). All channels have the same
/// length.
struct Audio {
    Hertz sample_rate{48'000};
    std::vector<std::vector<float>> channels;
    [[nodiscard]] std::size_t frames() const { return channels.empty() ? 0 : channels.front().size(); }
    [[nodiscard]] Seconds length() const { return Seconds(static_cast<double>(frames()) / sample_rate.value); }
};

/// Writes a stereo file block by block, so that a song never has to be in memory whole. The kind follows the
/// extension: .flac (24 bit, or 16), .wav (24 bit, or 16), .mp3 (320 kbit/s CBR), .opus (about 192 kbit/s VBR; 48 kHz
/// alone). 16 bits are dithered (triangular, two last bits wide), always with the same noise. The file gets its name on
/// `close()`. The same samples give the same bytes.
class AudioWriter {
public:
    struct Format {
        Hertz sample_rate{48'000};
        int channels = 2;
        int bits = 24;  ///< 16 or 24; MP3 and Opus ignore it
        bool quick = false;  ///< FLAC in half the time, a few percent larger
    };
    /// Errors: invalid_input (unknown extension), unavailable.
    [[nodiscard]] static Result<AudioWriter> create(std::filesystem::path const& file, Format const& format);
    AudioWriter(AudioWriter&&) noexcept;
    AudioWriter& operator=(AudioWriter&&) = delete;
    ~AudioWriter();

    /// Interleaved samples, a whole number of frames; beyond -1..1 they are clipped. Errors: unavailable (disk full).
    [[nodiscard]] Result<void> write(std::span<float const> interleaved);
    [[nodiscard]] Result<void> close();

private:
    struct File;
    explicit AudioWriter(std::unique_ptr<File> file);
    std::unique_ptr<File> file_;
};

/// Reads a file block by block.
class AudioReader {
public:
    /// Errors: not_found; invalid_input (no sound that can be read, more than 8 channels, a rate outside 8 to 384 kHz).
    [[nodiscard]] static Result<AudioReader> open(std::filesystem::path const& file);
    AudioReader(AudioReader&&) noexcept;
    AudioReader& operator=(AudioReader&&) noexcept;
    ~AudioReader();

    [[nodiscard]] Hertz sample_rate() const;
    [[nodiscard]] int channels() const;
    [[nodiscard]] std::int64_t frames() const;  ///< as the file's head says
    /// Fills as many whole frames as there are, interleaved; the count of samples. Errors: invalid_input (a damaged file).
    [[nodiscard]] Result<std::size_t> read(std::span<float> interleaved);

private:
    struct File;
    explicit AudioReader(std::unique_ptr<File> file);
    std::unique_ptr<File> file_;
};

/// Reads WAV, FLAC, MP3 or OGG as it is. Errors: not_found, invalid_input (no such sound file, more than 30 minutes).
[[nodiscard]] Result<Audio> read_audio(std::filesystem::path const& file);
[[nodiscard]] Result<void> write_audio(std::filesystem::path const& file, Audio const& audio, int bits = 24);
/// Best quality of libsamplerate; the same object when the rate already is the wanted one.
[[nodiscard]] Result<Audio> resampled(Audio const& audio, Hertz rate);

/// Measured by libebur128 (EBU R 128, ITU-R BS.1770-4).
struct Loudness {
    Lufs integrated{-70};
    Decibel true_peak{-200};  ///< dBTP, the highest of all channels
    double range_lu = 0;      ///< LRA
};
[[nodiscard]] Result<Loudness> measure_loudness(Audio const& audio);

}  // namespace troupe::media
