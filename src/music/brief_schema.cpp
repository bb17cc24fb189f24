#include "music/brief_schema.hpp"

#include <set>

#include "music/brief.hpp"
#include "music/impl/check_tables.hpp"

namespace troupe::music {
namespace {

json::Descriptions descriptions() {
    return {{"", "What a track maker is told. Everything is optional but one of genre, mood, valence and energy."},
            {"genre", "Genre; empty: the mood's own choice"},
            {"mood", "Mood; empty: the genre's own"},
            {"valence", "-1 sad to 1 happy; absent: the mood's"},
            {"energy", "0 calm to 1 wild; absent: the mood's"},
            {"bpm", "Quarter notes a minute, exactly; 0: chosen"},
            {"tempo", "Slow, medium or fast for the genre, when bpm is 0"},
            {"key", "Like F# minor, Bb major or D dorian; empty: chosen"},
            {"metre", "One of the genre's metres; empty: its usual one"},
            {"seconds", "Length; the result is within one bar of it. Absent: the genre's usual length"},
            {"form", "Sections in order; empty: one of the genre's forms"},
            {"parts", "Only these play; empty: the genre's"},
            {"vocals", "Who sings"},
            {"lyrics", "Words by section; the nth verse sings the nth verse, the last one again when they run out"},
            {"lyrics[].lines[].syllables", "0: counted by the engine"},
            {"lyrics[].lines[].parts", "The line cut into syllables; empty: cut by the engine"},
            {"lyrics[].lines[].stresses", "1 or 0 for each syllable; empty: guessed"},
            {"sound", "Offsets of the sound, -1 to 1"},
            {"signature", "Any text that stands for the artist: songs with the same one share motif, habits, instruments and room"},
            {"loudness", "streaming: -14 LUFS; club: -9 LUFS"},
            {"catalogue", "Tunes that this one must not come too near to"},
            {"seed", "Same brief, same seed, same bytes"}};
}

json::Array words(std::set<std::string> const& names) {
    json::Array list;
    for (auto const& name : names) list.push_back(json::Value(name));
    return list;
}

void allow_only(json::Value& schema, std::string_view path, json::Array names) { (*json::schema_at(schema, path))["enum"] = std::move(names); }

/// The ids of a table with their names and aliases, and nothing.
template <class Row>
json::Array known(std::map<std::string, Row> const& rows) {
    std::set<std::string> names{""};
    for (auto const& [id, row] : rows) {
        names.insert(id);
        names.insert(row.aliases.begin(), row.aliases.end());
    }
    return words(names);
}

void bound(json::Value& schema, std::string_view path, double low, double high) {
    auto& field = *json::schema_at(schema, path);
    field["minimum"] = low;
    field["maximum"] = high;
}

json::Array metres(Tables const& tables) {
    std::set<std::string> names{"", "4/4"};
    for (auto const& [id, genre] : tables.genres()) names.insert(genre.metres.begin(), genre.metres.end());
    return words(names);
}

json::Array listed(std::vector<std::string> const& names) { return words({names.begin(), names.end()}); }

void describe_sound(json::Value& schema) {
    json::Object properties;
    for (auto const& name : impl::sound_names()) properties[name] = json::Object{{"type", "number"}, {"minimum", -1}, {"maximum", 1}};
    auto& sound = *json::schema_at(schema, "sound");
    sound["properties"] = std::move(properties);
    sound["additionalProperties"] = false;
}

}  // namespace

json::Value brief_schema(Tables const& tables) {
    auto schema = json::schema_of<Brief>(json::Strictness::published, descriptions());
    allow_only(schema, "genre", known(tables.genres()));
    allow_only(schema, "mood", known(tables.moods()));
    allow_only(schema, "tempo", known(tables.tempi()));
    allow_only(schema, "metre", metres(tables));
    allow_only(schema, "form[]", listed(impl::section_names()));
    allow_only(schema, "parts[]", listed(impl::part_names()));
    allow_only(schema, "lyrics[].section", listed(impl::section_names()));
    allow_only(schema, "vocals", {"none", "sung", "choir", "vocoder", "spoken", "rapped"});
    allow_only(schema, "loudness", {"streaming", "club"});
    bound(schema, "valence", -1, 1);
    bound(schema, "energy", 0, 1);
    bound(schema, "seconds", 15, 600);
    bound(schema, "lyrics[].lines[].syllables", 0, 64);
    (*json::schema_at(schema, "bpm"))["anyOf"] = json::Array{json::Object{{"const", 0}}, json::Object{{"minimum", 40}, {"maximum", 240}}};
    (*json::schema_at(schema, "key"))["pattern"] = "^$|^[A-Ga-g](#|b|♯|♭)?( ?(m|M|[Mm]in|[Mm]aj|[Mm]inor|[Mm]ajor|dorian|phrygian|mixolydian|lydian|ionian|aeolian))?$";
    (*json::schema_at(schema, "lyrics[].lines[].stresses"))["pattern"] = "^[01]*$";
    (*json::schema_at(schema, "form"))["maxItems"] = 40;
    (*json::schema_at(schema, "lyrics"))["maxItems"] = 400;
    describe_sound(schema);
    return schema;
}

}  // namespace troupe::music
