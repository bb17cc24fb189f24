#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artist/profile.hpp"

/// How far apart two artists, or two versions of one, are: 0 the same, 1 nothing in common. Every part is 0..1 itself
/// and the parts are summed by weights (distance.cpp lists them), so all three are symmetric and 0 only for what sounds, looks
/// and speaks alike.
namespace troupe::artist {

/// Sound, look and habits; what evolution may move. Compared with the style of the locked version, this is what
/// `settings.identity_limit` bounds.
[[nodiscard]] double style_distance(Style const& a, Style const& b);

/// Motifs, values, voice, palette, home genre and archetype; not the name.
[[nodiscard]] double core_distance(Core const& a, Core const& b);

/// Mean over the places of two palettes of "#rrggbb"; 0.3 in OKLab (dark red to dark blue) is as far as it gets.
[[nodiscard]] double palette_distance(std::vector<std::string> const& a, std::vector<std::string> const& b);

/// 0.6 of the style's and 0.4 of the core's.
[[nodiscard]] double identity_distance(Profile const& a, Profile const& b);

/// 1 for equal names, 0 for nothing in common: 1 - edit distance / length of the longer, on names as `name_key` folds
/// them.
[[nodiscard]] double name_similarity(std::string_view a, std::string_view b);

/// Two artists of one roster should not be nearer than this, nor their names more alike.
constexpr double least_identity_distance = 0.12;
constexpr double most_name_similarity = 0.8;

/// True when a roster that has one should not take the other.
[[nodiscard]] bool too_similar(Profile const& a, Profile const& b);

}  // namespace troupe::artist
