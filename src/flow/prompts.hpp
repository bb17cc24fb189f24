#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/content.hpp"
#include "flow/studio.hpp"
#include "music/brief.hpp"
#include "planning/plan.hpp"
#include "writing/provider_prompts/artist_prompt.hpp"
#include "writing/provider_prompts/track_prompt.hpp"
#include "writing/provider_prompts/video_prompt.hpp"

/// Prompts for makers elsewhere: the same artist, song and video that ours would make, said in words. Maps the
/// document, the plan and what is made already to the sheets of writing/provider_prompts.
namespace troupe::flow {

/// The tables as they stand for one piece of work.
struct PromptTables {
    writing::GenreTable const& genres;
    music::Tables const& music;
    visual::Tables const& visual;
};

/// A song as far as there is one.
struct SongSoFar {
    std::string title;  ///< empty: none yet
    std::string genre;  ///< of the writer's table
    std::string mood;
    music::Brief brief;        ///< tempo, words; of a planned song what our composer would be told
    std::string key;           ///< "F# minor"
    media::Timeline timeline;  ///< of a planned song: the genre's usual form at that tempo, without beats
    bool is_made = false;
};

/// The song our composer would be asked for next. `words`: what is written for it already.
[[nodiscard]] SongSoFar planned_song(artist::Document const& artist, std::optional<writing::Lyrics> const& words,
                                     PromptTables const& tables);

/// Error: invalid_input (no track, or one of an earlier format).
[[nodiscard]] Result<SongSoFar> made_song(artist::Document const& artist, catalog::Content const& track);

/// `item`: what the plan wants it for; nothing: no particular occasion.
[[nodiscard]] writing::provider_prompts::TrackSheet track_sheet(artist::Document const& artist, SongSoFar const& song,
                                                                PromptTables const& tables,
                                                                planning::PlanItem const* item = nullptr);

struct VideoWish {
    std::string platform;  ///< of `video_platforms`
    std::string format;    ///< of the plan: "reel", "visualiser"; empty: the platform's usual one
    std::string date;      ///< "Friday 27 November"; empty: none is named
};

/// Errors: invalid_input (the platform; the song is shorter than the video).
[[nodiscard]] Result<writing::provider_prompts::VideoSheet> video_sheet(artist::Document const& artist,
                                                                        SongSoFar const& song, VideoWish const& wish,
                                                                        PromptTables const& tables);
[[nodiscard]] std::vector<std::string> video_platforms();

/// What was found in a prompt before anybody is asked to make something of it.
struct PromptFindings {
    double score = 0;  ///< 0..1; 0: it cannot be used
    std::vector<std::string> findings;
};
BOOST_DESCRIBE_STRUCT(PromptFindings, (), (score, findings))

struct PromptSet {
    std::optional<writing::provider_prompts::ArtistPrompt> artist;
    std::optional<writing::provider_prompts::TrackPrompt> track;
    std::optional<writing::provider_prompts::VideoPrompt> video;
    std::map<std::string, PromptFindings> assessments;  ///< by artist, track, video
};
BOOST_DESCRIBE_STRUCT(PromptSet, (), (artist, track, video, assessments))

struct PromptRequest {
    std::string artist;  ///< id
    std::string what;    ///< artist, track or video; empty: all three
    std::optional<std::string>
        content;  ///< a track, or lyrics or a teaser of it; nothing: the latest track, if there is one
    std::optional<std::string> item;  ///< plan item it is for
    std::string platform;  ///< of the video; empty: the item's, otherwise the artist's first that shows videos
};

/// Errors: not_found (artist, content, item), invalid_input (what, content of another kind or artist, platform).
[[nodiscard]] Result<PromptSet> make_prompts(Studio& studio, PromptRequest const& request);

}  // namespace troupe::flow
