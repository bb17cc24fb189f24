#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/release_terms.hpp"
#include "distribution/release_track.hpp"
#include "media/provenance.hpp"

/// What goes to the stores: a release with its recordings, codes, rights, terms and files.
namespace troupe::distribution {

using ReleaseId = Id<struct ReleaseTag>;

BOOST_DEFINE_ENUM_CLASS(ReleaseKind, single, ep, album, video_single)
BOOST_DEFINE_ENUM_CLASS(ReleaseState, draft, checked, approved, scheduled, out, withdrawn)

/// A file of the release, with what is known of its making.
struct AssetRecord {
    std::string file;  ///< relative to the release's folder: "master.flac", "stems/drums.flac"
    std::string kind;  ///< master, stem, score, lyrics, cover, teaser, canvas, avatar, logo, banner, text
    std::string sha256;
    std::uint64_t size_bytes = 0;
    media::Provenance provenance;
    std::string disclosure;  ///< the sentence for people; empty when no AI took part
    std::optional<media::AiShares> recorded = {};  ///< what its maker recorded, where `provenance.ai` is counted otherwise
};
BOOST_DESCRIBE_STRUCT(AssetRecord, (), (file, kind, sha256, size_bytes, provenance, disclosure, recorded))

/// A person's word on how much of one aspect of a file AI made, against the record and every rule.
struct AiOverride {
    std::string file;    ///< of the release's assets
    std::string aspect;  ///< vocals, lyrics, composition, instrumentation, mix, artwork, video
    media::AiShare share = media::AiShare::all;
    std::string by, why;  ///< neither is empty
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(AiOverride, (), (file, aspect, share, by, why, at))

/// Where an aspect counts otherwise than its maker recorded it, and on whose word.
struct AiDecision {
    std::string file, aspect;
    std::optional<media::AiShare> recorded;  ///< nothing: its maker recorded nothing
    media::AiShare counted = media::AiShare::all;
    std::string rule;  ///< id of the rule (disclosure_policy.hpp), or "override"
    std::string by, why;
};
BOOST_DESCRIBE_STRUCT(AiDecision, (), (file, aspect, recorded, counted, rule, by, why))

struct Cover {
    std::string file;  ///< JPEG, relative to the release's folder; of a video single a picture of the video will do
    std::string sha256;
    int width_px = 0;
    int height_px = 0;
};
BOOST_DESCRIBE_STRUCT(Cover, (), (file, sha256, width_px, height_px))

/// What came later has a default, so that documents stored before it still read.
struct Release {
    std::string id;    ///< ours, a UUID: the proprietary id of the message while there are no codes
    std::string slug;  ///< names its folder and files
    ReleaseKind kind = ReleaseKind::single;
    ReleaseState state = ReleaseState::draft;
    std::string title;
    std::string artist;       ///< the name under the title, whole: "Norra Vang feat. Ida Sund"
    std::string artist_isni;  ///< empty: none
    std::string label;
    std::string language = "en";  ///< of the titles, BCP 47
    std::string genre;            ///< as stores show it: "Electronic"
    std::string sub_genre;        ///< "Dark Ambient"; empty: none
    std::vector<Track> tracks;    ///< in order; a video single has one, with a picture, and no other kind has pictures
    Cover cover;
    RightsLine p_line, c_line;
    Date release_date{};
    std::vector<std::string> territories{"Worldwide"};  ///< ISO 3166-1 alpha-2, or Worldwide alone
    Code upc;                                           ///< UPC or EAN: the ICPN of the message
    Code grid;
    std::string catalog_number;       ///< the label's own; empty: none
    std::vector<AssetRecord> assets;  ///< every file that belongs to it
    std::string version;              ///< "Deluxe Edition"; empty: the original. A single takes its track's
    std::vector<ShownArtist> artists;               ///< who `artist` is; empty: one main artist of that name
    std::vector<std::string> excluded_territories;  ///< from Worldwide
    std::optional<Date> original_release_date;      ///< of these recordings in this order; nothing: the release date
    std::optional<PreOrder> pre_order;
    std::vector<Deal> deals;             ///< empty: the usual ones
    std::optional<Date> takedown_date;   ///< the last day on which it may be sold and heard
    std::vector<MessageThread> threads;  ///< one for each store that was told of it
    std::vector<AiOverride> ai_overrides;  ///< the last word on an aspect of a file counts
    std::vector<AiDecision> ai_decisions;  ///< what `count_ai` (disclosure_policy.hpp) made of records, rules and overrides
};
BOOST_DESCRIBE_STRUCT(Release, (),
                      (id, slug, kind, state, title, artist, artist_isni, label, language, genre, sub_genre, tracks,
                       cover, p_line, c_line, release_date, territories, upc, grid, catalog_number, assets, version,
                       artists, excluded_territories, original_release_date, pre_order, deals, takedown_date, threads,
                       ai_overrides, ai_decisions))

/// Whether a release may go from one state to another: forward step by step, back to draft until it is out, and
/// withdrawn from anywhere.
[[nodiscard]] bool can_become(ReleaseState from, ReleaseState to);

/// Checks what the types cannot: an id, a slug, titles, files inside the folder, dates in their order, shares that make
/// 100 %, territories that fit together. Not the rules of stores: those are in preflight.hpp. The first broken rule,
/// named by its field path. Error: invalid_input.
[[nodiscard]] Result<void> validate(Release const& release);

/// Those who are shown as the release's artists: `artists`, or the one that `artist` names.
[[nodiscard]] std::vector<ShownArtist> shown_artists(Release const& release);
/// The same of one of its tracks.
[[nodiscard]] std::vector<ShownArtist> shown_artists(Release const& release, Track const& track);
/// The name under the title of one of its tracks.
[[nodiscard]] std::string artist_name(Release const& release, Track const& track);
/// The thread of messages to a store, or nothing when it has been told nothing yet.
[[nodiscard]] MessageThread const* find_thread(Release const& release, std::string const& recipient);

}  // namespace troupe::distribution
