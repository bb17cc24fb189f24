#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/result.hpp"

/// The document of an artist: `core` never changes once it is locked, everything else may, a little at a time.
namespace troupe::artist {

using ArtistId = Id<struct ArtistTag>;

/// A named share of a whole: {"techno", 0.7}. Lists of weights are sorted, heaviest first, and sum to 1.
struct Weight {
    std::string name;
    double weight = 0;      ///< 0..1
    double plasticity = 1;  ///< 0..1: how far evolution may move it; 0 means never
};
BOOST_DESCRIBE_STRUCT(Weight, (), (name, weight, plasticity))

/// A named number within its bounds.
struct Trait {
    double value = 0;
    double low = -1;
    double high = 1;
    double plasticity = 1;
};
BOOST_DESCRIBE_STRUCT(Trait, (), (value, low, high, plasticity))

/// One thing that is true of the artist. Every text is made from facts, and is checked against them.
struct Fact {
    std::string id;    ///< "origin", "job", "object.1": unique within the artist
    std::string kind;  ///< home, origin, object, job, event, rule, release, tension, subject
    std::string text;  ///< a clause: "worked nights at the dock gate in Leith"
    std::optional<int> year;
    std::optional<std::string> place;
    std::vector<std::string> tags;
    bool is_public = true;  ///< false: not told before the story reveals it
};
BOOST_DESCRIBE_STRUCT(Fact, (), (id, kind, text, year, place, tags, is_public))

/// How the artist speaks: frozen, so that a caption in a year sounds like one of today.
struct Voice {
    std::string person = "first";           ///< first, third or none (no pronoun at all)
    std::string register_name = "plain";    ///< plain, terse, lyrical, wry, technical, warm, ceremonial
    std::string letter_case = "sentence";   ///< sentence or lower
    int words_low = 4;                      ///< of a caption
    int words_high = 18;
    bool uses_emoji = false;
    bool uses_hashtags = true;
    std::string language = "en";            ///< BCP 47
};
BOOST_DESCRIBE_STRUCT(Voice, (), (person, register_name, letter_case, words_low, words_high, uses_emoji, uses_hashtags, language))

/// What makes the artist recognisable. Locked by a debut, by the first approved release, or on demand.
struct Core {
    std::string name;       ///< 1 to 80 characters
    std::string archetype;  ///< "the hermit engineer"
    std::string origin_story;
    std::vector<std::string> values;   ///< 2 to 5, as short sentences
    std::vector<std::string> motifs;   ///< 3 to 5 recurring images: "sodium light", "empty stations"
    Voice voice;
    std::vector<std::string> palette;  ///< "#rrggbb": 4 colours from dark to light, then the accent
    std::string home_genre;            ///< id of the genre table
};
BOOST_DESCRIBE_STRUCT(Core, (), (name, archetype, origin_story, values, motifs, voice, palette, home_genre))

/// How the artist sounds, looks and posts today.
struct Style {
    std::vector<Weight> genres;  ///< 1 to 5
    Trait tempo_low{90, 40, 240, 0.5};   ///< BPM
    Trait tempo_high{130, 40, 240, 0.5};  ///< BPM, never below tempo_low
    std::vector<Weight> moods;        ///< of the mood table
    std::vector<Weight> modes;        ///< "minor", "major", "dorian", "phrygian"...
    std::vector<Weight> instruments;  ///< free words that the music engine maps: "pad", "808", "felt piano"
    std::string vocals = "none";      ///< none, sung, rapped, spoken, choir, vocoder
    Trait vocal_presence{0, 0, 1, 0.5};   ///< 0: instrumental
    std::map<std::string, Trait> production;  ///< brightness, space, grit, density, swing, warmth: -1..1, 0 is the genre's own
    std::vector<Weight> lyric_themes;
    std::map<std::string, Trait> visual;   ///< darkness, contrast, grain, abstraction, motion, ornament: -1..1
    std::vector<Weight> visual_families;   ///< cover families: aura, swiss, flow, landscape, chrome, rings, type, crystal, growth, city
    std::map<std::string, Trait> posting;  ///< posts_per_week 0..14, hour 0..24, release_gap_weeks 3..16, teaser_share 0..1
};
BOOST_DESCRIBE_STRUCT(Style, (),
                      (genres, tempo_low, tempo_high, moods, modes, instruments, vocals, vocal_presence, production,
                       lyric_themes, visual, visual_families, posting))

struct Audience {
    int age_low = 18;
    int age_high = 34;
    std::vector<std::string> territories;  ///< ISO 3166-1 alpha-2, most important first
    std::string time_zone = "UTC";         ///< where most of them are: "Europe/Berlin"
    std::vector<std::string> interests;
    std::string summary;
};
BOOST_DESCRIBE_STRUCT(Audience, (), (age_low, age_high, territories, time_zone, interests, summary))

struct Positioning {
    std::string tagline;
    std::string promise;  ///< what a listener gets here and nowhere else
    std::vector<std::string> influences;  ///< styles, eras and places; never names of real people
    std::string avoids;
};
BOOST_DESCRIBE_STRUCT(Positioning, (), (tagline, promise, influences, avoids))

struct Behaviour {
    std::vector<std::string> personality;  ///< 3 to 6 traits
    std::vector<Weight> platforms;         ///< instagram, tiktok, youtube, x, threads, bluesky, mastodon, telegram
    double publicness = 0.5;               ///< 0: hardly seen, 1: always on
    bool shows_face = false;               ///< a virtual artist never shows a photorealistic one
};
BOOST_DESCRIBE_STRUCT(Behaviour, (), (personality, platforms, publicness, shows_face))

/// The facts and the texts that are made from them.
struct Story {
    std::vector<Fact> facts;
    std::string biography_short;   ///< about 50 words
    std::string biography_medium;  ///< about 120 words
    std::string biography_long;    ///< about 250 words
};
BOOST_DESCRIBE_STRUCT(Story, (), (facts, biography_short, biography_medium, biography_long))

struct Settings {
    std::string release_strategy = "singles";  ///< singles, ep_cycle, waterfall
    std::string trend_alignment = "soft";      ///< strict, soft, experimental
    bool autopilot = false;
    double identity_limit = 0.2;  ///< farthest distance from the core that evolution may reach
    std::map<std::string, std::string> llm_assignments;
    std::optional<std::vector<std::string>> skills;  ///< learned by releasing: ids of data/evolution/skills.json; absent: none
};
BOOST_DESCRIBE_STRUCT(Settings, (), (release_strategy, trend_alignment, autopilot, identity_limit, llm_assignments, skills))

/// What the prompt was understood to mean.
struct Understanding {
    std::string prompt;
    std::string language = "en";
    double confidence = 1;                 ///< 0..1
    std::vector<std::string> heard;        ///< "genre: techno (from 'electronic')"
    std::vector<std::string> assumptions;  ///< what was not said and had to be chosen
    std::vector<std::string> tensions;     ///< what pulls two ways, and the fact that resolves it
};
BOOST_DESCRIBE_STRUCT(Understanding, (), (prompt, language, confidence, heard, assumptions, tensions))

struct Profile {
    Core core;
    Style style;
    Audience audience;
    Positioning positioning;
    Behaviour behaviour;
    Story story;
    Settings settings;
    Understanding understanding;
};
BOOST_DESCRIBE_STRUCT(Profile, (), (core, style, audience, positioning, behaviour, story, settings, understanding))

/// Checks what the types cannot. The first broken rule, named by its field path, or nothing. Error: invalid_input.
[[nodiscard]] Result<void> validate(Profile const& profile);

}  // namespace troupe::artist
