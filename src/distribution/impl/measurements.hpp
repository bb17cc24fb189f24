#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "media/audio.hpp"
#include "media/picture.hpp"

/// What `measure_audio`, `measure_cover` and `measure_video` measure beyond levels and sizes.
namespace troupe::distribution::impl {

/// Spectral flatness, 0..1, at the median of all quarters of a second that can be heard: what a linear prediction of 32
/// samples leaves, which by Kolmogorov and Szegő is the flatness of the spectrum. White noise is above .9, music under
/// .1. 0 for silence.
[[nodiscard]] double noisiness(media::Audio const& audio);

/// SHA-256 of the samples as 16-bit numbers, channel by channel: the same for every lossless file of one master.
[[nodiscard]] std::string hash_of_samples(media::Audio const& audio);

/// How hard the hardest edges are, 0..1: a step from one pixel to the next is 0.5 and more, an edge that was enlarged
/// twice half of that. 0 where there are no edges.
[[nodiscard]] double sharpness(media::Picture const& picture);

/// The contrast (WCAG 2.2, 1..21) between light and dark that stand within 12 pixels of each other when the picture is
/// 300 pixels wide: the strongest that a hundredth of the picture has.
[[nodiscard]] double thumbnail_contrast(media::Picture const& picture);

/// "trainedAlgorithmicMedia" out of the XMP of a picture; empty: none.
[[nodiscard]] std::string source_type(std::string_view bytes);

/// The most flashes in any second (WCAG 2.2, general flash): pairs of opposing changes by a tenth of the full
/// luminance, the darker under .8, over a quarter of the picture. By ffmpeg. Errors: unavailable, internal.
[[nodiscard]] Result<int> flashes_a_second(std::filesystem::path const& file, double frames_per_second);

}  // namespace troupe::distribution::impl
