#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

constexpr std::size_t speech_bands = 24;
constexpr double speech_frame_seconds = 0.005;

/// The centre of a band, Hz: 200 to 8000 in equal ratios.
[[nodiscard]] double speech_band_hertz(std::size_t band);

/// The mouth at one moment: how much of each band comes out, as amplitude per root Hz, and how much of it is breath.
struct MouthFrame {
    std::array<float, speech_bands> levels{};
    float breath = 0;  ///< 0 voiced .. 1 hiss
};

/// One syllable as it is spoken, every 5 ms. Its vowel is what a singer holds.
struct SpokenSyllable {
    std::vector<MouthFrame> frames;
    std::size_t vowel_begin = 0, vowel_end = 0;  ///< [begin, end) of frames; not empty
};

/// What a speech synthesiser on this machine says for each syllable of a song.
class Speech {
public:
    /// The program that speaks, or nothing: then a voice has vowels and a few consonants only.
    [[nodiscard]] static std::optional<std::filesystem::path> speaker();

    /// Speaks every word of the score once. Errors: unavailable (no speaker), bad_response (it said something else),
    /// cancelled.
    [[nodiscard]] static Result<Speech> of(Score const& score, std::stop_token stop);

    /// By index into the score's syllables; a held "~" has its word's last vowel. -1: an open vowel.
    [[nodiscard]] SpokenSyllable const& syllable(int index) const;

private:
    std::vector<SpokenSyllable> syllables_;
    SpokenSyllable open_;
};

}  // namespace troupe::music::impl
