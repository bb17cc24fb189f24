#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "writing/impl/axes.hpp"
#include "writing/impl/lexicon.hpp"

/// The authored material of data/writing, read once. data/writing/README.md says what each field means.
namespace troupe::writing::impl {

/// Something that may become a fact. Any field of the file that is not listed here is a form: a way to say it.
struct Entry {
    std::string id;
    std::string key;  ///< bank and id: "object/tide_clock"; facts carry it as the tag "from:object/tide_clock"
    Axes axes{};
    std::vector<std::string> tags;
    std::vector<std::string> needs;     ///< tags of the home place, one of which must be there
    std::vector<std::string> families;  ///< of the genre; empty: any
    std::map<std::string, std::string, std::less<>> forms;
    bool is_private = false;
    bool vocal = false;   ///< only for artists with a voice
    bool plural = false;  ///< "they hear", not "it hears"
    bool is_word = false; ///< a place whose name is an ordinary word too: only a capital tells
    double low = 0;       ///< of publicness
    double high = 1;
    std::set<std::string> words;  ///< of all its forms, lower case

    /// Empty when there is no such form.
    [[nodiscard]] std::string form(std::string_view name) const;
};

/// A sentence with slots, and the facts it tells.
struct Frame {
    std::string id;
    std::string text;
    std::vector<std::string> facts;
    std::string only;      ///< "band" or "instrumental"
    std::string only_not;  ///< likewise
    bool singular = false;    ///< only for an object that is one thing
    bool plain_past = false;  ///< the clause must not hold an "and" of its own
};

struct CaptionFrame {
    std::string id;
    std::string act;
    std::vector<std::string> registers;  ///< empty: any
    std::string person = "any";          ///< first, none, any
    std::string text;
};

/// A leaning towards some frames of captions. None is shut out by it.
struct CaptionTaste {
    std::string name;
    std::string about;               ///< for people
    std::vector<std::string> slots;  ///< frames with one of these ("object", "date") weigh more
    int words_high = 0;              ///< captions of at most so many words weigh more; 0: whatever the length
    double weight = 1;               ///< how many times more
};

struct Couplet {
    std::string first;  ///< "{a|b} [optional] words"
    std::string second;
};

struct Hook {
    std::string title;
    std::vector<Couplet> couplets;  ///< the first line of the first one holds the title
};

/// A song waiting to be sung: who speaks, and what happens in which part.
struct Premise {
    std::string id;
    std::string point_of_view;
    Axes axes{};
    std::vector<std::string> tags;
    bool rap = false;
    std::vector<Hook> hooks;
    std::map<std::string, std::vector<Couplet>, std::less<>> beats;  ///< verse1, chorus, verse2, bridge
    std::set<std::string> words;  ///< of all its lines
};

struct TitleFrame {
    std::string text;
    std::string kind;  ///< of the fact the slot needs
};

struct NamePart {
    std::string word;
    Axes axes{};
};

struct Tongue {
    std::vector<std::string> onsets, vowels, codas, ends;
};

struct Names {
    std::map<std::string, Tongue, std::less<>> tongues;
    std::vector<NamePart> first, second;
    std::vector<std::string> surnames, band_nouns, moniker_heads, avoid;
};

/// What an artist would not do; with an axis, only where it points that way.
struct Avoidance {
    std::string text;
    std::optional<std::size_t> axis;
    double sign = 1;
};

struct PositioningFrames {
    std::vector<std::string> taglines, promises;
    std::vector<Avoidance> avoids;
};

struct Banks {
    /// home, heard, seen, job, object, event, rule, presence, origin, release, tension, value, archetype, personality
    std::map<std::string, std::vector<Entry>, std::less<>> entries;
    std::vector<Frame> frames;
    std::vector<CaptionFrame> captions;
    std::vector<Premise> premises;
    std::vector<Couplet> subject_couplets;  ///< with the slot <subject>, for songs that must be about something
    std::vector<TitleFrame> titles;
    std::vector<std::string> hook_frames;
    PositioningFrames positioning;
    Names names;
    Lexicon lexicon;
    std::map<std::string, Language, std::less<>> languages;
    std::vector<Refusal> refusals;
    WordMap<KnownArtist> known_artists;
    std::vector<CaptionTaste> caption_tastes;

    [[nodiscard]] std::vector<Entry> const& of(std::string_view kind) const;
    /// By key; null when there is none (a fact that a person or a language model wrote).
    [[nodiscard]] Entry const* find(std::string_view key) const;
};

/// Reads them all. Errors: invalid_input, naming the file and the field: a fault of the build, which the tests find.
[[nodiscard]] Result<Banks> load_banks();
/// The tastes alone. Error: as above.
[[nodiscard]] Result<std::vector<CaptionTaste>> read_caption_tastes();

}  // namespace troupe::writing::impl
