#pragma once

#include "planning/planner.hpp"

namespace troupe::planning::testing {

/// An artist with everything a planner reads, and 90 days from 2026-11-22.
inline PlanRequest sample_request() {
    PlanRequest request;
    auto& profile = request.profile;
    profile.core.name = "Vesper Lune";
    profile.core.archetype = "the hermit engineer";
    profile.core.motifs = {"sodium light", "empty stations", "wet concrete", "a humming transformer"};
    profile.style.genres = {{.name = "dark ambient", .weight = 0.6}, {.name = "techno", .weight = 0.4}};
    profile.style.moods = {{.name = "dark", .weight = 0.7}, {.name = "calm", .weight = 0.3}};
    profile.style.instruments = {{.name = "felt piano", .weight = 0.5},
                                 {.name = "tape loop", .weight = 0.3},
                                 {.name = "sub bass", .weight = 0.2}};
    profile.style.posting["posts_per_week"] = {.value = 5, .low = 0, .high = 14};
    profile.style.posting["hour"] = {.value = 19.5, .low = 0, .high = 24};
    profile.style.posting["release_gap_weeks"] = {.value = 4, .low = 3, .high = 16};
    profile.audience.time_zone = "Europe/Berlin";
    profile.behaviour.personality = {"withdrawn", "precise", "patient"};
    profile.behaviour.platforms = {{.name = "instagram", .weight = 0.4},
                                   {.name = "youtube", .weight = 0.25},
                                   {.name = "tiktok", .weight = 0.2},
                                   {.name = "bluesky", .weight = 0.15}};
    profile.behaviour.publicness = 0.6;
    profile.story.facts = {
        {.id = "home", .kind = "home", .text = "lives above a closed signal box"},
        {.id = "job", .kind = "job", .text = "worked nights at the dock gate"},
        {.id = "object.1", .kind = "object", .text = "keeps a radio that receives one station"},
        {.id = "event.1", .kind = "event", .text = "recorded a storm for nine hours", .year = 2019},
        {.id = "event.2", .kind = "event", .text = "erased the first album the day it was done", .is_public = false},
        {.id = "tension", .kind = "tension", .text = "wants to be heard and not seen"}};
    request.artist_id = make_id<artist::ArtistTag>(TimePoint{}, [] { return 42ULL; });
    request.start = Date{std::chrono::year{2026}, std::chrono::November, std::chrono::day{22}};
    request.days = 90;
    request.seed = 7;
    request.existing = {{.title = "Lantern, Low"}};
    request.now = TimePoint{std::chrono::sys_days{request.start}} + std::chrono::hours{8};
    return request;
}

}  // namespace troupe::planning::testing
