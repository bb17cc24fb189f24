#include "writing/impl/lint.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "base/time.hpp"
#include "writing/impl/biographer.hpp"
#include "writing/impl/lint_words.hpp"
#include "writing/impl/lyricist.hpp"
#include "writing/impl/slots.hpp"

namespace troupe::writing::impl {
namespace {

using Faults = std::vector<std::string>;

std::map<std::string, std::vector<std::string>> const required_forms{
    {"home", {"name", "region", "country", "zone", "tongue"}}, {"heard", {"np", "motif"}}, {"seen", {"np", "motif"}},
    {"job", {"past", "noun", "lesson"}}, {"object", {"np", "short", "motif", "got", "does"}}, {"event", {"clause", "noun"}},
    {"rule", {"base"}}, {"presence", {"base"}}, {"origin", {"past", "noun"}}, {"release", {"past", "noun"}},
    {"tension", {"base", "axis"}}, {"value", {"text"}}, {"archetype", {"text"}}, {"personality", {"text"}}};

std::set<std::string> const known_themes{"sea", "travel", "night", "home", "family", "love", "absence", "work", "money", "machines", "weather",
                                   "city", "friends", "dance", "body", "sleep", "time", "light", "phones", "food"};
std::set<std::string> const place_tags{"coast", "port", "city", "industrial", "mountain", "snow", "desert", "island", "river", "forest",
                                       "suburb", "plains", "tropical", "rail", "north"};

/// Words that stand for nothing in particular; a bank that needs them is not finished.
std::vector<std::string> const worn_out{"neon dream", "shattered heart", "echoes of", "tapestry", "soul on fire", "journey of",
                                        "symphony of", "whispers of", "dance in the rain", "broken heart"};

void check_words(std::string const& where, std::string const& words, Faults& faults) {
    if (words.empty()) faults.push_back(where + ": is empty");
    if (words != text::trim(words) || words.find("  ") != std::string::npos) faults.push_back(where + ": has stray spaces");
    auto const lowered = text::lower(words);
    for (auto const& phrase : worn_out)
        if (lowered.find(phrase) != std::string::npos) faults.push_back(where + ": '" + phrase + "' is worn out");
}

void check_entry(std::string const& kind, Entry const& entry, Faults& faults) {
    for (auto const& form : required_forms.at(kind)) {
        if (!entry.forms.contains(form)) faults.push_back(entry.key + ": has no '" + form + "'");
        else check_words(entry.key + "." + form, entry.form(form), faults);
    }
    auto const past = " " + entry.form("past") + " ";
    if (past.starts_with(" was ") || past.find(" and was ") != std::string::npos)
        faults.push_back(entry.key + ".past: 'was' does not go with 'they'");
    auto const& known = kind == "home" || kind == "heard" || kind == "seen" ? place_tags : known_themes;
    for (auto const& tag : entry.tags)
        if (!known.contains(tag)) faults.push_back(entry.key + ": unknown tag '" + tag + "'");
    for (auto const& need : entry.needs)
        if (!place_tags.contains(need)) faults.push_back(entry.key + ": needs an unknown place tag '" + need + "'");
    for (auto const& [form, words] : entry.forms)
        if (form != "text" && form != "name" && words.ends_with(".")) faults.push_back(entry.key + "." + form + ": ends with a full stop, the frame brings its own");
    if (entry.low > entry.high) faults.push_back(entry.key + ": low is above high");
}

void check_entries(Banks const& banks, Faults& faults) {
    for (auto const& [kind, entries] : banks.entries) {
        std::set<std::string> ids;
        std::set<std::string> texts;
        for (auto const& entry : entries) {
            check_entry(kind, entry, faults);
            if (!ids.insert(entry.id).second) faults.push_back(entry.key + ": the id is used twice");
            for (auto const* form : {"np", "past", "clause", "base", "text"})
                if (auto const words = entry.form(form); !words.empty() && !texts.insert(words).second)
                    faults.push_back(entry.key + "." + form + ": says the same as another entry");
        }
    }
    for (auto const& place : banks.of("home")) {
        if (!at_local(Date{std::chrono::year{2026} / 6 / 1}, 600, place.form("zone"))) faults.push_back(place.key + ".zone: unknown time zone");
        if (!banks.names.tongues.contains(place.form("tongue"))) faults.push_back(place.key + ".tongue: no such language in names.json");
    }
    for (auto const axis : axis_names)
        if (std::none_of(banks.of("tension").begin(), banks.of("tension").end(), [&](auto const& t) { return t.form("axis") == axis; }))
            faults.push_back("tensions.json: nothing resolves " + std::string(axis));
}

/// Slots that a frame may use: those of a whole artist with every fact told.
std::set<std::string> known_slots() {
    std::set<std::string> slots{"name", "they", "genre", "genre.a", "title", "date", "listeners", "value", "value2", "value3",
                                "sound.three", "sound.low", "sound.high", "sound.mode", "sound.first", "influence.two",
                                "subject.all", "subject.first", "motif1", "motif2", "job.lesson.learned", "job.lesson.knowing",
                                "object.single", "object2.single", "object.plural", "object2.plural"};
    for (auto const* role : {"home", "heard", "seen", "job", "object", "object2", "event", "event2", "rule", "rule2", "presence", "origin", "release", "tension"}) {
        auto kind = std::string(role);
        if (kind.back() == '2') kind.pop_back();
        for (auto const& form : required_forms.at(kind)) slots.insert(std::string(role) + "." + form);
        slots.insert(std::string(role) + ".year");
    }
    return slots;
}

void check_slots(std::string const& where, std::string_view text, std::set<std::string> const& known, Faults& faults) {
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        auto const end = text.find('}', at);
        if (end == std::string_view::npos) {
            faults.push_back(where + ": a slot is not closed");
            return;
        }
        auto const slot = std::string(text.substr(at + 1, end - at - 1));
        if (!known.contains(slot)) faults.push_back(where + ": unknown slot {" + slot + "}");
    }
}

void check_frames(Banks const& banks, Faults& faults) {
    auto const known = known_slots();
    std::set<std::string> ids;
    for (auto const& frame : banks.frames) {
        check_slots(frame.id, frame.text, known, faults);
        if (!ids.insert(frame.id).second) faults.push_back(frame.id + ": the id is used twice");
        if (!frame.text.ends_with(".") && !frame.text.ends_with("”")) faults.push_back(frame.id + ": does not end its sentence");
    }
    for (auto const& title : banks.titles) check_slots("titles.json", title.text, known, faults);
    for (auto const& line : banks.positioning.taglines) check_slots("positioning.json: taglines", line, known, faults);
    for (auto const& line : banks.positioning.promises) {
        check_slots("positioning.json: promises", line, known, faults);
        if (!line.ends_with(".")) faults.push_back("positioning.json: a promise does not end its sentence: " + line);
    }
    for (auto const& each : banks.positioning.avoids) check_words("positioning.json: avoids", each.text, faults);
    for (auto const& hook : banks.hook_frames) check_slots("titles.json: hooks", hook, known, faults);
}

void check_captions(Banks const& banks, Faults& faults) {
    static std::vector<std::string> const acts{"announce", "tease", "release", "behind_the_scenes", "thanks", "question", "story"};
    static std::vector<std::string> const registers{"plain", "terse", "lyrical", "wry", "technical", "warm", "ceremonial"};
    auto const known = known_slots();
    std::map<std::pair<std::string, std::string>, int> count;
    std::set<std::string> texts;
    for (auto const& frame : banks.captions) {
        check_slots(frame.id, frame.text, known, faults);
        check_words(frame.id, frame.text, faults);
        if (!texts.insert(frame.text).second) faults.push_back(frame.id + ": says the same as another frame");
        if (std::find(acts.begin(), acts.end(), frame.act) == acts.end()) faults.push_back(frame.id + ": unknown act " + frame.act);
        if (frame.person != "any" && frame.person != "first") faults.push_back(frame.id + ": unknown person " + frame.person);
        for (auto const& word : text::words(text::replace_all(frame.text, "}", "} ")))
            if (frame.person == "any" && (word == "i" || word == "my" || word == "me"))
                faults.push_back(frame.id + ": speaks as I, so its person must be \"first\"");
        for (auto const& name : frame.registers) {
            if (std::find(registers.begin(), registers.end(), name) == registers.end()) faults.push_back(frame.id + ": unknown register " + name);
            if (frame.person == "any") ++count[{frame.act, name}];
        }
    }
    for (auto const& act : acts)
        for (auto const& name : registers)
            if (count[{act, name}] < 3) faults.push_back("captions.json: fewer than 3 " + name + " frames to " + act);
}

void check_names(Names const& names, Faults& faults) {
    if (names.first.size() < 40 || names.second.size() < 40) faults.emplace_back("names.json: needs 40 first and 40 second words");
    for (auto const& [what, list] : {std::pair{"surnames", &names.surnames}, std::pair{"band_nouns", &names.band_nouns},
                                     std::pair{"moniker_heads", &names.moniker_heads}, std::pair{"avoid", &names.avoid}})
        if (list->size() < 8) faults.push_back(std::string("names.json: ") + what + " needs eight entries or more");
    for (auto const& [id, tongue] : names.tongues)
        if (tongue.onsets.empty() || tongue.vowels.empty() || tongue.codas.empty() || tongue.ends.empty())
            faults.push_back("names.json: tongues." + id + ": needs onsets, vowels, codas and ends");
}

void check_couplet(std::string const& where, Couplet const& couplet, Prosody const& prosody, Faults& faults) {
    auto const firsts = variants_of(couplet.first);
    auto const seconds = variants_of(couplet.second);
    bool rhymes = !prosody.has_dictionary();
    for (auto const& first : firsts)
        for (auto const& second : seconds) rhymes = rhymes || prosody.rhyme(first, second) > 0;
    if (!rhymes) faults.push_back(where + ": never rhymes: '" + firsts.front() + "' / '" + seconds.front() + "'");
    for (auto const* variants : {&firsts, &seconds})
        for (auto const& line : *variants) {
            if (prosody.syllables(line) > 22 || prosody.syllables(line) < 3) faults.push_back(where + ": 3 to 22 syllables expected: '" + line + "'");
            if (line.find_first_of("{}[]|") != std::string::npos || line.find("  ") != std::string::npos || line.find(" ,") != std::string::npos)
                faults.push_back(where + ": stray mark in '" + line + "'");
        }
}

void check_premise(Premise const& premise, Prosody const& prosody, Faults& faults) {
    for (auto const& tag : premise.tags)
        if (!known_themes.contains(tag)) faults.push_back(premise.id + ": unknown tag '" + tag + "'");
    if (premise.hooks.size() < 2) faults.push_back(premise.id + ": needs two hooks or more");
    for (auto const& hook : premise.hooks) {
        if (hook.couplets.empty()) {
            faults.push_back(premise.id + ": the hook '" + hook.title + "' has no lines");
            continue;
        }
        for (auto const& line : variants_of(hook.couplets.front().first))
            if (text::lower(line).find(text::lower(hook.title)) == std::string::npos) faults.push_back(premise.id + ": the hook '" + hook.title + "' is not in its first line");
        for (auto const& couplet : hook.couplets) check_couplet(premise.id + " " + hook.title, couplet, prosody, faults);
    }
    for (auto const& [beat, couplets] : premise.beats) {
        if (couplets.size() < 2) faults.push_back(premise.id + "." + beat + ": needs two couplets or more");
        for (auto const& couplet : couplets) check_couplet(premise.id + "." + beat, couplet, prosody, faults);
    }
}

}  // namespace

std::vector<std::string> lint(Banks const& banks, GenreTable const& genres, Prosody const& prosody) {
    Faults faults;
    check_entries(banks, faults);
    check_frames(banks, faults);
    check_captions(banks, faults);
    check_names(banks.names, faults);
    auto const words = lint_words(banks, genres, known_themes);
    faults.insert(faults.end(), words.begin(), words.end());
    for (auto const& premise : banks.premises) check_premise(premise, prosody, faults);
    for (auto const& couplet : banks.subject_couplets)
        check_couplet("titles.json: subject_couplets", {text::replace_all(couplet.first, "<subject>", "trains"), text::replace_all(couplet.second, "<subject>", "trains")}, prosody, faults);
    for (auto const& [id, genre] : genres)
        for (auto const& theme : genre.themes)
            if (!known_themes.contains(theme)) faults.push_back("genres." + id + ": unknown theme '" + theme + "'");
    return faults;
}

}  // namespace troupe::writing::impl
