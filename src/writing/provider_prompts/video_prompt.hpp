#pragma once

#include <boost/describe.hpp>
#include <string>
#include <vector>

#include "writing/provider_prompts/artist_prompt.hpp"

namespace troupe::writing::provider_prompts {

/// Where a platform shows the video, and what it lays over it.
struct VideoPlace {
    std::string platform;  ///< "tiktok"
    std::string name;      ///< "TikTok"
    std::string format;    ///< "short", "canvas"
    std::string aspect;    ///< "9:16"
    int width_px = 1080;
    int height_px = 1920;
    double seconds = 15;
    double keep_top = 0, keep_right = 0, keep_bottom = 0,
           keep_left = 0;  ///< shares of the frame that stay free of text
};
BOOST_DESCRIBE_STRUCT(VideoPlace, (),
                      (platform, name, format, aspect, width_px, height_px, seconds, keep_top, keep_right, keep_bottom,
                       keep_left))

/// One shot, from cut to cut.
struct VideoShot {
    double from = 0, to = 0;          ///< seconds of the video
    std::string part;                 ///< of the song: "drop"; empty: not known
    double energy = 0.5;              ///< 0..1
    std::vector<std::string> search;  ///< words to look for stock clips with, at most 100 characters each
};
BOOST_DESCRIBE_STRUCT(VideoShot, (), (from, to, part, energy, search))

struct VideoEffectUse {
    std::string name;       ///< "rgb split"
    std::string on;         ///< beat, bar, section, hit, always
    double strength = 0.5;  ///< 0..1
};
BOOST_DESCRIBE_STRUCT(VideoEffectUse, (), (name, on, strength))

struct Overlay {
    std::string text;
    double from = 0, to = 0;  ///< seconds of the video
    std::string where;        ///< "top", "lower middle"
};
BOOST_DESCRIBE_STRUCT(Overlay, (), (text, from, to, where))

/// What a video is, in numbers and words of the tables: `flow` fills it.
struct VideoSheet {
    std::string artist;
    std::string title;
    std::string style;              ///< "Cinematic noir"
    std::vector<std::string> look;  ///< of the artist: "dark", "layered horizons"
    std::string movement;           ///< "slow, steady camera"
    VideoPlace place;
    double song_from = 0;  ///< seconds of the song where the video begins
    double bpm = 120;
    int beats_per_bar = 4;
    double cuts_per_bar = 0.5;
    bool is_timed = false;  ///< the cuts follow a finished song; otherwise the form that is planned
    std::vector<VideoShot> shots;
    std::vector<VideoEffectUse> effects;
    std::vector<std::string> grade;  ///< "muted colours", "hard contrast"
    std::vector<Colour> palette;
    std::vector<Overlay> overlays;
    std::vector<std::string> never;     ///< what is never shown, as clauses
    std::vector<std::string> unwanted;  ///< the same as single words
};
BOOST_DESCRIBE_STRUCT(VideoSheet, (),
                      (artist, title, style, look, movement, place, song_from, bpm, beats_per_bar, cuts_per_bar,
                       is_timed, shots, effects, grade, palette, overlays, never, unwanted))

/// What a maker of videos is told.
struct VideoPrompt {
    std::string version = "video/1";
    VideoSheet sheet;
    std::string cutting;      ///< how often and where it is cut
    std::string orientation;  ///< portrait, square or landscape: for a search for clips
    Texts text;
    std::string negative;  ///< at most 500 characters
};
BOOST_DESCRIBE_STRUCT(VideoPrompt, (), (version, sheet, cutting, orientation, text, negative))

/// Same sheet, same bytes.
[[nodiscard]] VideoPrompt video_prompt(VideoSheet sheet);

}  // namespace troupe::writing::provider_prompts
