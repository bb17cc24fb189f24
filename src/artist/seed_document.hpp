#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "artist/document.hpp"
#include "artist/repair.hpp"

/// The flat profile document that other systems exchange: one level of fields, prompts written out. Ours says more, so
/// it rides along in one extra field, `troupe`.
namespace troupe::artist {

struct SeedRelease {
    std::optional<std::string> strategy;                        ///< singles, ep_cycle, waterfall
    std::optional<std::vector<int>> track_release_random_days;  ///< {fewest, most} days between two tracks
    std::optional<double> video_release_ratio;                  ///< 0..1: how many posts are teasers
};
BOOST_DESCRIBE_STRUCT(SeedRelease, (), (strategy, track_release_random_days, video_release_ratio))

struct SeedEvolution {
    std::optional<bool> allow_genre_shifts;  ///< false: the shares of genres never move
    std::optional<double> identity_limit;    ///< 0..1
    std::optional<bool> autopilot;
};
BOOST_DESCRIBE_STRUCT(SeedEvolution, (), (allow_genre_shifts, identity_limit, autopilot))

struct SeedSettings {
    std::optional<SeedRelease> release_strategy;
    std::optional<std::map<std::string, std::string>> llm_assignments;  ///< role to model
    std::optional<std::string> trend_alignment_behavior;                ///< strict, soft, experimental
    std::optional<SeedEvolution> behavior_evolution_settings;
};
BOOST_DESCRIBE_STRUCT(SeedSettings, (),
                      (release_strategy, llm_assignments, trend_alignment_behavior, behavior_evolution_settings))

struct SeedUpdate {
    TimePoint timestamp{};
    std::string by;
    std::string description;
    std::vector<std::string> fields;  ///< paths that changed
};
BOOST_DESCRIBE_STRUCT(SeedUpdate, (), (timestamp, by, description, fields))

/// Every field may be absent.
struct SeedDocument {
    std::optional<std::string> stage_name;
    std::optional<std::string> real_name;
    std::optional<std::string> genre;
    std::optional<std::vector<std::string>> subgenres;
    std::optional<std::string> style_description;
    std::optional<std::string> voice_type;
    std::optional<std::vector<std::string>> personality_traits;
    std::optional<std::string> target_audience;
    std::optional<std::string> visual_identity_prompt;
    std::optional<std::string> song_prompt_generator;
    std::optional<std::string> video_prompt_generator;
    std::optional<std::string> backstory;
    std::optional<std::vector<std::string>> influences;
    std::optional<SeedSettings> settings;
    std::optional<std::vector<SeedUpdate>> update_history;
    std::optional<TimePoint> created_at;
    std::optional<TimePoint> updated_at;
    std::optional<std::string> notes;
    std::optional<json::Value> troupe;  ///< our own document
};
BOOST_DESCRIBE_STRUCT(SeedDocument, (),
                      (stage_name, real_name, genre, subgenres, style_description, voice_type, personality_traits,
                       target_audience, visual_identity_prompt, song_prompt_generator, video_prompt_generator,
                       backstory, influences, settings, update_history, created_at, updated_at, notes, troupe))

/// `history` is whole, oldest first; it gives the times and `update_history`.
[[nodiscard]] SeedDocument export_seed(Document const& document, std::span<Document const> history);

struct ImportedSeed {
    Profile profile;
    /// What was exported, to the byte: `troupe` was there and no field beside it was changed since.
    std::optional<Document> document;
    std::vector<std::string> unknown;     ///< fields that exist in no seed document; they were left out
    std::vector<std::string> completed;   ///< fields that were missing or blank, and are the base's
    std::vector<std::string> kept_aside;  ///< fields ours has no place for; kept in understanding.heard, exported again
    std::vector<Repair> repairs;
};
BOOST_DESCRIBE_STRUCT(ImportedSeed, (), (profile, document, unknown, completed, kept_aside, repairs))

/// Reads a seed document. What it does not say comes from `base`, a valid profile that the caller made from its words;
/// where `troupe` rides along, from that. Whatever the fields say comes out of `export_seed` again. Errors:
/// invalid_input (no JSON; a wrong type or value, named by its path in the seed document).
[[nodiscard]] Result<ImportedSeed> import_seed(std::string_view text, Profile base);

}  // namespace troupe::artist
