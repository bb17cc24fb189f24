#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "artist/impl/knowledge.hpp"

namespace troupe::artist::impl {
namespace {

using Phrases = std::span<std::string_view const>;

constexpr std::string_view faces[] = {"selfie",
                                      "selfies",
                                      "my face",
                                      "her face",
                                      "his face",
                                      "their face",
                                      "their faces",
                                      "our faces",
                                      "my smile",
                                      "her smile",
                                      "his smile",
                                      "my eyes",
                                      "into the camera",
                                      "at the camera",
                                      "to the camera",
                                      "to camera",
                                      "on camera",
                                      "for the camera",
                                      "in front of the camera",
                                      "into the lens",
                                      "to the lens",
                                      "into my phone",
                                      "face reveal",
                                      "photo of me",
                                      "photos of me",
                                      "picture of me",
                                      "pictures of me",
                                      "video of me",
                                      "portrait of me",
                                      "portraits of me",
                                      "here i am",
                                      "this is me",
                                      "what i look like",
                                      "unmasked",
                                      "close-up of me",
                                      "mirror pic",
                                      "headshot",
                                      "headshots",
                                      "my portrait",
                                      "photo shoot",
                                      "photoshoot",
                                      "in the picture is me",
                                      "that's me",
                                      "me smiling",
                                      "poses for",
                                      "posed for",
                                      "posing"};

constexpr std::string_view stages[] = {
    "me on stage",     "on stage",        "on tour",       "world tour",     "see me live", "meet me",
    "meet and greet",  "livestream",      "live stream",   "going live",     "go live",     "interview",
    "interviews",      "red carpet",      "autograph",     "autographs",     "headlined",   "headlines",
    "headlining",      "front row",       "come say hi",   "festival stage", "talk show",   "press tour",
    "signing session", "ask me anything", "crowd-surfing", "sold-out",       "in person"};

constexpr std::string_view several[] = {
    "the band",       "our band",       "a band",          "the duo",         "a duo",
    "the trio",       "a trio",         "the quartet",     "a quartet",       "the quintet",
    "bandmate",       "bandmates",      "band members",    "band mates",      "line-up",
    "lineup",         "the four of us", "the three of us", "the two of us",   "both of us",
    "the five of us", "two members",    "three members",   "four members",    "five members",
    "four friends",   "three friends",  "two friends",     "five friends",    "three brothers",
    "two brothers",   "two sisters",    "three sisters",   "the members",     "our drummer",
    "our singer",     "our guitarist",  "our bassist",     "her bandmates",   "the other members",
    "the drummer",    "the bassist",    "the guitarist",   "founding member", "founding members"};

constexpr std::string_view alone[] = {"solo artist",
                                      "solo project",
                                      "solo act",
                                      "solo producer",
                                      "solo musician",
                                      "one-man",
                                      "one-woman",
                                      "one-person",
                                      "works alone",
                                      "plays alone",
                                      "records alone",
                                      "by herself",
                                      "by himself",
                                      "all alone",
                                      "lone producer",
                                      "lone musician",
                                      "single-handedly",
                                      "a soloist",
                                      "nobody else in the band"};

constexpr std::string_view often[] = {
    "posts daily",   "post daily",    "posts every day", "post every day",     "posting daily", "posting every day",
    "daily posts",   "daily updates", "daily vlog",      "new post every day", "every hour",    "several times a day",
    "always online", "never offline", "posts hourly",    "twice a day",        "vlogs"};

class PhraseFinder {
public:
    PhraseFinder(Knowledge const& knowledge, Words const& words, Report& report)
        : knowledge_(knowledge), words_(words), report_(report) {}

