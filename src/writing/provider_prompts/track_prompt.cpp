#include "writing/provider_prompts/track_prompt.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::writing::provider_prompts {
namespace {

using Strings = std::vector<std::string>;

bool is_instrumental(TrackSheet const& sheet) { return sheet.vocals == "none"; }
std::string main_genre(TrackSheet const& sheet) { return sheet.genres.empty() ? "music" : sheet.genres.front().name; }
std::string bpm_words(double bpm) { return fmt::format("{:.0f} BPM", bpm); }
std::string key_words(TrackSheet const& sheet) {
    return sheet.key.empty() ? std::string() : sheet.key + " " + sheet.mode;
}

/// How the tempo stands within what is usual for the genre.
std::string place_words(TrackSheet const& sheet) {
    auto const width = sheet.usual_high - sheet.usual_low;
    if (width <= 0) return {};
    auto const place = (sheet.bpm - sheet.usual_low) / width;
    if (place < 0) return "slower than most " + main_genre(sheet);
    if (place > 1) return "faster than most " + main_genre(sheet);
    if (place < 0.34) return "at the slow end of " + main_genre(sheet);
    return place > 0.66 ? "at the fast end of " + main_genre(sheet) : "usual for " + main_genre(sheet);
}

std::string share_words(std::vector<Share> const& genres) {
    Strings words;
    for (auto const& genre : genres)
        if (genre.share >= 0.05) words.push_back(fmt::format("{:.0f} % {}", genre.share * 100, genre.name));
    return text::join(words, ", ");
}

std::string energy_words(double energy) {
    if (energy < 0.4) return "sparse";
    if (energy < 0.65) return "held back";
    return energy < 0.85 ? "full" : "at full strength";
}

/// What would contradict an instrument that was asked for.
bool contradicts(std::string const& negative, Strings const& instruments) {
    auto const asks_for = [&](std::initializer_list<char const*> parts) {
        return std::any_of(instruments.begin(), instruments.end(), [&](auto const& instrument) {
            return std::any_of(parts.begin(), parts.end(), [&](auto const* part) {
                return text::lower(instrument).find(part) != std::string::npos;
            });
        });
    };
    if (negative == "overdrive") return asks_for({"distort", "fuzz", "drive", "noise"});
    if (negative == "tape warmth") return asks_for({"tape", "vinyl"});
    if (negative == "vocals" || negative == "singing") return asks_for({"vocal", "choir", "voice"});
    return negative == "long reverb" && asks_for({"pad", "drone"});
}

Strings negative_of(TrackSheet const& sheet) {
    Strings all;
    if (is_instrumental(sheet))
        all = {"vocals", "singing", "spoken words"};
    else if (sheet.vocals == "sung")
        all = {"rap"};
    for (auto const& words : sound_words(sheet.production).unwanted) all.push_back(words);
    all.emplace_back("imitation of a known artist");
    all.emplace_back("samples of other songs");
    std::erase_if(all, [&](auto const& words) { return contradicts(words, sheet.instruments); });
    return all;
}

std::string turn_words(SongTurn const& turn) {
    auto const with = turn.with.empty() ? std::string() : " with " + turn.with;
    return fmt::format("{} at bar {} ({}){}", turn.kind, turn.bar, clock_time(turn.at), with);
}

std::string parts_words(TrackSheet const& sheet) {
    Strings words;
    for (auto const& part : sheet.parts)
        words.push_back(fmt::format("{} from bar {} ({}, {} bars, {})", text::replace_all(part.name, "_", " "),
                                    part.bar, clock_time(part.at), part.bars, energy_words(part.energy)));
    return text::join(words, "; ");
}

std::string turns_words(TrackSheet const& sheet, bool drops_alone) {
    Strings words;
    for (auto const& turn : sheet.turns)
        if (!drops_alone || turn.kind == "drop" || turn.kind == "lift") words.push_back(turn_words(turn));
    return text::enumerate(words);
}

/// A style is words between commas; the song's own words first.
std::string style_of(TrackPrompt const& prompt, std::size_t most) {
    auto const& sheet = prompt.sheet;
    auto const vocals = is_instrumental(sheet)
                            ? vocal_words("none")
                            : fmt::format("{} in {}", vocal_words(sheet.vocals), language_name(sheet.language));
    std::vector<Clause> clauses{
        {1, {main_genre(sheet)}}, {1, {bpm_words(sheet.bpm)}}, {1, {vocals, vocal_words(sheet.vocals)}},
        {2, {sheet.mood}},        {2, {key_words(sheet)}},     {4, {tempo_words(sheet.bpm)}}};
    for (std::size_t i = 0; i < sheet.instruments.size(); ++i)
        clauses.push_back({i < 2 ? 3 : 5, {sheet.instruments[i]}});
    for (auto const& words : prompt.sound) clauses.push_back({4, {words}});
    for (std::size_t i = 1; i < sheet.genres.size(); ++i)
        if (sheet.genres[i].share >= 0.05)
            clauses.push_back(
                {6, {fmt::format("{:.0f} % {}", sheet.genres[i].share * 100, sheet.genres[i].name)}, true});
    for (auto const& mood : sheet.other_moods) clauses.push_back({7, {mood}, true});
    clauses.push_back({6, {prompt.emotion}});
    if (!is_instrumental(sheet))
        clauses.push_back({7, {"words about " + text::enumerate(front_of(sheet.themes, 3))}, true});
    for (auto const& turn : sheet.turns)
        if (turn.kind != "transition") clauses.push_back({8, {turn_words(turn)}, true});
    return fit(clauses, most, ", ");
}

std::vector<Clause> clauses_of(TrackPrompt const& prompt) {
    auto const& sheet = prompt.sheet;
    auto const genre = text::capitalised(main_genre(sheet));
    auto const kind = is_instrumental(sheet) ? "instrumental" : "song";
    auto const title = sheet.title.empty() ? std::string() : fmt::format(" called \"{}\"", sheet.title);
    auto const voice = is_instrumental(sheet)
                           ? std::string("No voice.")
                           : fmt::format("Voice: {}, in {}.", vocal_words(sheet.vocals), language_name(sheet.language));
    auto const moods = [&] {
        Strings all{sheet.mood};
        all.insert(all.end(), sheet.other_moods.begin(), sheet.other_moods.end());
        return text::enumerate(all);
    };
    std::vector<Clause> clauses{
        {1,
         {fmt::format("{} {}{}, mixed from {}.", genre, kind, title, share_words(sheet.genres)),
          fmt::format("{} {}{}.", genre, kind, title), fmt::format("{} {}.", genre, kind)}},
        {1,
         {fmt::format("Tempo: {}, {} beats to the bar.", prompt.tempo, sheet.beats_per_bar),
          fmt::format("{}, {}.", bpm_words(sheet.bpm), tempo_words(sheet.bpm)), bpm_words(sheet.bpm) + "."}},
        {2, {sheet.key.empty() ? "" : fmt::format("Key: {}.", key_words(sheet))}},
        {2,
         {fmt::format("Mood: {}; the listener should feel {}.", moods(), prompt.emotion),
          fmt::format("Mood: {}.", sheet.mood)}},
        {3,
         {sheet.instruments.empty()
              ? ""
              : fmt::format("Instruments, the most prominent first: {}.", text::join(sheet.instruments, ", ")),
          sheet.instruments.empty()
              ? ""
              : fmt::format("Lead sounds: {}.", text::enumerate(front_of(sheet.instruments, 3)))}},
        {1, {voice}},
        {6,
         {is_instrumental(sheet) || sheet.themes.empty()
              ? ""
              : fmt::format("It is about {}.", text::enumerate(sheet.themes))}},
        {4, {prompt.sound.empty() ? "" : fmt::format("Sound: {}.", text::join(prompt.sound, ", "))}},
        {6, {sheet.parts.empty() ? "" : fmt::format("Form: {}.", parts_words(sheet))}, true},
        {5,
         {sheet.turns.empty() ? "" : fmt::format("Turns: {}.", turns_words(sheet, false)),
          turns_words(sheet, true).empty() ? "" : fmt::format("Turns: {}.", turns_words(sheet, true))}},
        {4,
         {fmt::format("Not to be heard: {}.", text::join(prompt.negative, ", ")),
          fmt::format("No {}.", text::enumerate(front_of(prompt.negative, 2), "or"))}}};
    return clauses;
}

/// The tag of the nth part of its name: parts that come once bear no number.
std::string tag(Strings const& names, std::size_t at) {
    auto const total = std::count(names.begin(), names.end(), names[at]);
    auto const before = std::count(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(at), names[at]);
    auto const is_counted = total > 1 && names[at] == "verse";
    return is_counted ? fmt::format("[{} {}]", part_title(names[at]), before + 1)
                      : fmt::format("[{}]", part_title(names[at]));
}

bool has_part(TrackSheet const& sheet, std::string_view name) {
    return std::any_of(sheet.parts.begin(), sheet.parts.end(), [&](auto const& part) { return part.name == name; });
}

std::string form_tags(TrackSheet const& sheet) {
    Strings names;
    for (auto const& part : sheet.parts) names.push_back(part.name);
    Strings tags;
    if (is_instrumental(sheet)) tags.emplace_back("[Instrumental]");
    for (std::size_t i = 0; i < names.size(); ++i) tags.push_back(tag(names, i));
    std::vector<Clause> clauses;
    for (auto const& each : tags) clauses.push_back({1, {each}});
    return fit(clauses, most_lyrics, "\n");
}

/// With words, their own order; without, the form as tags. Parts that no longer fit are left out whole.
std::string lyrics_of(TrackSheet const& sheet) {
    if (sheet.words.empty() || is_instrumental(sheet)) return form_tags(sheet);
    Strings names;
    for (auto const& part : sheet.words) names.push_back(part.name);
    std::vector<Clause> clauses;
    if (has_part(sheet, "intro")) clauses.push_back({1, {"[Intro]"}});
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto const lines = phrases(sheet.words[i].lines);
        clauses.push_back({2, {tag(names, i) + (lines.empty() ? "" : "\n" + text::join(lines, "\n"))}});
    }
    if (has_part(sheet, "outro")) clauses.push_back({1, {"[Outro]"}});
    return fit(clauses, most_lyrics, "\n\n");
}

