#pragma once

#include <boost/describe.hpp>
#include <span>
#include <string>
#include <vector>

#include "artist/profile.hpp"

/// Does what is written of an artist agree with who the artist is?
namespace troupe::artist {

/// What a text is decides what is asked of it: a biography speaks of the artist by name, a caption in the artist's
/// voice; of a song only the lines that name the artist are claims.
BOOST_DEFINE_ENUM_CLASS(TextKind, biography, statement, caption, title, lyric)

struct NamedText {
    std::string path;  ///< where it stands, for the report: "story.biography_short", "captions[3]"
    std::string text;
    TextKind kind = TextKind::statement;
    std::vector<std::string> disclosed = {};  ///< ids of private facts that this text may tell
};

/// What a contradiction is about.
BOOST_DEFINE_ENUM_CLASS(ClaimKind, place, year, detail, unsupported, rule, presence, members, vocals, tempo, mode,
                        genre, instrument, name, private_fact, person, voice, posting, audience)

struct Contradiction {
    std::string path;  ///< of the text
    ClaimKind kind = ClaimKind::detail;
    std::string said;     ///< the words of the text
    std::string against;  ///< id of the fact ("event.1"), or path of the field ("style.modes")
    std::string why;      ///< one sentence for people
};
BOOST_DESCRIBE_STRUCT(Contradiction, (), (path, kind, said, against, why))

/// The texts that the profile itself holds: biographies, origin story, tagline, promise, audience summary.
[[nodiscard]] std::vector<NamedText> texts_of(Profile const& profile);

/// Compares English texts with facts, style and voice. Deterministic; about two milliseconds for an artist with a few
/// dozen texts. It reads words, not meaning: a paraphrase of a fact passes, a fact told with another number, noun or
/// year does not; and what no fact and no field speaks of is only found where it names places, years, sounds, faces or
/// people.
[[nodiscard]] std::vector<Contradiction> find_contradictions(Profile const& profile, std::span<NamedText const> texts);

}  // namespace troupe::artist
