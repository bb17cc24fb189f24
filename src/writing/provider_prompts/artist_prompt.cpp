#include "writing/provider_prompts/artist_prompt.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::writing::provider_prompts {
namespace {

using Strings = std::vector<std::string>;

/// How a fact of each kind is said without a subject, the most telling for a picture first. What is secret stays so.
Strings background_of(artist::Profile const& profile) {
    struct Kind {
        char const* kind;
        char const* before;
    };
    static constexpr Kind kinds[] = {{"home", ""},
                                     {"object", ""},
                                     {"origin", "it began when they "},
                                     {"job", "earlier they "},
                                     {"event", "a date that counts: "}};
    Strings said;
    for (auto const& kind : kinds)
        for (auto const& fact : profile.story.facts)
            if (fact.is_public && fact.kind == kind.kind) said.push_back(kind.before + phrase(fact.text));
    return said;
}

Strings look_of(artist::Profile const& profile) {
    auto look = look_words(profile.style.visual);
    for (auto const& family : profile.style.visual_families)
        if (family.weight >= 0.15) look.push_back(family_words(family.name));
    return look;
}

Clause palette_clause(std::vector<Colour> const& palette) {
    if (palette.empty()) return {};
    Strings whole;
    for (auto const& colour : palette) whole.push_back(fmt::format("{} {}", colour.words, colour.hex));
    auto const accent = whole.back();
    auto const ground = Strings(whole.begin(), whole.end() - 1);
    auto const& middle = palette[palette.size() / 2];
    return {
        3,
        {fmt::format("Palette from dark to light: {}, with {} as the one accent.", text::join(ground, ", "), accent),
         fmt::format("Colours: {} and {} {}, accent {}.", whole.front(), middle.words, middle.hex, accent),
         fmt::format("Colours {}, accent {}.", palette.front().words, accent)}};
}

std::vector<Clause> clauses_of(ArtistPrompt const& prompt, std::string const& genre, artist::Profile const& profile) {
    auto const archetype = phrase(profile.core.archetype);
    std::vector<Clause> clauses{
        {1,
         {fmt::format("{} is {}.", prompt.name, prompt.who),
          fmt::format("{}, virtual {} artist: {}.", prompt.name, genre, archetype),
          fmt::format("{}, virtual {} artist.", prompt.name, genre)}},
        {6, {fmt::format("Temperament: {}.", text::enumerate(prompt.temperament))}},
        {4,
         {fmt::format("Look: {}.", text::enumerate(prompt.look)), fmt::format("Look: {}.", text::enumerate(front_of(prompt.look, 3))),
          fmt::format("Look: {}.", prompt.look.front())}},
        palette_clause(prompt.palette),
        {5,
         {fmt::format("Recurring images: {}.", text::enumerate(prompt.motifs)),
          fmt::format("Images: {}.", text::enumerate(front_of(prompt.motifs, 2))),
          fmt::format("Image: {}.", text::enumerate(front_of(prompt.motifs, 1)))}}};
    for (auto const& fact : prompt.background) clauses.push_back({7, {text::capitalised(fact) + "."}, true});
    if (prompt.shows_face)
        clauses.push_back({2,
                           {"A face may be seen, drawn or painted, never photorealistic and like nobody who lives.",
                            "No photorealistic face."}});
    else
        clauses.push_back({2,
                           {"Never show a face or a person who could be recognised: show places, objects, hands out of "
                            "focus or a figure from behind.",
                            "No face: places, objects, a figure from behind.", "No face."}});
    clauses.push_back({4,
                       {"No likeness of a real person, no brands, logos, lettering or watermarks.",
                        "No real people, brands or text."}});
    if (auto const own = uncapitalised(phrase(profile.positioning.avoids)); !own.empty())
        clauses.push_back({8, {fmt::format("Not their world: {}.", own)}, true});
    return clauses;
}

}  // namespace

std::string genre_name(GenreTable const& genres, std::string const& id) {
    auto const found = genres.find(id);
    return found == genres.end() ? text::replace_all(phrase(id), "_", " ") : found->second.name;
}

std::vector<Colour> palette_of(artist::Profile const& profile) {
    std::vector<Colour> palette;
    for (auto const& hex : profile.core.palette)
        if (auto words = colour_words(hex); !words.empty()) palette.push_back({hex, std::move(words)});
    return palette;
}

std::vector<std::string> never_shown(artist::Profile const& profile) {
    return {profile.behaviour.shows_face ? "a photorealistic face" : "a face, or a person who could be recognised",
            "the likeness of a real person, brands, logos and watermarks"};
}

std::vector<std::string> unwanted_words(artist::Profile const& profile) {
    auto words = profile.behaviour.shows_face ? Strings{"photorealistic face"}
                                              : Strings{"face", "portrait", "person looking at the camera", "selfie"};
    for (auto const* each :
         {"likeness of a real person", "celebrity", "logo", "brand name", "watermark", "lettering", "text"})
        words.emplace_back(each);
    return words;
}

ArtistPrompt artist_prompt(artist::Profile const& profile, GenreTable const& genres) {
    auto const genre = genre_name(genres, profile.core.home_genre);
    ArtistPrompt prompt;
    prompt.name = phrase(profile.core.name);
    prompt.who = fmt::format("a virtual {} artist, {}", genre, phrase(profile.core.archetype));
    prompt.temperament = phrases(profile.behaviour.personality);
    prompt.background = background_of(profile);
    prompt.look = look_of(profile);
    prompt.motifs = phrases(profile.core.motifs);
    prompt.palette = palette_of(profile);
    prompt.shows_face = profile.behaviour.shows_face;
    prompt.avoid = never_shown(profile);
    if (auto own = uncapitalised(phrase(profile.positioning.avoids)); !own.empty())
        prompt.avoid.push_back(std::move(own));
    prompt.text = fit_all(clauses_of(prompt, genre, profile));
    prompt.negative = text::join(unwanted_words(profile), ", ");
    return prompt;
}

}  // namespace troupe::writing::provider_prompts
