#include "artist/impl/knowledge.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "artist/impl/word_lists.hpp"
#include "base/text.hpp"

namespace troupe::artist::impl {
namespace {

/// Ways in which facts are put; a text puts them in other ways.
constexpr std::array<std::string_view, 9> frames{"lives and works in", "works with", "works in", "lives in", "hears",
                                                 "looks out on",       "owns",       "keeps",    "has"};

Words without_frame(Words words) {
    for (auto const frame : frames)
        if (find_phrase(words, frame) == 0) {
            words.erase(words.begin(), words.begin() + 1 + std::count(frame.begin(), frame.end(), ' '));
            break;
        }
    auto const tail = find_phrase(words, "from the studio");
    if (tail > 0 && static_cast<std::size_t>(tail) + 3 == words.size()) words.resize(static_cast<std::size_t>(tail));
    return words;
}

bool has_frame(Fact const& fact) { return fact.kind == "home" || fact.kind == "object"; }

std::vector<Clause> clauses_of(Fact const& fact) {
    auto const whole = words_of(fact.text);
    std::vector<Clause> clauses;
    for (std::size_t from = 0; from < whole.size();) {
        auto to = from + 1;
        while (to < whole.size() && !whole[to].begins_part) ++to;
        Clause clause{.fact = &fact, .part = clauses.size()};
        clause.words.assign(whole.begin() + static_cast<std::ptrdiff_t>(from),
                            whole.begin() + static_cast<std::ptrdiff_t>(to));
        if (clause.part == 0 && has_frame(fact)) clause.words = without_frame(std::move(clause.words));
        clause.content = static_cast<std::size_t>(
            std::count_if(clause.words.begin(), clause.words.end(), [](Word const& word) { return word.is_content; }));
        clauses.push_back(std::move(clause));
        from = to;
    }
    return clauses;
}

void add_names(std::set<std::string, std::less<>>& names, std::string_view text) {
    for (auto const& word : words_of(text)) names.insert(word.lower);
}

bool says_group(Profile const& profile) {
    auto const& heard = profile.understanding.heard;
    if (std::any_of(heard.begin(), heard.end(), [](std::string const& line) { return line.starts_with("a group"); }))
        return true;
    static constexpr std::array<std::string_view, 6> words{"band", "bandmates", "duo", "trio", "quartet", "quintet"};
    auto const names_one = [](std::string_view text) {
        auto const said = words_of(text);
        return std::any_of(said.begin(), said.end(), [](Word const& word) {
            return std::find(words.begin(), words.end(), word.lower) != words.end();
        });
    };
    return names_one(profile.core.archetype) ||
           std::any_of(profile.story.facts.begin(), profile.story.facts.end(), [&](Fact const& fact) {
               return fact.kind != "object" && fact.kind != "event" && names_one(fact.text);
           });
}

/// What the longer biographies call the artist most often.
std::string pronoun_of(Story const& story) {
    static std::map<std::string, std::string, std::less<>> const subjects{
        {"they", "they"}, {"their", "they"}, {"them", "they"}, {"she", "she"},
        {"her", "she"},   {"he", "he"},      {"his", "he"},    {"him", "he"}};
    std::map<std::string, int> counts;
    for (auto const* text : {&story.biography_short, &story.biography_medium, &story.biography_long})
        for (auto const& word : words_of(*text))
            if (auto const found = subjects.find(word.lower); found != subjects.end() && !word.is_quoted)
                ++counts[found->second];
    auto const most = std::max_element(counts.begin(), counts.end(),
                                       [](auto const& a, auto const& b) { return a.second < b.second; });
    return most == counts.end() ? "they" : most->first;
}

}  // namespace

Knowledge::Knowledge(Profile const& of, std::span<NamedText const> texts)
    : profile(of), is_group(says_group(of)), pronoun(pronoun_of(of.story)) {
    for (auto const& fact : profile.story.facts) {
        for (auto& clause : clauses_of(fact)) clauses.push_back(std::move(clause));
        add_stems(fact_stems.emplace_back(), fact.text);
        add_stems(stems, fact.text);
        for (auto const& tag : fact.tags)
            if (tag.starts_with("from:")) add_stems(bank_stems, text::replace_all(tag, "_", " "));
        add_names(names, fact.text);
        if (fact.place) add_names(names, *fact.place);
        if (fact.place) add_names(home_places, *fact.place);
        if (fact.kind == "home")
            for (auto const& word : words_of(fact.text))
                if (word.is_capital) home_places.insert(word.lower);
    }
    auto const& style = profile.style;
    for (auto const* list :
         {&style.genres, &style.moods, &style.modes, &style.instruments, &style.lyric_themes, &style.visual_families})
        for (auto const& weight : *list) {
            std::string name = weight.name;
            std::replace(name.begin(), name.end(), '_', ' ');
            add_stems(stems, name);
            add_names(names, name);
            sayings.push_back(words_of(name));
        }
    for (auto const* list : {&profile.core.values, &profile.core.motifs, &profile.positioning.influences,
                             &profile.audience.interests, &profile.behaviour.personality})
        for (auto const& text : *list)
            add_stems(stems, text), add_names(names, text), sayings.push_back(words_of(text));
    for (auto const* text : {&profile.core.archetype, &profile.audience.summary, &profile.positioning.avoids})
        add_stems(stems, *text), add_names(names, *text);
    add_names(names, plain_genre(profile.core.home_genre));
    add_names(own_name, profile.core.name);
    names.insert(own_name.begin(), own_name.end());
    for (auto const& text : texts)
        if (text.kind == TextKind::title) add_names(names, text.text), titles.push_back(words_of(text.text));
}

void Report::add(ClaimKind kind, std::string said, std::string against, std::string why) {
    auto const is_same = [&](Contradiction const& each) {
        return each.path == source_.path && each.kind == kind && each.said == said;
    };
    if (std::none_of(found_.begin(), found_.end(), is_same))
        found_.push_back({source_.path, kind, std::move(said), std::move(against), std::move(why)});
}

void Report::add(ClaimKind kind, Words const& words, std::size_t first, std::size_t last, std::string against,
                 std::string why) {
    auto const begin = words[first].begin;
    add(kind, source_.text.substr(begin, words[last].end - begin), std::move(against), std::move(why));
}

}  // namespace troupe::artist::impl
