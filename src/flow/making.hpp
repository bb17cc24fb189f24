#pragma once

#include <boost/describe.hpp>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/content.hpp"
#include "flow/studio.hpp"
#include "visual/brief.hpp"

/// Makes one thing for an artist. Each function does the long work, puts the files into the assets, and gives the content
/// that describes them; nobody has stored it yet: the caller does, in one unit of work with whatever else must be true.
namespace troupe::flow {

/// What is asked for. Other contents are named by id, so the request can wait in a queue until they exist.
struct MakeRequest {
    std::string artist;                 ///< id
    std::string content;                ///< id that the new content gets
    std::uint64_t seed = 0;
    std::optional<std::string> item;    ///< plan item it is for
    std::optional<std::string> words;   ///< content with title and lyrics
    std::optional<std::string> track;
    std::optional<std::string> cover;
    std::vector<std::string> videos;    ///< teasers and canvas of a release
    std::optional<std::string> posts;   ///< captions of a release
    std::optional<visual::Aspect> aspect;  ///< of a teaser
    std::optional<double> seconds;      ///< of a teaser
    bool is_whole_song = false;         ///< a lyric video rather than a teaser
    std::optional<int> release;         ///< number in the plan
    int songs = 1;                      ///< of the release that a cover is for
    int count = 1;                      ///< captions or takes wanted, where a single request can give several
    std::vector<std::string> tracks;    ///< of a release of finished ones, in their order; empty: `track` alone
    std::string title;                  ///< of a release and its cover; empty: that of the words, else the writer finds one
    std::string type;                   ///< of a release, a distribution::ReleaseKind; empty: what stores would call it
    std::optional<std::string> video;   ///< what a video single shows
    std::optional<std::map<std::string, std::string>> wishes;  ///< of words and what follows them: see style_choice.hpp
};
BOOST_DESCRIBE_STRUCT(MakeRequest, (),
                      (artist, content, seed, item, words, track, cover, videos, posts, aspect, seconds, is_whole_song, release, songs, count,
                       tracks, title, type, video, wishes))

/// The ids of a release's tracks, in their order.
[[nodiscard]] inline std::vector<std::string> track_ids(MakeRequest const& release) {
    if (release.tracks.empty() && release.track) return {*release.track};
    return release.tracks;
}

/// How far it is, 0..1, and what is being done.
using Report = std::function<void(double, std::string const&)>;

struct Making {
    Studio& studio;
    MakeRequest const& request;
    Report report;
    std::stop_token stop;
};

/// A content, and what a rule has decided about it already.
struct DecidedContent {
    catalog::Content content;
    std::optional<catalog::Approval> decision;
};

/// Title and lyrics, or the motif sheet of an instrumental: `details` is a writing::Lyrics.
[[nodiscard]] Result<catalog::Content> make_words(Making const& making);
/// Song with stems, score, notation and analysis, after its words: `details` is a TrackDetails. With a count of more than
/// one so many takes of it, best first; the first gets the request's id, the others are rejected by their rank, and
/// `choose_take` can turn that round.
[[nodiscard]] Result<std::vector<DecidedContent>> make_tracks(Making const& making);
[[nodiscard]] Result<catalog::Content> make_cover(Making const& making);
[[nodiscard]] Result<catalog::Content> make_kit(Making const& making);
[[nodiscard]] Result<catalog::Content> make_teaser(Making const& making);
[[nodiscard]] Result<catalog::Content> make_canvas(Making const& making);
/// Captions for every post of the plan, or for one item, or `count` free ones: `details` is a PostSheet.
[[nodiscard]] Result<catalog::Content> make_posts(Making const& making);
/// The finished release: tagged files, provenance, pre-flight and the package for the stores.
[[nodiscard]] Result<catalog::Content> make_release(Making const& making);

/// Errors of all of them: not_found (an artist or content that is named), invalid_input, unavailable (disk, a program
/// that is missing), cancelled.

}  // namespace troupe::flow
