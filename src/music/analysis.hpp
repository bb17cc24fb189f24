#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/units.hpp"
#include "media/audio.hpp"
#include "media/timeline.hpp"

namespace troupe::music {

/// A stretch of the track. Names come from the score when there is one, otherwise "part 1", "part 2"...
struct HeardSection {
    std::string name;
    double start = 0;   ///< seconds
    double end = 0;     ///< seconds
    double lufs = -70;  ///< mean loudness, measured
};
BOOST_DESCRIBE_STRUCT(HeardSection, (), (name, start, end, lufs))

/// What was measured in the sound itself: never copied from the score.
struct Analysis {
    double bpm = 0;             ///< flux autocorrelation with comb refinement; may be heard an octave off
    double bpm_confidence = 0;  ///< 0..1
    std::string key;            ///< "F# minor": Krumhansl-Kessler and Temperley profiles
    double key_confidence = 0;  ///< correlation with the profile, 0..1
    double seconds = 0;
    double lufs = -70;            ///< integrated, ITU-R BS.1770-4
    double loudness_range_lu = 0;
    double true_peak_dbtp = -200;
    double stereo_correlation = 1;        ///< -1..1, over the whole track
    double longest_silence = 0;           ///< seconds below -60 dBFS inside the track (not at its ends)
    double spectral_centroid_hz = 0;      ///< mean over loud frames
    double onsets_per_second = 0;
    std::vector<double> octave_bands_db;  ///< 31, 63 .. 16 kHz: level of each octave, relative to their mean
    std::vector<HeardSection> sections;
};
BOOST_DESCRIBE_STRUCT(Analysis, (),
                      (bpm, bpm_confidence, key, key_confidence, seconds, lufs, loudness_range_lu, true_peak_dbtp,
                       stereo_correlation, longest_silence, spectral_centroid_hz, onsets_per_second, octave_bands_db, sections))

/// Listens block by block, so that a track never has to be in memory whole.
class Analyzer {
public:
    Analyzer(Hertz sample_rate, int channels);
    Analyzer(Analyzer&&) noexcept;
    Analyzer& operator=(Analyzer&&) noexcept;
    ~Analyzer();

    void add(std::span<float const> interleaved);
    /// With the sections of `names` (their starts and ends), or sections found in the sound when it is null.
    [[nodiscard]] Analysis finish(std::vector<media::Section> const* names = nullptr);
    /// Beats and sections as heard, after `finish()`, with the confidence of each.
    [[nodiscard]] media::Timeline timeline() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// Errors: invalid_input (shorter than a second, or no sound).
[[nodiscard]] Result<Analysis> analyze(media::Audio const& audio);
/// Decodes the file and listens. Errors: not_found, invalid_input.
[[nodiscard]] Result<Analysis> analyze_file(std::filesystem::path const& file,
                                            std::vector<media::Section> const* sections = nullptr);
/// Beats, sections and hook of a file without a score. Errors: not_found, invalid_input.
[[nodiscard]] Result<media::Timeline> hear_timeline(std::filesystem::path const& file);

}  // namespace troupe::music