    void find(Phrases phrases, ClaimKind kind, std::string const& field, std::string const& why) {
        for (auto const phrase : phrases)
            for (int at = find_phrase(words_, phrase); at >= 0;
                 at = find_phrase(words_, phrase, static_cast<std::size_t>(at) + 1)) {
                auto const first = static_cast<std::size_t>(at);
                if (is_denied(words_, first) || is_in_a_fact(phrase)) continue;
                report_.add(kind, words_, first,
                            first + static_cast<std::size_t>(std::count(phrase.begin(), phrase.end(), ' ')), field,
                            why);
            }
    }

private:
    /// A fact says so itself, and does not deny it; "a band" of a fact is "the band" of a text.
    bool is_in_a_fact(std::string_view phrase) const {
        auto const blank = phrase.find(' ');
        bool const has_article = phrase.starts_with("the ") || phrase.starts_with("a ");
        if (has_article && phrase.find(' ', blank + 1) == std::string_view::npos) phrase.remove_prefix(blank + 1);
        return std::any_of(knowledge_.clauses.begin(), knowledge_.clauses.end(), [&](Clause const& clause) {
            auto const at = find_phrase(clause.words, phrase);
            return at >= 0 && !is_denied(clause.words, static_cast<std::size_t>(at));
        });
    }

    Knowledge const& knowledge_;
    Words const& words_;
    Report& report_;
};

void check_pronouns(Knowledge const& knowledge, ReadText const& text, Words const& words, Report& report) {
    if (text.source.kind == TextKind::caption && !knowledge.is_group)
        for (std::size_t i = 0; i < words.size(); ++i)
            if (auto const& word = words[i].lower;
                !words[i].is_quoted &&
                (word == "we" || word == "our" || word == "us" || word == "ours" || word == "we're" || word == "we've"))
                report.add(ClaimKind::members, words, i, std::min(i + 2, words.size() - 1), "story.facts",
                           "one person speaks, not several");
    if (text.source.kind != TextKind::biography) return;
    static std::map<std::string, std::string, std::less<>> const gendered{
        {"she", "she"}, {"herself", "she"}, {"he", "he"}, {"himself", "he"}, {"hers", "she"}};
    static constexpr std::string_view kin[] = {
        "mother",    "father", "aunt",    "uncle",     "grandmother", "grandfather", "sister",  "brother",
        "daughter",  "son",    "wife",    "husband",   "woman",       "man",         "girl",    "boy",
        "neighbour", "friend", "teacher", "caretaker", "cousin",      "stranger",    "somebody"};
    auto const is_kin = [](Word const& word) {
        return std::any_of(std::begin(kin), std::end(kin),
                           [&](std::string_view each) { return word.stem == stem_of(each); });
    };
    if (std::any_of(words.begin(), words.end(), is_kin)) return;
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const found = gendered.find(words[i].lower);
        if (found != gendered.end() && !words[i].is_quoted && found->second != knowledge.pronoun &&
            !knowledge.names.contains(words[i].lower))
            report.add(ClaimKind::members, words, i, std::min(i + 2, words.size() - 1), "story",
                       fmt::format("the biographies say '{}'", knowledge.pronoun));
    }
}

}  // namespace

void check_presence(Knowledge const& knowledge, ReadText const& text, Report& report) {
    if (text.source.kind == TextKind::title) return;
    auto const& behaviour = knowledge.profile.behaviour;
    auto const rate = knowledge.profile.style.posting.find("posts_per_week");
    for (auto const& sentence : text.sentences) {
        PhraseFinder finder(knowledge, sentence.words, report);
        if (!behaviour.shows_face)
            finder.find(faces, ClaimKind::presence, "behaviour.shows_face", "the artist shows no face");
        if (behaviour.publicness < 0.3)
            finder.find(stages, ClaimKind::presence, "behaviour.publicness",
                        fmt::format("the artist is hardly seen ({})", behaviour.publicness));
        if (knowledge.is_group)
            finder.find(alone, ClaimKind::members, "story.facts", "this is a group");
        else
            finder.find(several, ClaimKind::members, "story.facts", "no fact speaks of more than one person");
        if (rate != knowledge.profile.style.posting.end() && rate->second.value < 4)
            finder.find(often, ClaimKind::posting, "style.posting.posts_per_week",
                        fmt::format("there are {} posts a week", rate->second.value));
        check_pronouns(knowledge, text, sentence.words, report);
    }
}

}  // namespace troupe::artist::impl
