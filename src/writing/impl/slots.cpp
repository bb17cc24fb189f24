#include "writing/impl/slots.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/text.hpp"

namespace troupe::writing::impl {
namespace {

std::string with_article(std::string const& noun) {
    if (noun.starts_with("UK") || noun.starts_with("uk")) return "a " + noun;
    if (noun == "R&B" || noun == "EDM") return "an " + noun;
    return (std::string_view("aeiouAEIOU").find(noun.front()) != std::string_view::npos ? "an " : "a ") + noun;
}

/// "object.2" is told through {object2..}, "home.heard" through {heard..}, "object.1" through {object..}.
std::string role_of(std::string const& id) {
    auto const dot = id.find('.');
    if (dot == std::string::npos) return id;
    auto const tail = id.substr(dot + 1);
    if (id.starts_with("home.")) return tail;
    return tail == "1" ? id.substr(0, dot) : id.substr(0, dot) + tail;
}

void add_fact(Slots& slots, artist::Fact const& fact, Entry const* entry) {
    auto const role = role_of(fact.id);
    slots[role + ".text"] = fact.text;
    if (fact.year) slots[role + ".year"] = std::to_string(*fact.year);
    if (entry == nullptr) return;
    for (auto const& [form, words] : entry->forms) slots[role + "." + form] = words;
    auto const lesson = entry->form("lesson");
    if (!lesson.empty() && !lesson.starts_with("to ")) slots[role + ".lesson.knowing"] = lesson;
    if (fact.kind == "object") slots[role + (entry->plural ? ".plural" : ".single")] = "";
    auto const past = entry->form("past");
    if (!past.empty() && past.find(" and ") == std::string::npos) slots[role + ".plain"] = "";
}

std::string first_names(std::vector<artist::Weight> const& weights, std::size_t count) {
    std::vector<std::string> names;
    for (auto const& weight : weights)
        if (names.size() < count) names.push_back(weight.name);
    return text::enumerate(names);
}

/// "no sampled drums" reads odd in a list: plural and mass nouns stand alone, the rest take an article.
std::string three_sounds(std::vector<artist::Weight> const& weights) {
    static std::vector<std::string> const bare{"808", "noise", "clicks", "metal percussion", "vinyl crackle", "strings", "brass",
                                               "handclaps", "congas", "hi-hat rolls", "sampled drums", "gated drums", "brushed drums",
                                               "shuffled drums", "field recording", "sub bass", "analog bass", "synth bass", "organ bass",
                                               "reese bass", "rolling bass", "bowed metal"};
    std::vector<std::string> names;
    for (auto const& weight : weights) {
        if (names.size() == 3) break;
        bool const plain = std::find(bare.begin(), bare.end(), weight.name) != bare.end() || weight.name.ends_with("s");
        names.push_back(weight.name == "808" ? "808 bass" : plain ? weight.name : with_article(weight.name));
    }
    return text::enumerate(names);
}

void add_artist(Slots& slots, artist::Profile const& profile, GenreTable const& genres) {
    slots["name"] = profile.core.name;
    auto const genre = genres.find(profile.core.home_genre);
    auto const genre_name = genre == genres.end() ? text::replace_all(profile.core.home_genre, "_", " ") : genre->second.name;
    slots["genre"] = genre_name;
    slots["genre.a"] = with_article(genre_name);
    if (profile.style.instruments.size() >= 3) slots["sound.three"] = three_sounds(profile.style.instruments);
    slots["sound.low"] = std::to_string(std::lround(profile.style.tempo_low.value));
    slots["sound.high"] = std::to_string(std::lround(profile.style.tempo_high.value));
    if (!profile.style.modes.empty()) slots["sound.mode"] = profile.style.modes.front().name;
    if (!profile.style.instruments.empty()) slots["sound.first"] = first_names(profile.style.instruments, 1);
    auto const& influences = profile.positioning.influences;
    if (influences.size() >= 2) slots["influence.two"] = influences[0] + " and " + influences[1];
    if (!profile.audience.summary.empty()) slots["listeners"] = profile.audience.summary;
    for (std::size_t i = 0; i < profile.core.values.size() && i < 3; ++i)
        slots["value" + (i == 0 ? std::string() : std::to_string(i + 1))] = profile.core.values[i];
    for (std::size_t i = 0; i < profile.core.motifs.size(); ++i) slots["motif" + std::to_string(i + 1)] = profile.core.motifs[i];
}

}  // namespace

Entry const* entry_of(artist::Fact const& fact, Banks const& banks) {
    for (auto const& tag : fact.tags)
        if (tag.starts_with("from:")) return banks.find(std::string_view(tag).substr(5));
    return nullptr;
}

std::map<std::string, std::string, std::less<>> fact_ids(artist::Profile const& profile) {
    std::map<std::string, std::string, std::less<>> ids;
    for (auto const& fact : profile.story.facts) ids[role_of(fact.id)] = fact.id;
    return ids;
}

Slots slots_of(artist::Profile const& profile, Banks const& banks, GenreTable const& genres, std::string_view disclosed) {
    Slots slots;
    add_artist(slots, profile, genres);
    std::vector<std::string> subjects;
    for (auto const& fact : profile.story.facts) {
        if (!fact.is_public && fact.id != disclosed) continue;
        if (fact.kind == "subject") subjects.push_back(fact.text);
        else add_fact(slots, fact, entry_of(fact, banks));
    }
    if (!subjects.empty()) slots["subject.all"] = text::enumerate(subjects);
    if (!subjects.empty()) slots["subject.first"] = subjects.front();
    return slots;
}

std::optional<std::string> fill(std::string_view text, Slots const& slots) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] != '{') {
            out += text[at++];
            continue;
        }
        auto const end = text.find('}', at);
        if (end == std::string_view::npos) return std::nullopt;
        auto const slot = slots.find(text.substr(at + 1, end - at - 1));
        if (slot == slots.end()) return std::nullopt;
        out += slot->second;
        at = end + 1;
    }
    return out;
}

std::vector<std::string> slot_roles(std::string_view text) {
    std::vector<std::string> roles;
    for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
        auto const slot = text.substr(at + 1, text.find('}', at) - at - 1);
        auto const role = std::string(slot.substr(0, slot.find('.')));
        if (std::find(roles.begin(), roles.end(), role) == roles.end()) roles.push_back(role);
    }
    return roles;
}

std::string sentence_case(std::string text) {
    text = text::replace_all(std::move(text), "..", ".");
    text = text::replace_all(std::move(text), ".”.", ".”");
    bool start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        auto& c = text[i];
        if (start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0xC3 || c == '\x02') start = false;
        if ((c == '.' || c == '!' || c == '?') && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n')) start = true;
        if (c == '.' && i >= 3 && (text.substr(i - 3, 4) == "a.m." || text.substr(i - 3, 4) == "p.m.")) start = false;
    }
    return text;
}

}  // namespace troupe::writing::impl
