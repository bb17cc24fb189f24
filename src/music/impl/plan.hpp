#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/random.hpp"
#include "music/brief.hpp"
#include "music/impl/composing/habits.hpp"
#include "music/score.hpp"
#include "music/tables.hpp"

namespace troupe::music::impl {

/// A brief with every choice made that the brief left open: what all candidates of one song share.
struct Plan {
    Genre const* genre = nullptr;
    Mood const* mood = nullptr;
    std::string genre_id;
    std::string mood_id;
    double bpm = 120;
    Metre metre;
    std::string metre_name = "4/4";  ///< as patterns name it
    double valence = 0;              ///< -1..1
    double energy = 0.5;             ///< 0..1
    int tonic = 0;
    std::string mode = "minor";
    int bars = 64;
    double tail_seconds = 2.5;  ///< from the end of the last bar to the end of the file
    double swing = 0;           ///< of a step
    Habits habits;              ///< of the brief's signature
    // The genre's, moved by mood, sound and habits.
    MelodyStyle melody;
    HarmonyStyle harmony;
    double extensions = 0;
    double variation = 0;
    std::map<std::string, double> sound;  ///< brief and mood together, every name present
    std::vector<ScoreSection> sections;

    [[nodiscard]] int steps_per_bar() const { return metre.steps(); }
};

/// The brief must be valid.
[[nodiscard]] Plan make_plan(Brief const& brief, Tables const& tables);

/// The sections of a form, made to fill exactly `bars`. Needs at least one bar and one section.
[[nodiscard]] std::vector<ScoreSection> fitted(std::vector<FormSection> const& form, int bars);

}  // namespace troupe::music::impl
