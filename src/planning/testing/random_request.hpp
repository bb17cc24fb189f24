#pragma once

#include <array>

#include "base/random.hpp"
#include "planning/testing/sample_request.hpp"

namespace troupe::planning::testing {

/// Zones that switch at different dates, by half an hour, at midnight, backwards in winter, or not at all.
inline constexpr std::array zones{"UTC",
                                  "Europe/Berlin",
                                  "America/New_York",
                                  "America/St_Johns",
                                  "America/Santiago",
                                  "America/Sao_Paulo",
                                  "Australia/Lord_Howe",
                                  "Pacific/Auckland",
                                  "Pacific/Chatham",
                                  "Pacific/Kiritimati",
                                  "Pacific/Pago_Pago",
                                  "Africa/Casablanca",
                                  "Africa/Cairo",
                                  "Asia/Kathmandu",
                                  "Asia/Beirut",
                                  "Asia/Tokyo"};

/// Any artist, any day of five years, any zone; sometimes with songs that are out, announced or waiting.
inline PlanRequest random_request(std::uint64_t seed) {
    Random random(seed);
    auto request = sample_request();
    request.seed = random.next();
    request.start = plus_days(request.start, random.between(0, 5 * 365));
    auto const seconds = std::chrono::seconds{random.between(-20 * 3600, 30 * 3600)};
    request.now = TimePoint{std::chrono::sys_days{request.start}} + seconds;
    request.days = random.between(3, 240);
    auto& profile = request.profile;
    profile.audience.time_zone = zones[random.below(zones.size())];
    profile.audience.territories = {random.chance(0.5) ? "US" : "DE", random.chance(0.5) ? "JP" : "BR"};
    profile.behaviour.publicness = random.uniform();
    profile.behaviour.platforms.resize(random.below(5));
    if (random.chance(0.5)) profile.behaviour.platforms.push_back({.name = "x", .weight = random.uniform()});
    profile.style.posting["posts_per_week"].value = random.uniform(0, 14);
    profile.style.posting["hour"].value = random.uniform(0, 24);
    profile.style.posting["release_gap_weeks"].value = random.uniform(3, 16);
    if (random.chance(0.3)) request.existing.clear();
    if (random.chance(0.3))
        request.existing.push_back({.title = "Out", .date = plus_days(request.start, -random.between(1, 60))});
    if (random.chance(0.3))
        request.existing.push_back({.title = "Announced", .date = plus_days(request.start, random.between(15, 100))});
    return request;
}

/// The built-in tables with quiet periods and tighter caps.
inline Tables random_tables(std::uint64_t seed, PlanRequest const& request) {
    Random random(seed);
    auto tables = built_in_tables();
    for (int i = random.between(0, 2); i > 0; --i) {
        auto const from = plus_days(request.start, random.between(0, request.days));
        tables.constraints.quiet_periods.push_back({from, plus_days(from, random.between(0, 20)), {}, "away"});
    }
    if (random.chance(0.3))
        for (auto& platform : tables.platforms) platform.most_in_24_hours = random.between(1, 2);
    return tables;
}

}  // namespace troupe::planning::testing
