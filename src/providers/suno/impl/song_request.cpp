#include "providers/suno/impl/song_request.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.hpp"

namespace troupe::providers::suno::impl {
namespace {

using Strings = std::vector<std::string>;
using Kind = SongRequest::Kind;

constexpr double is_heard = 0.2;  ///< offsets of sound below this are not worth a word
constexpr std::size_t most_instruments = 4;

std::string vocal_words(std::string const& vocals) {
    if (vocals == "sung") return "sung vocals";
    if (vocals == "choir") return "choir vocals";
    if (vocals == "vocoder") return "vocoder vocals";
    if (vocals == "spoken") return "spoken word";
    return vocals == "rapped" ? "rapped vocals" : "instrumental";
}

struct SoundWord {
    char const* name;
    char const* more;
    char const* less;
};
constexpr SoundWord sound_words[] = {
    {"brightness", "bright", "muffled"},          {"space", "spacious reverb", "dry and close"},
    {"grit", "gritty distortion", "clean"},       {"density", "dense arrangement", "sparse arrangement"},
    {"swing", "swung groove", "straight groove"}, {"warmth", "warm analog tone", "cold digital tone"}};

Strings words_of_sound(music::Brief const& brief) {
    Strings out;
    for (auto const& [name, more, less] : sound_words) {
        auto const found = brief.sound.find(name);
        if (found != brief.sound.end() && std::abs(found->second) >= is_heard)
            out.emplace_back(found->second > 0 ? more : less);
    }
    return out;
}

music::Genre const* genre_of(music::Brief const& brief, music::Tables const& tables) {
    auto const id = brief.genre.empty() ? std::nullopt : tables.genre_id(brief.genre);
    return id ? &tables.genre(*id) : nullptr;
}

bool is_wanted(music::Brief const& brief, std::string const& part) {
    return brief.parts.empty() || std::find(brief.parts.begin(), brief.parts.end(), part) != brief.parts.end();
}

/// Parts that were asked for; without, what the genre is mostly played with.
Strings instruments(music::Brief const& brief, music::Genre const* genre) {
    Strings out;
    for (auto const* part : {"bass", "lead", "chords", "pad", "arp", "texture"}) {
        if (out.size() == most_instruments || !is_wanted(brief, part)) continue;
        auto const row = genre == nullptr ? std::map<std::string, std::vector<music::Choice>>::const_iterator()
                                          : genre->instruments.find(part);
        if (genre != nullptr && row != genre->instruments.end() && !row->second.empty())
            out.push_back(row->second.front().name);
        else if (!brief.parts.empty())
            out.emplace_back(part);
    }
    if (!brief.parts.empty() && is_wanted(brief, "drums")) out.emplace_back("drums");
    return out;
}

std::string energy_words(music::Brief const& brief) {
    if (!brief.energy) return {};
    return *brief.energy < 0.35 ? "calm" : *brief.energy > 0.8 ? "high energy" : "";
}

/// The most important words first.
Strings style_words(music::Brief const& brief, music::Tables const& tables) {
    auto const* genre = genre_of(brief, tables);
    Strings out;
    auto const add = [&](std::string const& words) {
        auto const lowered = text::lower(words);
        if (!words.empty() &&
            std::none_of(out.begin(), out.end(), [&](auto const& old) { return text::lower(old) == lowered; }))
            out.push_back(words);
    };
    if (genre != nullptr) add(text::lower(genre->name));
    if (auto const mood = tables.mood_id(brief.mood); mood && !brief.mood.empty())
        add(text::lower(tables.mood(*mood).name));
    add(vocal_words(brief.vocals));
    if (brief.bpm > 0) add(fmt::format("{:.0f} BPM", brief.bpm));
    if (brief.bpm <= 0 && !brief.tempo.empty()) add(brief.tempo + " tempo");
    add(brief.key);
    if (!brief.metre.empty() && brief.metre != "4/4") add(brief.metre + " time");
    for (auto const& words : instruments(brief, genre)) add(words);
    for (auto const& words : words_of_sound(brief)) add(words);
    add(energy_words(brief));
    return out;
}

/// As many as fit, in their order; what does not is told.
std::string fitted(Strings const& words, int most, std::string const& what, Strings& notes) {
    std::string out;
    Strings left_out;
    for (auto const& each : words) {
        auto const longer = out.empty() ? each : out + ", " + each;
        if (left_out.empty() && text::length(longer) <= static_cast<std::size_t>(most))
            out = longer;
        else
            left_out.push_back(each);
    }
    if (!left_out.empty())
        notes.push_back(
            fmt::format("the {} was cut to {} characters; left out: {}", what, most, text::join(left_out, ", ")));
    return out;
}

std::string cut_at_blank(std::string const& words, std::size_t most) {
    if (text::length(words) <= most) return words;
    auto points = text::decode(words);
    points.resize(most + 1);
    auto const blank = points.rfind(U' ');
    points.resize(blank == std::u32string::npos || blank == 0 ? most : blank);
    return text::encode(points);
}

std::string section_title(std::string const& name) {
    return name == "prechorus" ? "Pre-Chorus" : text::capitalised(name);
}

/// What is sung in which order: the form where one is asked for, with the nth text of a name for its nth time.
struct Stanza {
    std::string name;
    music::LyricSection const* words = nullptr;
};
std::vector<Stanza> stanzas(music::Brief const& brief) {
    std::vector<Stanza> out;
    if (brief.form.empty()) {
        for (auto const& section : brief.lyrics) out.push_back({section.section, &section});
        return out;
    }
    std::map<std::string, std::vector<music::LyricSection const*>> texts;
    for (auto const& section : brief.lyrics) texts[section.section].push_back(&section);
    std::map<std::string, std::size_t> times;
    for (auto const& name : brief.form) {
        auto const found = texts.find(name);
        auto const* words =
            found == texts.end() ? nullptr : found->second[std::min(times[name]++, found->second.size() - 1)];
        out.push_back({name, words});
    }
    return out;
}

/// "[Verse 2]" and its lines. Verses are counted where there are several.
Strings stanza_texts(music::Brief const& brief) {
    auto const all = stanzas(brief);
    auto const verses = std::count_if(all.begin(), all.end(), [](Stanza const& each) { return each.name == "verse"; });
    Strings out;
    int verse = 0;
    for (auto const& [name, words] : all) {
        auto tag = section_title(name);
        if (name == "verse" && verses > 1) tag += fmt::format(" {}", ++verse);
        auto text = fmt::format("[{}]", tag);
        if (words != nullptr)
            // A bracket within a line would be heard as a tag.
            for (auto const& line : words->lines)
                text += "\n" + text::replace_all(text::replace_all(line.text, "[", "("), "]", ")");
        out.push_back(std::move(text));
    }
    return out;
}

std::string lyrics_of(music::Brief const& brief, int most, Strings& notes) {
    std::string out;
    int left_out = 0;
    for (auto const& stanza : stanza_texts(brief)) {
        auto const longer = out.empty() ? stanza : out + "\n\n" + stanza;
        if (left_out == 0 && text::length(longer) <= static_cast<std::size_t>(most))
            out = longer;
        else
            ++left_out;
    }
    if (left_out > 0)
        notes.push_back(fmt::format("the words were cut to {} characters; the last {} left out", most,
                                    left_out == 1 ? "section was" : fmt::format("{} sections were", left_out)));
    return out;
}

std::string title_of(music::Brief const& brief, music::Tables const& tables, int most, Strings& notes) {
    auto const* genre = genre_of(brief, tables);
    auto const stand_in = text::capitalised(
        text::join({brief.mood, genre == nullptr ? "song" : text::lower(genre->name)}, brief.mood.empty() ? "" : " "));
    auto const whole = text::excerpt(brief.title.empty() ? stand_in : brief.title, 400);
    auto title = cut_at_blank(whole, static_cast<std::size_t>(most));
    if (title != whole) notes.push_back(fmt::format("the title was cut to {} characters for the service", most));
    return title;
}

std::string negative_of(music::Brief const& brief) {
    Strings out;
    if (!music::has_voice(brief)) out.emplace_back("vocals");
    if (brief.vocals == "sung" || brief.vocals == "choir") out.emplace_back("rap");
    if (!is_wanted(brief, "drums")) out.emplace_back("drums");
    if (!is_wanted(brief, "bass")) out.emplace_back("bass");
    auto const grit = brief.sound.find("grit");
    if (grit != brief.sound.end() && grit->second <= -is_heard) out.emplace_back("distortion");
    return text::join(out, ", ");
}

Kind kind_of(music::Brief const& brief) {
    if (!music::has_voice(brief)) return Kind::instrumental;
    auto const has_words = std::any_of(brief.lyrics.begin(), brief.lyrics.end(),
                                       [](auto const& section) { return !section.lines.empty(); });
    return has_words ? Kind::sung : Kind::described;
}

std::string safe(std::string const& value) {
    std::string out;
    for (unsigned char const c : value) {
        bool const is_plain = std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == ',';
        out += is_plain ? std::string(1, static_cast<char>(c)) : fmt::format("%{:02X}", c);
    }
    return out;
}

}  // namespace

SongRequest song_request(music::Brief const& brief, music::Tables const& tables, Limits const& limits) {
    SongRequest song;
    song.kind = kind_of(brief);
    auto const words = style_words(brief, tables);
    song.title = title_of(brief, tables, limits.title, song.notes);
    song.negative = negative_of(brief);
    if (song.kind == Kind::described)
        song.description = fitted(
            [&] {
                auto all = words;
                all.insert(all.begin(), fmt::format("a song called \"{}\"", song.title));
                return all;
            }(),
            limits.description, "description", song.notes);
    else
        song.style = fitted(words, limits.style, "style", song.notes);
    if (song.kind == Kind::sung) song.lyrics = lyrics_of(brief, limits.lyrics, song.notes);
    return song;
}

json::Value filled(json::Value const& form, std::vector<Word> const& words) {
    if (auto const* object = form.if_object()) {
        json::Object out;
        for (auto const& [name, value] : *object)
            if (auto inner = filled(value, words); !inner.is_null()) out[name] = std::move(inner);
        return out;
    }
    auto const* string = form.if_string();
    if (string == nullptr) return form;
    for (auto const& [name, value] : words)
        if (*string == "{" + name + "}") return value.empty() ? json::Value(nullptr) : json::Value(value);
    return form;
}

std::string filled_path(std::string path, std::vector<Word> const& words) {
    for (auto const& [name, value] : words) path = text::replace_all(std::move(path), "{" + name + "}", safe(value));
    return path;
}

json::Value submission(Dialect const& dialect, SongRequest const& song, std::string const& model,
                       std::string const& callback) {
    auto const& form = song.kind == Kind::sung           ? dialect.submit.sung
                       : song.kind == Kind::instrumental ? dialect.submit.instrumental
                                                         : dialect.submit.described;
    return filled(form, {{"style", song.style},
                         {"lyrics", song.lyrics},
                         {"title", song.title},
                         {"negative", song.negative},
                         {"description", song.description},
                         {"model", model},
                         {"callback", callback}});
}

}  // namespace troupe::providers::suno::impl
