#pragma once

#include <boost/describe.hpp>
#include <map>
#include <string>
#include <vector>

#include "base/configuration.hpp"
#include "base/live_file.hpp"
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

/// The style with its standing effects (those that are on all the time) added to its numbers, within their limits, and the
/// others in full, for the renderer to act on.
[[nodiscard]] VideoStyle with_effects(VideoStyle style, Tables const& tables);

/// The built-in tables alone.
[[nodiscard]] Result<Tables> built_in_tables();

/// The built-in tables with the files of ARTIST_VISUAL_DB_PATH, VIDEO_STYLE_DB_PATH, VIDEO_EFFECTS_DB_PATH,
/// VIDEO_FOOTAGE_DB_PATH and VIDEO_TRENDS_DB_PATH merged over them: an entry with a known id changes the fields it names,
/// any other joins the table. A file is a list of entries. Errors: invalid_input naming the variable, the file and the
/// path of the field; not_found.
[[nodiscard]] Result<Tables> load_tables(Configuration const& configuration);

/// The same tables, followed: they are read again when one of the files changes. Errors: as load_tables.
[[nodiscard]] Result<LiveFile<Tables>> open_tables(Configuration const& configuration);

}  // namespace troupe::visual