std::string cut_title(std::string const& title) {
    if (text::length(title) <= most_title) return title;
    auto points = text::decode(title);
    points.resize(most_title);
    auto const last_blank = points.rfind(U' ');
    if (last_blank != std::u32string::npos && last_blank > 0) points.resize(last_blank);
    return text::encode(points);
}

TrackSheet cleaned(TrackSheet sheet) {
    sheet.title = phrase(sheet.title);
    sheet.instruments = phrases(sheet.instruments);
    sheet.themes = phrases(sheet.themes);
    sheet.mood = phrase(sheet.mood);
    sheet.other_moods = phrases(sheet.other_moods);
    if (sheet.turns.empty()) sheet.turns = turns_of(sheet.parts);
    return sheet;
}

}  // namespace

std::string part_title(std::string_view name) {
    if (name == "pre_chorus" || name == "prechorus") return "Pre-Chorus";
    return text::capitalised(text::replace_all(phrase(name), "_", " "));
}

std::vector<SongTurn> turns_of(std::vector<SongPart> const& parts) {
    std::vector<SongTurn> turns;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        auto const rise = parts[i].energy - parts[i - 1].energy;
        auto const& name = parts[i].name;
        auto const* kind = name == "drop"    ? "drop"
                           : name == "build" ? "build"
                           : rise >= 0.2     ? "lift"
                           : rise <= -0.2    ? "breakdown"
                                             : "transition";
        turns.push_back({kind, parts[i].bar, parts[i].at, {}});
    }
    return turns;
}

TrackPrompt track_prompt(TrackSheet sheet) {
    TrackPrompt prompt;
    prompt.sheet = cleaned(std::move(sheet));
    Strings tempo{bpm_words(prompt.sheet.bpm), tempo_words(prompt.sheet.bpm)};
    if (auto place = place_words(prompt.sheet); !place.empty()) tempo.push_back(std::move(place));
    prompt.tempo = text::join(tempo, ", ");
    prompt.emotion = emotion_words(prompt.sheet.valence, prompt.sheet.energy);
    prompt.sound = sound_words(prompt.sheet.production).wanted;
    prompt.negative = negative_of(prompt.sheet);
    prompt.style_short = style_of(prompt, most_style_short);
    prompt.style_long = style_of(prompt, most_style_long);
    prompt.lyrics = lyrics_of(prompt.sheet);
    prompt.title = cut_title(prompt.sheet.title);
    prompt.text = fit_all(clauses_of(prompt));
    return prompt;
}

}  // namespace troupe::writing::provider_prompts
