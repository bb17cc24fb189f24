#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "media/provenance.hpp"
#include "media/timeline.hpp"
#include "music/analysis.hpp"
#include "music/brief.hpp"
#include "music/score.hpp"

namespace troupe::music {

struct Stem {
    std::string name;  ///< "drums", "bass", "chords", "lead", "texture", "vocals", "space" (reverb and delay)
    std::filesystem::path file;
};

/// A finished track: files with full paths, and what is known of them.
struct Track {
    std::filesystem::path master;                     ///< master.flac, 24 bit, 48 kHz
    std::filesystem::path mp3;                        ///< master.mp3, 320 kbit/s
    std::vector<Stem> stems;                          ///< stems/<name>.flac; they sum to the mix before mastering
    std::filesystem::path midi;                       ///< song.mid; empty when the maker has no score
    std::optional<std::filesystem::path> lyrics_lrc;  ///< lyrics.lrc when lyrics are sung
    media::Timeline timeline;                         ///< exact when there is a score
    Analysis analysis;                                ///< measured on the master as it is written
    media::Provenance provenance;
    std::optional<Score> score;
    std::string key;  ///< "F# minor", as composed; empty when unknown
    std::vector<std::string> notes;  ///< what a person should know: where it is not as asked, who stood in for whom
};

/// What a maker promises; what it does not, the caller measures.
struct Capabilities {
    bool exact_tempo = false;
    bool exact_key = false;
    bool exact_form = false;
    bool stems = false;
    bool score = false;
    bool seed = false;  ///< same brief, same seed, same bytes
    bool sings_lyrics = false;
    bool revises = false;   ///< answers `revise`
    bool previews = false;  ///< answers `preview`
    double longest_seconds = 600;
};
BOOST_DESCRIBE_STRUCT(Capabilities, (), (exact_tempo, exact_key, exact_form, stems, score, seed, sings_lyrics, revises, previews, longest_seconds))

/// A finished take of which one section is to be another one.
struct Revision {
    int section = 0;               ///< index into the score's sections
    std::uint64_t seed = 0;        ///< of what takes its place
    Score score;                   ///< of the take
    std::filesystem::path folder;  ///< with the take's master.flac and stems/
};

/// Called now and then with the share that is done (0..1, never falling) and what is being done; cheap and thread-safe
/// enough to be called from the thread that runs `make`.
using Progress = std::function<void(double fraction, std::string_view what)>;

/// Port: turns a musical intention into a finished track. Adapters: music/builtin (default, offline),
/// providers/suno; music/fallback_track_maker puts one behind the other.
class TrackMaker {
public:
    virtual ~TrackMaker() = default;
    [[nodiscard]] virtual Capabilities capabilities() const = 0;

    /// Makes the track into `folder`, which is made when missing; files of an earlier call are replaced, each whole or
    /// not at all. Blocks (built-in: seconds; remote: minutes). Checks `stop` at least once a second.
    ///
    /// Errors: invalid_input (the brief; names the field), unavailable (disk full, not writable; remote service),
    /// cancelled.
    [[nodiscard]] virtual Result<Track> make(Brief const& brief, std::filesystem::path const& folder,
                                             Progress const& progress, std::stop_token stop) = 0;

    /// The same track with one section composed anew: outside it master and stems are the take's own samples, and a few
    /// milliseconds at its edges fade from one to the other. Only where `capabilities().revises`. Errors: as `make`;
    /// invalid_input (no such section), unavailable (this maker cannot), not_found (the take's files).
    [[nodiscard]] virtual Result<Track> revise(Brief const& brief, Revision const& revision, std::filesystem::path const& folder,
                                               Progress const& progress, std::stop_token stop);

    /// Ten seconds from the song's hook as `folder`/preview.mp3, in a second or two, without the rest. Only where
    /// `capabilities().previews`. Errors: as `make`; unavailable (this maker has none).
    [[nodiscard]] virtual Result<std::filesystem::path> preview(Brief const& brief, std::filesystem::path const& folder, std::stop_token stop);
};

}  // namespace troupe::music
