#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"
#include "artist/known_names.hpp"
#include "artist/repair.hpp"
#include "base/text.hpp"
#include "writing/prompted/piece.hpp"

namespace troupe::writing::prompted {
namespace {

/// What a model may say of an artist. Facts, sound, look and settings are not its to choose.
struct IdentityDraft {
    std::string name, archetype, origin_story;
    std::vector<std::string> values, motifs;
    std::string tagline, promise;
    std::vector<std::string> influences;
    std::string avoids;
    std::vector<std::string> personality;
    std::string biography_short, biography_medium, biography_long;
};
BOOST_DESCRIBE_STRUCT(IdentityDraft, (),
                      (name, archetype, origin_story, values, motifs, tagline, promise, influences, avoids, personality, biography_short,
                       biography_medium, biography_long))

IdentityDraft draft_from(artist::Profile const& base) {
    return {base.core.name,           base.core.archetype,           base.core.origin_story,       base.core.values,
            base.core.motifs,         base.positioning.tagline,      base.positioning.promise,     base.positioning.influences,
            base.positioning.avoids,  base.behaviour.personality,    base.story.biography_short,   base.story.biography_medium,
            base.story.biography_long};
}

artist::Profile applied(IdentityDraft const& draft, artist::Profile profile) {
    profile.core.name = draft.name;
    profile.core.archetype = draft.archetype;
    profile.core.origin_story = draft.origin_story;
    profile.core.values = draft.values;
    profile.core.motifs = draft.motifs;
    profile.positioning = {draft.tagline, draft.promise, draft.influences, draft.avoids};
    profile.behaviour.personality = draft.personality;
    profile.story.biography_short = draft.biography_short;
    profile.story.biography_medium = draft.biography_medium;
    profile.story.biography_long = draft.biography_long;
    (void)artist::repair(profile);  // stray blanks, doubled entries: what needs no new word
    return profile;
}

void check_name(IdentityDraft const& draft, IdentityRequest const& request, artist::Profile const& base, Findings& findings) {
    check_words("name", draft.name, 80, findings);
    if (auto const known = artist::known_name_near(draft.name))
        findings.refuse(fmt::format("name: {} is, or is nearly, the name of a known artist ({})", draft.name, *known));
    bool const is_given = std::any_of(base.understanding.heard.begin(), base.understanding.heard.end(), [](auto const& heard) { return heard.starts_with("name:"); });
    if (is_given && draft.name != base.core.name) findings.refuse("name: the label named the artist " + base.core.name + "; keep it");
    for (auto const& other : request.roster)
        if (artist::name_similarity(draft.name, other.name) > artist::most_name_similarity)
            findings.refuse(fmt::format("name: {} is too near to {}, who is on the roster", draft.name, other.name));
}

void check_list(std::string const& path, std::vector<std::string> const& list, std::size_t low, std::size_t high, std::size_t most_characters, Findings& findings) {
    if (list.size() < low || list.size() > high) findings.refuse(fmt::format("{}: has {} entries, {} to {} are wanted", path, list.size(), low, high));
    for (std::size_t i = 0; i < list.size(); ++i) check_words(fmt::format("{}[{}]", path, i), list[i], most_characters, findings);
}

void check_identity(IdentityDraft const& draft, IdentityRequest const& request, artist::Profile const& base, Findings& findings) {
    check_name(draft, request, base, findings);
    check_words("archetype", draft.archetype, 60, findings);
    check_words("origin_story", draft.origin_story, 900, findings);
    check_list("values", draft.values, 2, 5, 160, findings);
    check_list("motifs", draft.motifs, 3, 5, 60, findings);
    check_words("tagline", draft.tagline, 120, findings);
    check_words("promise", draft.promise, 240, findings);
    check_list("influences", draft.influences, 2, 5, 80, findings);
    check_words("avoids", draft.avoids, 240, findings);
    check_list("personality", draft.personality, 3, 6, 40, findings);
    for (auto const& [path, words] : {std::pair{"biography_short", &draft.biography_short}, std::pair{"biography_medium", &draft.biography_medium},
                                      std::pair{"biography_long", &draft.biography_long}})
        check_words(path, *words, 3'000, findings);
    check_word_count("biography_short", draft.biography_short, 35, 70, findings);
    check_word_count("biography_medium", draft.biography_medium, 90, 150, findings);
    check_word_count("biography_long", draft.biography_long, 190, 310, findings);
    if (findings.is_unusable()) return;
    auto const profile = applied(draft, base);
    if (auto const valid = artist::validate(profile); !valid) return findings.refuse(valid.error().message);
    check_claims(profile, artist::texts_of(profile), findings);
}

std::vector<std::string> names_of(std::vector<RosterEntry> const& roster) {
    std::vector<std::string> names;
    for (auto const& entry : roster) names.push_back(entry.name);
    return names;
}

}  // namespace

Piece<artist::Profile> identity_piece(IdentityRequest const& request, artist::Profile const& base) {
    auto const taken = names_of(request.roster);
    auto prompt = fill_prompt("identity", {{"prompt", request.prompt},
                                           {"understood", text::join(base.understanding.heard, "; ")},
                                           {"language", base.core.voice.language},
                                           {"taken", taken.empty() ? "none" : text::join(taken, ", ")},
                                           {"draft", portrait(base) + "\n" + json::pretty(draft_from(base))},
                                           {"facts", fact_sheet(base)}});
    auto task = impl::make_task<IdentityDraft>("identity", base, json::to_value(request), std::move(prompt),
                                               [request, base](IdentityDraft const& draft, Findings& findings) { check_identity(draft, request, base, findings); });
    task.criteria = "Every sentence is concrete and true to the facts quoted in it; nothing is praised; the artist is unlike any other; "
                    "the texts do not repeat each other's sentences; a label manager could use them as they stand.";
    task.seed = request.seed;
    return {std::move(task), [base](json::Value const& value) { return applied(impl::draft_of<IdentityDraft>(value), base); }};
}

}  // namespace troupe::writing::prompted
