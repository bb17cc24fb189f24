#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "artist/contradictions.hpp"
#include "artist/impl/words.hpp"

/// What a profile says, made ready for comparing texts with it, and the checks that compare.
namespace troupe::artist::impl {

using Stems = std::set<std::string, std::less<>>;

/// A part of a fact's text between commas, without the words that only frame it ("works with").
struct Clause {
    Fact const* fact = nullptr;
    std::size_t part = 0;  ///< 0: the first, which names the thing
    Words words;
    std::size_t content = 0;  ///< how many of the words say something
};

struct Knowledge {
    /// Titles among the texts are names that captions may say.
    Knowledge(Profile const& profile, std::span<NamedText const> texts);

    Profile const& profile;
    std::vector<Clause> clauses;
    std::vector<Words> titles;      ///< of releases, which captions name
    std::vector<Words> sayings;     ///< what the profile says besides its facts: motifs, values, instruments..
    std::vector<Stems> fact_stems;  ///< of each fact, in the order of the profile
    Stems bank_stems;               ///< of the ids of the bank entries that facts are "from:"
    Stems stems;                    ///< of everything the profile says, its texts apart
    std::set<std::string, std::less<>> own_name;  ///< its words, lower-case
    std::set<std::string, std::less<>> names;     ///< lower-case words that may be capitals: places, the name, titles
    std::set<std::string, std::less<>> home_places;  ///< lower-case words of the facts' places
    bool is_group = false;
    std::string pronoun;  ///< they, she, he or it: what most of the biographies say
};

/// One text, read.
struct ReadText {
    NamedText const& source;
    std::vector<Sentence> sentences;
};

/// Collects what is found in one text; the same words are reported once for each kind.
class Report {
public:
    Report(NamedText const& source, std::vector<Contradiction>& found) : source_(source), found_(found) {}

    void add(ClaimKind kind, std::string said, std::string against, std::string why);
    /// `said` are the words from `first` to `last`, both included, as they stand in the text.
    void add(ClaimKind kind, Words const& words, std::size_t first, std::size_t last, std::string against,
             std::string why);
    [[nodiscard]] NamedText const& source() const { return source_; }

private:
    NamedText const& source_;
    std::vector<Contradiction>& found_;
};

/// Facts told otherwise: numbers, nouns, denials, years, objects and jobs; and private ones told at all.
void check_facts(Knowledge const& knowledge, ReadText const& text, Report& report);
/// Towns, regions and countries that are not the artist's.
void check_places(Knowledge const& knowledge, ReadText const& text, Report& report);
/// Faces, stages, members and habits of posting.
void check_presence(Knowledge const& knowledge, ReadText const& text, Report& report);
/// Vocals, tempo, mode, genre and instruments.
void check_sound(Knowledge const& knowledge, ReadText const& text, Report& report);
/// The name's spelling, the person and the marks of the voice, the age of the audience.
void check_voice(Knowledge const& knowledge, ReadText const& text, Report& report);

}  // namespace troupe::artist::impl
