#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "media/provenance.hpp"

/// What is made for an artist, from plan to result.
namespace troupe::catalog {

using ContentId = Id<struct ContentTag>;

BOOST_DEFINE_ENUM_CLASS(ContentKind, track, lyrics, cover, kit, teaser, canvas, video, post, release)

/// planned -> generating -> in_review -> approved -> scheduled -> published -> measured; in_review, approved <-> rejected;
/// generating -> failed. Whatever is not scheduled or out goes back to generating when it is made anew; a decision is
/// taken back to in_review, a date to approved.
BOOST_DEFINE_ENUM_CLASS(ContentState, planned, generating, in_review, approved, rejected, scheduled, published, measured,
                        failed)

/// One file of a content. Its bytes lie in `Assets` under the hash.
struct ContentFile {
    std::string name;        ///< as it is called in a folder for people: "master.flac", "stems/bass.flac"
    std::string role;        ///< master, preview, stem, midi, lyrics, cover, avatar, logo, banner, teaser, canvas...
    std::string asset;       ///< SHA-256, 64 hex digits
    std::string media_type;  ///< "audio/flac"
    std::uint64_t size_bytes = 0;
};
BOOST_DESCRIBE_STRUCT(ContentFile, (), (name, role, asset, media_type, size_bytes))

struct Content {
    ContentId id;
    artist::ArtistId artist;
    std::optional<std::string> item;  ///< id of the plan item that asked for it
    ContentKind kind = ContentKind::track;
    std::string title;
    ContentState state = ContentState::planned;
    std::uint64_t seed = 0;
    json::Value brief;  ///< what the maker was given: with the seed enough to make it again
    std::vector<ContentFile> files;
    media::Provenance provenance;
    json::Value details;  ///< of its kind: analysis and timeline of a track, captions of a post...
    TimePoint created{};
    TimePoint updated{};
    int revision = 1;   ///< counts the updates: who writes must have read the latest
    std::string notes;  ///< of people, for people; at most 4,000 characters
};
BOOST_DESCRIBE_STRUCT(Content, (),
                      (id, artist, item, kind, title, state, seed, brief, files, provenance, details, created, updated,
                       revision, notes))

/// What is asked of a content again and again, without its files and details.
struct ContentSketch {
    ContentId id;
    artist::ArtistId artist;
    ContentKind kind = ContentKind::track;
    std::string title;
    json::Object factors;  ///< what was tried with a track: `details.factors`; empty where there is none
    int revision = 1;
};

[[nodiscard]] ContentSketch sketch(Content const& content);

BOOST_DEFINE_ENUM_CLASS(Decision, approved, rejected)

/// What a person, or a named rule, decided about a content.
struct Approval {
    std::string by;
    Decision decision = Decision::approved;
    std::string reason;  ///< must be given for a rejection
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(Approval, (), (by, decision, reason, at))

/// Checks title (1 to 200 characters), notes, file names (relative, unique, no ".."), hashes. Error: invalid_input with the path.
[[nodiscard]] Result<void> validate(Content const& content);

/// The content in another state at `at`; approved and rejected are for `decide` alone, so that each has its author.
/// Error: conflict (there is no such way; names those there are).
[[nodiscard]] Result<Content> change_state(Content content, ContentState state, TimePoint at);

/// The content in the decided state; people change their minds until it is scheduled. Errors: conflict (decided so already,
/// or not in_review, approved or rejected), invalid_input (no author; a rejection without reason).
[[nodiscard]] Result<Content> decide(Content content, Approval const& approval);

/// Checks what a store can take in as the whole life of one content: revisions of one id and artist, each valid, numbers
/// rising by one. Error: invalid_input with the path.
[[nodiscard]] Result<void> validate_history(std::vector<Content> const& revisions);

/// The file with that role, or nothing.
[[nodiscard]] ContentFile const* file_with_role(Content const& content, std::string_view role);

}  // namespace troupe::catalog
