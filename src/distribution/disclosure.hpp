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

struct AiSummary {
    media::AiShare contains = media::AiShare::none;  ///< of the recording: the ContainsAI of DDEX 4.3.2
    media::AiShares aspects;                         ///< the whole release: partly where files disagree
    std::vector<std::string> sentences;   ///< for people, one an aspect: "Composition: made by AI (troupe composer 1)"
    std::vector<std::string> apple_tags;  ///< of Apple's transparency tags: Artwork, Track, Composition, Music Video
    std::vector<std::string> unrecorded;  ///< files without an engine or licence: they must not go out
};
BOOST_DESCRIBE_STRUCT(AiSummary, (), (contains, aspects, sentences, apple_tags, unrecorded))

[[nodiscard]] AiSummary summarise_ai(std::vector<AssetRecord> const& assets);

}  // namespace troupe::distribution
