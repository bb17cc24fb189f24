#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "media/timeline.hpp"
#include "visual/footage/cut.hpp"
#include "visual/picture_print.hpp"
#include "visual/video_style.hpp"

/// What the picture makers are told. They know neither the artist's document nor the composer: `flow` maps both.
namespace troupe::visual {

struct FamilyWeight {
    std::string name;  ///< aura, swiss, flow, landscape, chrome, rings, type, crystal, growth, city
    double weight = 1;
};
BOOST_DESCRIBE_STRUCT(FamilyWeight, (), (name, weight))

/// An artist's look: the same for every picture of a catalogue.
struct Look {
    std::string artist;
    std::string genre;                       ///< of the tables: complete_look takes from it what is left open here
    std::vector<std::string> palette;        ///< "#rrggbb": 4 from dark to light, then the accent
    std::vector<FamilyWeight> families;      ///< heaviest first
    std::map<std::string, double> traits;    ///< darkness, contrast, grain, abstraction, motion, ornament: -1..1, absent 0
    std::vector<std::string> motifs;         ///< recurring images, in words
    std::string character = "neutral";       ///< of the lettering: neutral, brutal, elegant, soft, technical, handmade
    VideoStyle video;                        ///< how its videos move and are graded
    std::uint64_t seed = 0;                  ///< of the artist
    std::string prompt;           ///< the same in a few sentences, for makers that take words; empty: they make do with the rest
    std::string negative_prompt;  ///< what must not be seen, as such makers take it: "face, logo"
};
BOOST_DESCRIBE_STRUCT(Look, (), (artist, genre, palette, families, traits, motifs, character, video, seed, prompt, negative_prompt))

/// What the picture is the front of. A single shows the composition as it is; an EP mounts it as a print, the words on the
/// mount under it; an album comes nearer: the form is larger and leaves the frame, the title is set smaller.
BOOST_DEFINE_ENUM_CLASS(ReleaseKind, single, ep, album)

/// What another cover of the same artist shows: those that follow keep away from it.
struct EarlierCover {
    std::string family;  ///< empty: somebody else composed it
    int layout = 0;
    PicturePrint print;
};
BOOST_DESCRIBE_STRUCT(EarlierCover, (), (family, layout, print))

struct CoverBrief {
    Look look;
    std::string title;
    std::uint64_t seed = 0;  ///< of the release: another composition of the same look
    int size_px = 3000;
    ReleaseKind kind = ReleaseKind::single;
    std::vector<EarlierCover> earlier;  ///< of the artist, oldest first: the built-in maker keeps away from them
};
BOOST_DESCRIBE_STRUCT(CoverBrief, (), (look, title, seed, size_px, kind, earlier))

BOOST_DEFINE_ENUM_CLASS(Aspect, portrait_9x16, square_1x1, landscape_16x9)

/// A teaser shows a stretch of the song about its hook; a lyric video the whole song, its words lit as they are sung.
BOOST_DEFINE_ENUM_CLASS(VideoKind, teaser, lyric_video)

/// Parts of the song as sound files of its length; an absent one is heard in the mix instead.
struct StemFiles {
    std::filesystem::path drums, bass, lead;  ///< lead: whatever carries the tune, the voice where somebody sings
    [[nodiscard]] bool empty() const { return drums.empty() && bass.empty() && lead.empty(); }
};

struct TeaserBrief {
    Look look;
    std::string title;
    std::uint64_t seed = 0;      ///< of the release, as for the cover
    Aspect aspect = Aspect::portrait_9x16;
    VideoKind kind = VideoKind::teaser;
    Seconds length{15};          ///< 6 to 60; a lyric video is as long as the song, up to 15 minutes
    std::string call;            ///< "Out Friday 27 November": shown near the end; empty: none
    media::Timeline timeline;    ///< of the whole song; the teaser begins at its hook
    std::filesystem::path song;  ///< FLAC or WAV the sound is cut from
    StemFiles stems;             ///< what moves the picture's spectrum, when there are any
    std::vector<FootageCut> footage;  ///< clips of people's making, for scenes; without any the artist's own world is shown
};
BOOST_DESCRIBE_STRUCT(TeaserBrief, (), (look, title, seed, aspect, kind, length, call, timeline, footage))

}  // namespace troupe::visual
