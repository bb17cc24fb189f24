#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "base/units.hpp"
#include "media/provenance.hpp"

/// What goes to the stores: a release with its recordings, codes, rights and files.
namespace troupe::distribution {

using ReleaseId = Id<struct ReleaseTag>;

BOOST_DEFINE_ENUM_CLASS(ReleaseKind, single, ep, album, video_single)
BOOST_DEFINE_ENUM_CLASS(ReleaseState, draft, checked, approved, scheduled, out, withdrawn)

/// None: nobody gave one yet. Reserved: taken from our own prefix, not yet used. Assigned: used by this thing for good.
/// External: given by a distributor or an agency.
BOOST_DEFINE_ENUM_CLASS(CodeStatus, none, reserved, assigned, external)

/// An ISRC, UPC, GRid.. Never invented: without one `value` is empty and `status` none.
struct Code {
    std::string value;  ///< in its normal form: see identifiers.hpp
    CodeStatus status = CodeStatus::none;
    std::string source;  ///< who gave it: "own prefix", "distributor"
    [[nodiscard]] bool is_given() const { return status == CodeStatus::assigned || status == CodeStatus::external; }
};
BOOST_DESCRIBE_STRUCT(Code, (), (value, status, source))

struct Contributor {
    std::string name;                ///< as shown: the stage name of a virtual artist
    std::vector<std::string> roles;  ///< of data/distribution/roles.json: Composer, StudioProducer..
    std::string legal_name;          ///< the person or company behind the name; empty: not known yet
    std::string isni, ipi;           ///< empty: none
};
BOOST_DESCRIBE_STRUCT(Contributor, (), (name, roles, legal_name, isni, ipi))

/// "2026 Example Records" of a P or C line, without the sign.
struct RightsLine {
    int year = 0;
    std::string owner;
};
BOOST_DESCRIBE_STRUCT(RightsLine, (), (year, owner))

/// A file of the release, with what is known of its making.
struct AssetRecord {
    std::string file;  ///< relative to the release's folder: "master.flac", "stems/drums.flac"
    std::string kind;  ///< master, stem, score, lyrics, cover, teaser, canvas, avatar, logo, banner, text
    std::string sha256;
    std::uint64_t size_bytes = 0;
    media::Provenance provenance;
    std::string disclosure;  ///< the sentence for people; empty when no AI took part
};
BOOST_DESCRIBE_STRUCT(AssetRecord, (), (file, kind, sha256, size_bytes, provenance, disclosure))

struct Track {
    std::string title;
    std::string version;  ///< "Radio Edit"; empty: the original
    std::string file;     ///< FLAC or WAV, relative to the release's folder
    std::string sha256;
    Seconds seconds{0};
    int sample_rate_hz = 48'000;
    int bits = 24;
    int channels = 2;
    Code isrc;
    std::string iswc;  ///< empty: none
    std::vector<Contributor> contributors;
    std::string language;  ///< sung or spoken, BCP 47; empty when instrumental
    bool explicit_lyrics = false;
    bool instrumental = false;
    std::optional<std::string> lyrics;
};
BOOST_DESCRIBE_STRUCT(Track, (),
                      (title, version, file, sha256, seconds, sample_rate_hz, bits, channels, isrc, iswc, contributors,
                       language, explicit_lyrics, instrumental, lyrics))

struct Cover {
    std::string file;  ///< JPEG, relative to the release's folder
    std::string sha256;
    int width_px = 0;
    int height_px = 0;
};
BOOST_DESCRIBE_STRUCT(Cover, (), (file, sha256, width_px, height_px))

struct Release {
    std::string id;    ///< ours, a UUID: the proprietary id of the message while there are no codes
    std::string slug;  ///< names its folder and files
    ReleaseKind kind = ReleaseKind::single;
    ReleaseState state = ReleaseState::draft;
    std::string title;
    std::string artist;
    std::string artist_isni;  ///< empty: none
    std::string label;
    std::string language = "en";  ///< of the titles, BCP 47
    std::string genre;            ///< as stores show it: "Electronic"
    std::string sub_genre;        ///< "Dark Ambient"; empty: none
    std::vector<Track> tracks;    ///< in order
    Cover cover;
    RightsLine p_line, c_line;
    Date release_date{};
    std::vector<std::string> territories{"Worldwide"};  ///< ISO 3166-1 alpha-2, or Worldwide alone
    Code upc;                                           ///< UPC or EAN: the ICPN of the message
    Code grid;
    std::string catalog_number;       ///< the label's own; empty: none
    std::vector<AssetRecord> assets;  ///< every file that belongs to it
};
BOOST_DESCRIBE_STRUCT(Release, (),
                      (id, slug, kind, state, title, artist, artist_isni, label, language, genre, sub_genre, tracks,
                       cover, p_line, c_line, release_date, territories, upc, grid, catalog_number, assets))

/// Whether a release may go from one state to another: forward step by step, back to draft until it is out, and
/// withdrawn from anywhere.
[[nodiscard]] bool can_become(ReleaseState from, ReleaseState to);

/// Checks what the types cannot: an id, a slug, a title, tracks with titles and files, a date, years. Not the rules of
/// stores: those are in preflight.hpp. The first broken rule, named by its field path. Error: invalid_input.
[[nodiscard]] Result<void> validate(Release const& release);

}  // namespace troupe::distribution
