#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "base/result.hpp"

/// Everything that is said by or about an artist: the identity itself, lyrics, titles, captions, biographies.
namespace troupe::writing {

/// What another artist of the same roster already has, so that the next one differs. `roster_entry` makes it.
struct RosterEntry {
    std::string name;
    std::string home_genre;
    std::vector<std::string> uses;     ///< bank entries that made the facts: "objects/tide_clock"
    std::vector<std::string> palette;  ///< "#rrggbb", as in the profile
};
BOOST_DESCRIBE_STRUCT(RosterEntry, (), (name, home_genre, uses, palette))

[[nodiscard]] RosterEntry roster_entry(artist::Profile const& profile);

/// Who wrote something, for its provenance and for people.
struct Credit {
    std::string writer = "troupe writer";  ///< or the model: "openai/gpt-5-mini"
    std::string session;                   ///< of the language model; empty for the embedded writer
    std::string note;                      ///< why the embedded writer stood in for a model; empty: it did not
};
BOOST_DESCRIBE_STRUCT(Credit, (), (writer, session, note))

struct IdentityRequest {
    std::string prompt;      ///< 1 to 10,000 characters, in any language
    std::uint64_t seed = 0;  ///< same prompt, roster and seed: the same document
    std::vector<RosterEntry> roster;
    std::string language;    ///< of the texts (BCP 47); empty: the writer's default
};
BOOST_DESCRIBE_STRUCT(IdentityRequest, (), (prompt, seed, roster, language))

/// Below this confidence the prompt told nothing ("make me an artist"): any artist would be as right as another, and it is
/// better to offer `Writer::proposals` than to choose alone.
inline constexpr double vague_confidence = 0.25;

[[nodiscard]] inline bool is_vague(artist::Understanding const& understanding) {
    return understanding.confidence < vague_confidence;
}

/// One part of a song as the composer wants it. Parts of the same name come back with the same words when they are
/// choruses ("chorus", "hook", "drop"), with new ones otherwise.
struct SectionWanted {
    std::string name;         ///< intro, verse, pre_chorus, chorus, bridge, hook, outro, drop
    int lines = 4;            ///< 0 to 16
    int syllables_low = 5;    ///< of a line
    int syllables_high = 11;  ///< never below syllables_low; a range of 3 or more leaves the writer room
};
BOOST_DESCRIBE_STRUCT(SectionWanted, (), (name, lines, syllables_low, syllables_high))

/// How it is written where there is more than one way: what experiments with our own makers vary. Empty: as it stands without.
struct Ways {
    std::string prompt;    ///< variant of the prompt that a language model gets: one of the knob's values, see writing/knobs.hpp
    std::string model;     ///< that is asked first, unless the artist has one assigned
    std::string captions;  ///< the embedded writer's taste in frames for captions, likewise
};
BOOST_DESCRIBE_STRUCT(Ways, (), (prompt, model, captions))

struct LyricsRequest {
    artist::Profile profile;
    std::vector<SectionWanted> form;      ///< in the order of the song
    std::string mood;                     ///< of the mood table; empty: the artist's first
    std::vector<std::string> seeds;       ///< themes that must be heard: "lighthouses"
    std::uint64_t seed = 0;
    std::vector<std::string> used_lines;  ///< of earlier songs, the artist's and the roster's: not sung again
    std::vector<std::string> used_titles;  ///< likewise: their stories are told last
    Ways ways;
};
BOOST_DESCRIBE_STRUCT(LyricsRequest, (), (profile, form, mood, seeds, seed, used_lines, used_titles, ways))

struct LyricLine {
    std::string text;
    int syllables = 0;
    std::string rhyme;  ///< lines of one section with the same letter rhyme: "a", "b"; empty: none
};
BOOST_DESCRIBE_STRUCT(LyricLine, (), (text, syllables, rhyme))

struct LyricSection {
    std::string name;
    std::vector<LyricLine> lines;
};
BOOST_DESCRIBE_STRUCT(LyricSection, (), (name, lines))

/// An instrumental has a title, a hook (its central image) and `motifs`, but no sections.
struct Lyrics {
    std::string title;
    std::string hook;           ///< a line of the chorus, holding the title
    std::string point_of_view;  ///< I, you, we, they; "none" for an instrumental
    std::vector<LyricSection> sections;
    std::string language = "en";
    std::vector<std::string> motifs;  ///< images for the composer and the painter: "the foghorn, far off"
    std::string premise;              ///< bank entry the song was made from
    int lines_out_of_range = 0;       ///< lines whose syllables miss the range asked for
    Credit credit;
};
BOOST_DESCRIBE_STRUCT(Lyrics, (), (title, hook, point_of_view, sections, language, motifs, premise, lines_out_of_range, credit))

struct TitleRequest {
    artist::Profile profile;
    std::string mood;
    std::vector<std::string> seeds;
    std::uint64_t seed = 0;
    std::vector<std::string> used;  ///< titles that exist already
};
BOOST_DESCRIBE_STRUCT(TitleRequest, (), (profile, mood, seeds, seed, used))

struct Title {
    std::string text;               ///< 1 to 60 characters
    std::vector<std::string> facts; ///< ids of the facts it comes from
    Credit credit;
};
BOOST_DESCRIBE_STRUCT(Title, (), (text, facts, credit))

/// What a post is for.
BOOST_DEFINE_ENUM_CLASS(SpeechAct, announce, tease, release, behind_the_scenes, thanks, question, story)

struct CaptionRequest {
    artist::Profile profile;
    std::string release_title;  ///< needed by announce, tease and release
    std::string date;           ///< as it shall be read: "Friday 27 November"; empty: no date is named
    SpeechAct act = SpeechAct::announce;
    std::string platform = "instagram";  ///< of profile.behaviour; its length limit is kept
    std::string stage;                   ///< setup, escalation, turn, climax, release; empty: any
    std::string fact;                    ///< id of the fact to disclose; empty: any public one
    std::uint64_t seed = 0;
    int count = 1;                       ///< 1 to 20, all different
    std::vector<std::string> used;       ///< captions posted already: not made again
    std::vector<std::string> used_frames;  ///< `Caption::frame` of earlier ones, the artist's and the roster's: made rarely again
    Ways ways;
};
BOOST_DESCRIBE_STRUCT(CaptionRequest, (),
                      (profile, release_title, date, act, platform, stage, fact, seed, count, used, used_frames, ways))

struct Caption {
    std::string text;                   ///< without the hashtags
    std::vector<std::string> hashtags;  ///< "#techno"; text and hashtags together keep the platform's limit
    std::vector<std::string> facts;     ///< ids of the facts it tells
    std::string frame;                  ///< bank entry; empty: a model wrote it
    Credit credit;
};
BOOST_DESCRIBE_STRUCT(Caption, (), (text, hashtags, facts, frame, credit))

struct Biographies {
    std::string brief;   ///< 35 to 70 words
    std::string medium;  ///< 90 to 150 words
    std::string full;    ///< 190 to 310 words
};
BOOST_DESCRIBE_STRUCT(Biographies, (), (brief, medium, full))

/// Short lines to be laid over a video.
struct HookRequest {
    artist::Profile profile;
    std::string release_title;
    std::string date;
    std::uint64_t seed = 0;
    int count = 3;            ///< 1 to 10
    int characters_max = 40;  ///< 20 to 120
};
BOOST_DESCRIBE_STRUCT(HookRequest, (), (profile, release_title, date, seed, count, characters_max))

/// The most characters a post may have; 500 for a platform we do not know.
[[nodiscard]] int caption_limit(std::string_view platform);

/// Port: writes. Adapters: writing/builtin (default, offline), writing/prompted (through a language model).
///
/// Every answer is deterministic under its request for the built-in adapter, and says nothing of the artist that is not
/// in `profile.story.facts`. Safe to call from several threads. The embedded writer answers in milliseconds, a language
/// model takes seconds to minutes and looks at `stop`.
///
/// Errors of every call: invalid_input (names the field of the request), cancelled. A language model that does not answer
/// well enough is none: the embedded writer stands in, and the credit says why.
class Writer {
public:
    virtual ~Writer() = default;

