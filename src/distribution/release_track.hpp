#pragma once

#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "base/units.hpp"

/// A recording of a release: its file, who made it, whose it is.
namespace troupe::distribution {

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
    int share_bp = 0;                ///< of the rights in the recording, in 1/100 %; 0: none. A track's are 0 or 10,000
};
BOOST_DESCRIBE_STRUCT(Contributor, (), (name, roles, legal_name, isni, ipi, share_bp))

BOOST_DEFINE_ENUM_CLASS(ArtistRole, main, featured, remixer)

/// Someone whose name stands under the title.
struct ShownArtist {
    std::string name;
    ArtistRole role = ArtistRole::main;
    std::string isni;  ///< empty: none
};
BOOST_DESCRIBE_STRUCT(ShownArtist, (), (name, role, isni))

/// "2026 Example Records" of a P or C line, without the sign.
struct RightsLine {
    int year = 0;
    std::string owner;
};
BOOST_DESCRIBE_STRUCT(RightsLine, (), (year, owner))

BOOST_DEFINE_ENUM_CLASS(VideoCodec, h264, hevc, mpeg2, prores_422_hq)

/// The moving picture of a video single. Its sound is described by the track.
struct VideoStream {
    VideoCodec codec = VideoCodec::h264;
    int width_px = 0;
    int height_px = 0;
    double frames_per_second = 0;  ///< 1 to 240
};
BOOST_DESCRIBE_STRUCT(VideoStream, (), (codec, width_px, height_px, frames_per_second))

struct Track {
    std::string title;
    std::string version;  ///< "Radio Edit"; empty: the original
    std::string file;     ///< FLAC or WAV, of a video MP4 or MOV; relative to the release's folder
    std::string sha256;
    Seconds seconds{0};
    int sample_rate_hz = 48'000;
    int bits = 24;  ///< of a sound file; a video's sound has none
    int channels = 2;
    Code isrc;
    std::string iswc;  ///< empty: none
    std::vector<Contributor> contributors;
    std::string language;  ///< sung or spoken, BCP 47; empty when instrumental
    bool explicit_lyrics = false;
    bool instrumental = false;
    std::optional<std::string> lyrics;
    std::vector<ShownArtist> artists;     ///< in the order they are shown; empty: the release's
    std::optional<RightsLine> p_line;     ///< nothing: the release's
    std::optional<Date> first_published;  ///< anywhere, by anyone; nothing: when the release first came out
    std::optional<VideoStream> video;     ///< nothing: sound alone
};
BOOST_DESCRIBE_STRUCT(Track, (),
                      (title, version, file, sha256, seconds, sample_rate_hz, bits, channels, isrc, iswc, contributors,
                       language, explicit_lyrics, instrumental, lyrics, artists, p_line, first_published, video))

/// "Salt (Night Edit)": a title as it is shown.
[[nodiscard]] std::string full_title(std::string const& title, std::string const& version);

/// "A, B & C feat. D": main artists, then featured ones. A remixer stands in the version of the title, not here.
[[nodiscard]] std::string shown_name(std::vector<ShownArtist> const& artists);

}  // namespace troupe::distribution
