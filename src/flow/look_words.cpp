#include "flow/look_words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "flow/briefs.hpp"
#include "writing/provider_prompts/artist_prompt.hpp"

namespace troupe::flow {
namespace {

namespace pp = writing::provider_prompts;

/// Colours by their names alone: makers of images read no hex.
std::string palette_words(std::vector<pp::Colour> const& palette) {
    std::vector<std::string> names;
    for (auto const& colour : palette)
        if (std::find(names.begin(), names.end(), colour.words) == names.end()) names.push_back(colour.words);
    if (names.empty()) return {};
    if (names.size() == 1) return fmt::format("In {} alone.", names.front());
    auto const accent = names.back();
    names.pop_back();
    return fmt::format("Palette from dark to light: {}; {} as a small accent.", text::join(names, ", "), accent);
}

}  // namespace

LookWords look_words(artist::Profile const& profile, writing::GenreTable const& genres) {
    auto const prompt = pp::artist_prompt(profile, genres);
    std::vector<std::string> said;
    said.push_back(fmt::format("For {} music.", pp::genre_name(genres, profile.core.home_genre)));
    if (!prompt.look.empty()) said.push_back(text::capitalised(text::enumerate(prompt.look)) + ".");
    if (auto palette = palette_words(prompt.palette); !palette.empty()) said.push_back(std::move(palette));
    if (!prompt.temperament.empty()) said.push_back(fmt::format("Its mood is {}.", text::enumerate(prompt.temperament)));
    said.push_back(prompt.shows_face ? "Any face is drawn or painted, never photorealistic." : "No face: places, objects, a figure from behind.");
    return {text::join(said, " "), prompt.negative};
}

visual::Look worded_look(artist::Document const& artist, Studio const& studio) {
    auto look = look_of(artist, *studio.visual_tables.now());
    auto words = look_words(artist.profile, *studio.identity_genres.now());
    look.prompt = std::move(words.prompt);
    look.negative_prompt = std::move(words.negative);
    return look;
}

}  // namespace troupe::flow
