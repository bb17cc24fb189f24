#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "media/timeline.hpp"

/// The page that shows an artist and their release: one file, opened from disk, beside the files it plays and links.
namespace troupe::flow {

/// A file to show, play or download. `file` is relative to the page, with slashes: "releases/first-light/cover.jpg".
struct KitFile {
    std::string label;  ///< "Drums", "9:16"; what a person reads
    std::string file;
    int width_px = 0;  ///< of a picture or video, 0: unknown
    int height_px = 0;
    std::size_t size_bytes = 0;  ///< 0: not shown
};

struct KitText {
    std::string name;  ///< "In short"
    std::string text;  ///< paragraphs are divided by empty lines
};

/// Something worth knowing, as a pair: {"Home", "Leith, by the dock gate"}.
struct KitFact {
    std::string name;
    std::string value;
};

struct KitPlanItem {
    Date date{};
    std::string time;      ///< "18:30", in the zone of `time_zone`; empty: the whole day
    std::string platform;  ///< "instagram", "stores"
    std::string kind;      ///< release, teaser, post..: releases are shown large
    std::string text;      ///< what it is about
};

struct KitCheck {
    std::string rule;
    bool blocks = true;
    std::string what;  ///< "No ISRC: a recording needs its code before stores take it"
    std::string fix;
};

struct KitSong {
    std::string title;
    Date release_date{};
    std::string genre;
    double bpm = 0;   ///< 0: not shown
    std::string key;  ///< "F# minor"
    double seconds = 0;
    double lufs = 0;            ///< 0: not shown
    double true_peak_dbtp = 0;  ///< shown beside `lufs`
    std::string mp3, flac;      ///< at least one
    std::vector<float> peaks;   ///< 0..1, in equal steps over the length; about 800; empty: a flat line
    std::vector<media::Section> sections;
    std::vector<media::LyricMoment> lyrics;  ///< with times; empty when nobody sings
    std::string lyrics_text;                 ///< when there are words without times
    std::vector<KitFile> stems;
    std::string midi;
    double hook_start = 0;
};

/// One of several songs of a release.
struct KitTrack {
    std::string title;
    double seconds = 0;
    std::string mp3, flac;  ///< at least one
};

struct PressKit {
    std::string language = "en";  ///< BCP 47
    std::string name, tagline, promise;
    std::string genre_line;            ///< "Dark ambient and techno"
    std::vector<KitText> biographies;  ///< short first
    std::vector<std::string> palette;  ///< "#rrggbb": 4 from dark to light, then the accent
    std::string character =
        "neutral";  ///< of the lettering, as in visual::Look: neutral, brutal, elegant, soft, technical, handmade
    std::vector<std::string> values, motifs;
    std::vector<KitFact> facts;
    KitSong song;                  ///< the only one of the release, or its first
    std::string release_title;     ///< empty: that of the song
    std::string release_kind;      ///< "EP", "Album"; empty: a single of one song
    std::vector<KitTrack> tracks;  ///< all songs where there are several, in their order; empty: `song` alone
    std::string cover;             ///< JPEG
    std::string canvas;            ///< silent loop, MP4
    std::vector<KitFile> teasers;  ///< labelled by their aspect
    std::string avatar, logo;
    std::string wordmark_svg;  ///< what is in the wordmark's SVG file: its outlines become the heading; empty or no
                               ///< drawing of paths: the name is set in type
    std::vector<KitFile> banners;
    std::vector<KitFile> downloads;  ///< whatever else: lyrics, plan, passport, package
    Date plan_start{};
    int plan_days = 90;
    std::string time_zone = "UTC";
    std::vector<KitPlanItem> plan;           ///< in any order
    std::string calendar_file;               ///< ICS; empty: none
    std::vector<std::string> ai_disclosure;  ///< sentences
    std::string preflight_summary;           ///< one sentence
    int checks_passed = 0;
    std::vector<KitCheck> checks;   ///< what did not pass, blockers first
    std::vector<KitFact> passport;  ///< {"Artist id", ..}, {"Core hash", ..}
};

/// The whole page as HTML: styles and script inside, no request to anywhere, media by relative paths alone. What is
/// empty is left out, section and all. Colours come from the palette, moved until every text reads well (WCAG AA).
///
/// Errors: invalid_input (no name or title, no sound, a colour that is none, a path that leaves the folder), naming the
/// field.
[[nodiscard]] Result<std::string> render_press_kit(PressKit const& kit);

}  // namespace troupe::flow
