#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "artist/profile.hpp"

/// Numbers of the document, said as people say them.
namespace troupe::writing::provider_prompts {

/// "near-black blue", "light greyish violet". Empty for what is no "#rrggbb".
[[nodiscard]] std::string colour_words(std::string_view hex);

/// What stands out of the visual traits ("very dark", "mostly abstract"); at least one.
[[nodiscard]] std::vector<std::string> look_words(std::map<std::string, artist::Trait> const& visual);

/// What a cover family looks like: "layered horizons".
[[nodiscard]] std::string family_words(std::string_view family);

/// What stands out of the production traits ("muted highs"), and what would be the opposite of it ("harsh highs").
struct SoundWords {
    std::vector<std::string> wanted;
    std::vector<std::string> unwanted;
};
[[nodiscard]] SoundWords sound_words(std::map<std::string, double> const& production);

/// "slow", "fast".
[[nodiscard]] std::string tempo_words(double bpm);

/// What a listener should feel: `valence` -1 sad .. 1 happy, `energy` 0 calm .. 1 wild (Russell's two axes).
[[nodiscard]] std::string emotion_words(double valence, double energy);

/// "English" for "en-GB"; a code that is not known stays a code.
[[nodiscard]] std::string language_name(std::string_view code);

/// The first few of a list.
[[nodiscard]] std::vector<std::string> front_of(std::vector<std::string> list, std::size_t count);

/// A number as people are told it: a thousandth is exact enough.
[[nodiscard]] double rounded(double value);

/// "none" is "instrumental"; "rapped" is "rapped vocals".
[[nodiscard]] std::string vocal_words(std::string_view vocals);

}  // namespace troupe::writing::provider_prompts
