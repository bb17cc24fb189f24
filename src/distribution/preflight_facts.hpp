#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/codes.hpp"

/// What the rules of the pre-flight look at beside the release itself: its files as they were measured, the label's
/// other releases, and its book of codes.
namespace troupe::distribution {

/// What was measured on a sound file.
struct AudioFacts {
    std::string file;
    std::string codec;  ///< flac, wav, mp3..
    double seconds = 0;
    int sample_rate_hz = 0;
    int bits = 0;
    int channels = 0;
    double lufs = -70;
    double true_peak_dbtp = -200;
    double loudness_range_lu = 0;
    double leading_silence_s = 0;  ///< below -60 dBFS
    double trailing_silence_s = 0;
    double longest_silence_s = 0;  ///< inside
    double correlation = 1;        ///< of left and right, -1..1
    double dc_offset = 0;          ///< the larger of both channels, absolute
    int longest_clip_run = 0;      ///< samples in a row at full scale
    double noisiness = 0;          ///< spectral flatness, 0..1: music is near 0, white noise near 1
    std::string recording;    ///< SHA-256 of the sound at 16 bit, whatever file and tags it is in; empty: not measured
    std::string fingerprint;  ///< how its first two minutes sound (fingerprint.hpp); empty: not taken
};
BOOST_DESCRIBE_STRUCT(AudioFacts, (),
                      (file, codec, seconds, sample_rate_hz, bits, channels, lufs, true_peak_dbtp, loudness_range_lu,
                       leading_silence_s, trailing_silence_s, longest_silence_s, correlation, dc_offset,
                       longest_clip_run, noisiness, recording, fingerprint))

struct CoverFacts {
    std::string file;
    std::string codec;  ///< jpeg, png
    int width_px = 0;
    int height_px = 0;
    int components = 3;  ///< 3: RGB, 4: CMYK
    std::uint64_t size_bytes = 0;
    double entropy_bits = 0;          ///< of the luminance, 0..8
    double border_share = 0;          ///< widest frame of one colour around the picture, as a share of its side
    std::vector<std::string> texts;   ///< what is written on it, when known
    std::optional<double> sharpness;  ///< of its hardest edges, 0..1: drawn edges 0.4 and more, enlarged ones less
    std::optional<double> thumbnail_contrast;  ///< the strongest there is at 300 pixels a side, 1..21 (WCAG 2.2)
    std::string source_type;                   ///< IPTC digital source type that is written in it; empty: none
};
BOOST_DESCRIBE_STRUCT(CoverFacts, (),
                      (file, codec, width_px, height_px, components, size_bytes, entropy_bits, border_share, texts,
                       sharpness, thumbnail_contrast, source_type))

struct VideoFacts {
    std::string file;
    std::string kind;  ///< teaser, canvas, motion_art (of a cover), video (of a video single)
    std::string codec;
    int width_px = 0;
    int height_px = 0;
    double seconds = 0;
    double frames_per_second = 0;
    bool has_sound = false;
    std::uint64_t size_bytes = 0;
    std::optional<int> flashes_a_second;  ///< the most in any second (WCAG 2.2, general flash)
    std::string disclosure;               ///< what its tags say of AI; empty: nothing
};
BOOST_DESCRIBE_STRUCT(VideoFacts, (),
                      (file, kind, codec, width_px, height_px, seconds, frames_per_second, has_sound, size_bytes,
                       flashes_a_second, disclosure))

/// A recording of another release.
struct KnownRecording {
    std::string title, isrc;
    std::string recording, fingerprint;  ///< as in AudioFacts
    bool is_video = false;
};
BOOST_DESCRIBE_STRUCT(KnownRecording, (), (title, isrc, recording, fingerprint, is_video))

/// Another release of the label.
struct KnownRelease {
    std::string id, title, artist;
    bool is_same_artist = false;
    Date date{};
    std::string upc, cover_sha256;
    std::vector<KnownRecording> recordings;
};
BOOST_DESCRIBE_STRUCT(KnownRelease, (), (id, title, artist, is_same_artist, date, upc, cover_sha256, recordings))

/// What the book of codes says of this release.
struct CodeRegister {
    std::vector<CodePrefix> prefixes;
    std::vector<IssuedCode> codes;  ///< the present ones of its recordings and itself, and those that its values are
};
BOOST_DESCRIBE_STRUCT(CodeRegister, (), (prefixes, codes))

/// Decodes and measures. About one second for three minutes of sound. Errors: not_found, invalid_input.
[[nodiscard]] Result<AudioFacts> measure_audio(std::filesystem::path const& file);
/// Errors: not_found, invalid_input.
[[nodiscard]] Result<CoverFacts> measure_cover(std::filesystem::path const& file);
/// By ffprobe. Errors: not_found, unavailable (no ffprobe), invalid_input.
[[nodiscard]] Result<VideoFacts> measure_video(std::filesystem::path const& file, std::string const& kind);

}  // namespace troupe::distribution
