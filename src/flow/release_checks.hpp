#pragma once

#include <string>
#include <vector>

#include "catalog/content.hpp"
#include "distribution/preflight.hpp"
#include "flow/studio.hpp"

namespace troupe::flow {

/// What was measured of a release's files when it was made: `measured` of its content's details.
struct MeasuredRelease {
    std::vector<distribution::AudioFacts> audio;  ///< one for each track, in order
    distribution::CoverFacts cover;
    std::vector<distribution::VideoFacts> videos;
    std::vector<std::string> texts;  ///< shown beside it
};
BOOST_DESCRIBE_STRUCT(MeasuredRelease, (), (audio, cover, videos, texts))

/// Errors: not_found (also a content that is no release).
[[nodiscard]] Result<catalog::Content> find_release(Studio& studio, std::string const& id);

/// What was found when the release was packed. Error: internal (it has no pre-flight).
[[nodiscard]] Result<distribution::Preflight> preflight_of(catalog::Content const& release);

/// Error: internal (it has no description).
[[nodiscard]] Result<distribution::Release> release_of(catalog::Content const& release);
/// Nothing of releases that were made before measurements were kept.
[[nodiscard]] std::optional<MeasuredRelease> measured_of(catalog::Content const& release);

/// The rules applied to what was measured then, as everything else is today: codes, dates, the label's other releases,
/// and what counts as AI. Reserved codes count as given: a delivery uses them for good. Of releases without measurements,
/// what was found when they were packed. `stores`: ids of those it is meant for. Takes as long as the label has releases
/// to compare with: not for a unit of work.
/// Errors: internal; invalid_input (the label's file of what counts as AI).
[[nodiscard]] Result<distribution::Preflight> check_release(Studio& studio, catalog::Content const& release,
                                                            std::vector<std::string> const& stores = {});

/// What the rules look at. The release's AI is counted by the label's rules. `content` is the release's own id.
[[nodiscard]] Result<distribution::PreflightInput> preflight_input(Studio& studio, artist::ArtistId artist,
                                                                   distribution::Release const& release,
                                                                   MeasuredRelease const& measured);

/// The release with its AI counted by the label's rules of today. Error: invalid_input (their file).
[[nodiscard]] Result<distribution::Release> with_counted_ai(Studio const& studio, distribution::Release release);

/// Who sends the label's messages: the book's DPID, or else that of TROUPE_DPID; empty: neither is there.
[[nodiscard]] Result<std::string> label_dpid(Studio& studio);

}  // namespace troupe::flow
