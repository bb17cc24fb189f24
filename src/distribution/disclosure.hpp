#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "distribution/release.hpp"
#include "media/provenance.hpp"

/// How much of a release AI made, from the provenance of its files.
namespace troupe::distribution {

/// Hashes the file and says who made it. `file` is relative to `folder`. Errors: not_found, unavailable.
[[nodiscard]] Result<AssetRecord> describe_asset(std::filesystem::path const& folder, std::string const& file,
                                                 std::string const& kind, media::Provenance const& provenance);

/// What `provenance.json` holds: the list of all files.
[[nodiscard]] std::string provenance_json(std::vector<AssetRecord> const& assets);

/// One of the five things that stores ask about.
struct AiCategory {
    std::string name;  ///< vocals, lyrics, composition, instrumentation_production, artwork_video
    media::AiShare share = media::AiShare::none;
    std::vector<std::string> engines;  ///< that had a part in it
};
BOOST_DESCRIBE_STRUCT(AiCategory, (), (name, share, engines))

/// What Spotify shows among the credits of a song, as its distributors take it.
struct AiCredit {
    std::string category;  ///< Vocals, Lyrics, Instrumentation and production
    std::string wording;   ///< AI-generated, AI-assisted
};
BOOST_DESCRIBE_STRUCT(AiCredit, (), (category, wording))

struct AiSummary {
    media::AiShare contains = media::AiShare::none;  ///< of the recording: the ContainsAI of DDEX 4.3.2
    media::AiShares aspects;                         ///< the whole release: partly where files disagree
    std::vector<std::string> sentences;   ///< for people, one an aspect: "Composition: made by AI (troupe composer 1)"
    std::vector<std::string> apple_tags;  ///< of Apple's transparency tags: Artwork, Track, Composition, Music Video
    std::vector<std::string> unrecorded;  ///< files without an engine or licence: they must not go out
    std::vector<AiCategory> categories;   ///< those of the five that the release has
    std::vector<AiCredit> spotify_credits;
    std::vector<AiDecision> decisions;  ///< where it counts otherwise than it was recorded
};
BOOST_DESCRIBE_STRUCT(AiSummary, (),
                      (contains, aspects, sentences, apple_tags, unrecorded, categories, spotify_credits, decisions))

/// What counts is in the records: `count_ai` (disclosure_policy.hpp) puts it there.
[[nodiscard]] AiSummary summarise_ai(std::vector<AssetRecord> const& assets);
/// The same with the decisions that led there.
[[nodiscard]] AiSummary disclosure_of(Release const& release);

}  // namespace troupe::distribution
