#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "base/configuration.hpp"
#include "base/result.hpp"
#include "visual/brief.hpp"

/// The tables of looks, video styles, effects, footage and trends: built in, and merged over by a user's own files.
namespace troupe::visual {

/// How artists of a genre or a mood tend to look.
struct VisualTendency {
    std::string id;                      ///< of the genre or mood: "techno", "dark"
    std::vector<FamilyWeight> families;  ///< of covers
    std::vector<double> hues;            ///< degrees of OKLCH that suit it
    double chroma = 0.12;                ///< of the middle of the ramp, 0..0.3
    std::map<std::string, double> traits;  ///< as Look::traits
    std::vector<std::string> characters;   ///< of lettering, most typical first
    std::string video_style;               ///< id of a VideoStyle
};
BOOST_DESCRIBE_STRUCT(VisualTendency, (), (id, families, hues, chroma, traits, characters, video_style))

/// A way of making videos. Every number is read by the renderer.
struct VideoStyle {
    std::string id;            ///< "vhs_retro"
    std::string name;          ///< "VHS retro"
    double speed = 1;          ///< of movement, 0.2..3
    double grain = 0.02;       ///< deviation in display values, 0..0.1
    double glow = 0.4;         ///< 0..1: light that spreads around bright parts
    double cut_rate = 0.5;     ///< cuts a bar, 0..4; 0: one shot
    double flash = 0.2;        ///< strength of accents on beats, 0..1 (their number is capped elsewhere)
    double scanlines = 0;      ///< 0..1
    double chroma_shift = 0;   ///< red against blue, in thousandths of the short side, 0..12
    double vignette = 0.3;     ///< 0..1
    double letterbox = 0;      ///< share of the height that is black, 0..0.3
    double saturation = 1;     ///< 0..1.6
    double contrast = 1;       ///< 0.6..1.6
    double warmth = 0;         ///< -1..1
    double shake = 0;          ///< 0..1: movement of the camera on beats
    double zoom = 0.1;         ///< slow approach over a scene, 0..0.5
    double softness = 0.2;     ///< 0..1: blur of the field
    double posterize = 0;      ///< tones a channel; 0: continuous
    double line = 0;           ///< 0..1: inked edges
    double spectrum = 0.6;     ///< size of the spectrum or form driven by the sound, 0..1
    std::string type_motion = "fade";  ///< fade, slide, typewriter, pop, glitch, none
    std::vector<std::string> effects;  ///< ids of the effects table, most typical first
};
BOOST_DESCRIBE_STRUCT(VideoStyle, (),
                      (id, name, speed, grain, glow, cut_rate, flash, scanlines, chroma_shift, vignette, letterbox, saturation,
                       contrast, warmth, shake, zoom, softness, posterize, line, spectrum, type_motion, effects))

struct VideoEffect {
    std::string id;        ///< "rgb_split"
    std::string group;     ///< retro, glitch, cinematic, motion, overlay, transition, colour
    double strength = 0.5;  ///< 0..1
    double duration = 0.2;  ///< seconds; 0: all the time
    std::string on = "beat";  ///< beat, bar, section, hit, always
    std::map<std::string, double> changes;  ///< number of VideoStyle -> what is added to it at full strength
};
BOOST_DESCRIBE_STRUCT(VideoEffect, (), (id, group, strength, duration, on, changes))

/// Words to look for stock clips with.
struct FootageWords {
    std::string id;     ///< of a mood, genre or motif
    std::vector<std::string> keywords;
    std::vector<std::string> avoid;
};
BOOST_DESCRIBE_STRUCT(FootageWords, (), (id, keywords, avoid))

/// A tendency in what people watch now, and how far to lean to it.
struct VideoTrend {
    std::string id;
    std::string style;      ///< id of a VideoStyle it favours; empty: any
    double weight = 0;      ///< -1..1
    std::string since;      ///< "2025-11"
    std::string source;     ///< where it was seen
};
BOOST_DESCRIBE_STRUCT(VideoTrend, (), (id, style, weight, since, source))

struct Tables {
    std::vector<VisualTendency> looks;
    std::vector<VideoStyle> styles;
    std::vector<VideoEffect> effects;
    std::vector<FootageWords> footage;
    std::vector<VideoTrend> trends;

    [[nodiscard]] VisualTendency const* look(std::string_view id) const;
    [[nodiscard]] VideoStyle const* style(std::string_view id) const;
    [[nodiscard]] VideoEffect const* effect(std::string_view id) const;
    [[nodiscard]] FootageWords const* words(std::string_view id) const;
};

/// The built-in tables alone.
[[nodiscard]] Result<Tables> built_in_tables();

/// The built-in tables with the files of ARTIST_VISUAL_DB_PATH, VIDEO_STYLE_DB_PATH, VIDEO_EFFECTS_DB_PATH,
/// VIDEO_FOOTAGE_DB_PATH and VIDEO_TRENDS_DB_PATH merged over them: an entry with a known id changes the fields it names,
/// any other joins the table. A file is a list of entries. Errors: invalid_input naming the variable, the file and the
/// path of the field; not_found.
[[nodiscard]] Result<Tables> load_tables(Configuration const& configuration);

}  // namespace troupe::visual