    /// What a prompt is taken to mean, before anything is chosen; at once, and no language model is asked.
    /// Errors: invalid_input (blank, too long, nothing to understand, refused: says why and what to do).
    [[nodiscard]] virtual Result<artist::Understanding> understand(std::string const& prompt) const = 0;

    /// A whole, valid artist from one sentence. Contradictions become a fact, never an error.
    /// Errors: invalid_input (blank, too long, nothing to understand, refused), conflict (asked-for name is taken).
    [[nodiscard]] virtual Result<artist::Profile> identity(IdentityRequest const& request, std::stop_token stop = {}) const = 0;

    /// `count` (1 to 8) whole artists for the same request that differ in genre family, character and place as far as the
    /// prompt leaves these open: what it does say holds for all of them. Names and facts differ as within a roster.
    /// This default asks `identity` again with other seeds and a growing roster.
    /// Errors: those of `identity`, invalid_input (count).
    [[nodiscard]] virtual Result<std::vector<artist::Profile>> proposals(IdentityRequest const& request, int count = 3,
                                                                              std::stop_token stop = {}) const;

    /// Words for a song, or the motif sheet of an instrumental.
    [[nodiscard]] virtual Result<Lyrics> lyrics(LyricsRequest const& request, std::stop_token stop = {}) const = 0;
    [[nodiscard]] virtual Result<Title> title(TitleRequest const& request, std::stop_token stop = {}) const = 0;
    /// Exactly `count` captions. Error: invalid_input when the artist's facts cannot give that many different ones.
    [[nodiscard]] virtual Result<std::vector<Caption>> captions(CaptionRequest const& request, std::stop_token stop = {}) const = 0;
    [[nodiscard]] virtual Result<Biographies> biographies(artist::Profile const& profile, std::uint64_t seed,
                                                          std::stop_token stop = {}) const = 0;
    [[nodiscard]] virtual Result<std::vector<std::string>> hooks(HookRequest const& request, std::stop_token stop = {}) const = 0;
};

}  // namespace troupe::writing
