#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "visual/footage/stock_footage.hpp"

/// Which clip, and which of its files. No network, no clock: the same answers and seed, the same choice.
namespace troupe::visual {

struct ClipWish {
    std::string words;               ///< that were searched for
    std::vector<std::string> avoid;  ///< words of clips that nobody wants: "face", "people talking"
    Seconds length{3};               ///< that will be shown
    int width_px = 1080;
    int height_px = 1920;
    std::uint64_t seed = 0;          ///< of the release and the scene: ties are broken by it
};

struct ClipChoice {
    Clip clip;
    Rendition rendition;
    double score = 0;
};

/// The clips that can be shown, best first: of the right shape, sharp enough, described by what was searched for, high in
/// the service's own order. What is too short, too small, or described by a word to avoid is left out.
[[nodiscard]] std::vector<ClipChoice> rank(std::vector<Clip> const& clips, ClipWish const& wish);

/// The smallest file that covers the picture without being enlarged; else the largest, when it is enlarged no more than
/// 1.8 times; else null. Files of more than 200 MB are not considered.
[[nodiscard]] Rendition const* fitting(Clip const& clip, int width_px, int height_px);

/// Whether words describe what a phrase of one or more words means: all of them are there, plurals count.
[[nodiscard]] bool describes(std::vector<std::string> const& words, std::string const& phrase);

/// Where in a clip the stretch begins: past its first half second, where it fades in, and in the calmer middle.
[[nodiscard]] Seconds start_in(Seconds clip, Seconds stretch);

}  // namespace troupe::visual
