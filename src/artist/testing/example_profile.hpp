#pragma once

#include "artist/document.hpp"

namespace troupe::artist::testing {

/// A valid profile to change in tests.
[[nodiscard]] inline Profile example_profile(std::string name = "Vesper Lune") {
    Profile profile;
    // Field by field: g++ 12 warns of a designated temporary of this size.
    auto& core = profile.core;
    core.name = std::move(name);
    core.archetype = "the hermit engineer";
    core.origin_story = "Recorded the hum of a transformer station until it became a chord.";
    core.values = {"Leave room.", "Nothing twice."};
    core.motifs = {"sodium light", "empty stations", "wet asphalt"};
    core.palette = {"#0b0d12", "#1c2430", "#39506b", "#9fb4c7", "#e0a458"};
    core.home_genre = "techno";
    profile.style.genres = {{"techno", 0.7}, {"ambient", 0.3}};
    profile.style.moods = {{"dark", 0.6}, {"calm", 0.4}};
    profile.style.modes = {{"minor", 0.75}, {"phrygian", 0.25}};
    profile.style.instruments = {{"pad", 0.5}, {"felt piano", 0.5}};
    profile.style.production = {{"space", {.value = 0.4}}, {"grit", {.value = -0.1}}};
    profile.style.visual = {{"darkness", {.value = 0.6}}};
    profile.style.visual_families = {{"aura", 1}};
    profile.style.posting = {{"posts_per_week", {.value = 3, .low = 1, .high = 5}}};
    profile.audience = {.territories = {"DE", "GB"}, .time_zone = "Europe/Berlin", .interests = {"night trains"}};
    profile.positioning = {.tagline = "Music for the last train.", .promise = "A whole night in forty minutes."};
    profile.behaviour = {.personality = {"patient", "exact", "shy"}, .platforms = {{"instagram", 0.6}, {"bluesky", 0.4}}};
    profile.story = {.facts = {{.id = "origin", .kind = "origin", .text = "grew up beside a transformer station"}},
                     .biography_short = "Short.", .biography_medium = "Medium.", .biography_long = "Long."};
    return profile;
}

[[nodiscard]] inline ArtistId example_id(std::uint64_t number) {
    return make_id<ArtistTag>(TimePoint{std::chrono::milliseconds{number}}, [number] { return number; });
}

[[nodiscard]] inline Authorship example_author(std::string reason = "because the test says so") {
    return {.by = "owner", .reason = std::move(reason), .at = TimePoint{std::chrono::milliseconds{1'795'000'000'123}}};
}

[[nodiscard]] inline Document example_artist(std::uint64_t number = 1, std::string name = "Vesper Lune") {
    return *create({.id = example_id(number), .profile = example_profile(std::move(name)), .seed = 18'446'744'073'709'551'557ULL},
                   example_author());
}

}  // namespace troupe::artist::testing
