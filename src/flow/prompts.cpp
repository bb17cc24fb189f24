#include "flow/prompts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json.hpp"
#include "base/text.hpp"
#include "flow/briefs.hpp"
#include "flow/track_details.hpp"
#include "writing/provider_prompts/plain_words.hpp"

namespace troupe::flow {
namespace {

namespace pp = writing::provider_prompts;
using Strings = std::vector<std::string>;

std::string first_of(std::vector<artist::Weight> const& weights) {
    return weights.empty() ? std::string() : weights.front().name;
}

std::string text_field(json::Value const& value, std::string_view name) {
    auto const* object = value.if_object();
    auto const* field = object == nullptr ? nullptr : object->if_contains(name);
    return field != nullptr && field->is_string() ? std::string(field->get_string()) : std::string();
}

/// The form that comes up most.
music::Form const* usual_form(music::Tables const& tables, std::string const& genre) {
    auto const id = tables.genre_id(genre);
    if (!id || tables.genre(*id).forms.empty()) return nullptr;
    auto const& forms = tables.genre(*id).forms;
    return &*std::max_element(forms.begin(), forms.end(),
                              [](auto const& a, auto const& b) { return a.weight < b.weight; });
}

media::Timeline timeline_of_form(music::Form const* form, music::Brief const& brief) {
    media::Timeline timeline;
    timeline.tempo = Bpm{brief.bpm};
    timeline.beats_per_bar = music::parse_metre(brief.metre).value_or(music::Metre{}).pulses();
    auto const bar = 60 / brief.bpm * timeline.beats_per_bar;
    double at = 0, strongest = -1;
    if (form != nullptr)
        for (auto const& section : form->sections) {
            auto const end = at + section.bars * bar;
            timeline.sections.push_back({section.section, Seconds(at), Seconds(end), section.energy, 0.5});
            if (section.energy > strongest) {
                strongest = section.energy;
                timeline.hook_start = Seconds(at);
            }
            at = end;
        }
    timeline.length = Seconds(std::max(at, 60.0));
    timeline.confidence = 0.5;
    return timeline;
}

/// The artist's mixture, leaning to the genre this song is in.
std::vector<pp::Share> genres_of(artist::Profile const& profile, std::string const& own,
                                 writing::GenreTable const& table) {
    std::vector<pp::Share> shares;
    for (auto const& genre : profile.style.genres)
        shares.push_back(
            {pp::genre_name(table, genre.name), pp::rounded(0.4 * genre.weight + (genre.name == own ? 0.6 : 0))});
    if (shares.empty()) shares.push_back({pp::genre_name(table, own), 1});
    std::stable_sort(shares.begin(), shares.end(), [](auto const& a, auto const& b) { return a.share > b.share; });
    return shares;
}

Strings names_of(std::vector<artist::Weight> const& weights, std::string const& except = {}) {
    Strings names;
    for (auto const& weight : weights)
        if (weight.name != except) names.push_back(weight.name);
    return names;
}

/// What leads up to a turn: a riser that began in the part before it, a fill in that part's last bar.
std::string led_by(media::Timeline const& timeline, double part_before, double at, double bar) {
    bool has_riser = false, has_fill = false;
    for (auto const& accent : timeline.accents) {
        auto const when = accent.at.count();
        has_riser = has_riser || (accent.kind == "riser" && when > part_before - 0.1 && when < at - bar / 2);
        has_fill = has_fill || (accent.kind == "fill" && when > at - 1.1 * bar && when < at + 0.1);
    }
    if (has_riser) return has_fill ? "a riser and a drum fill" : "a riser";
    return has_fill ? "a drum fill" : "";
}

void add_parts(pp::TrackSheet& sheet, media::Timeline const& timeline) {
    auto const bar = 60 / sheet.bpm * sheet.beats_per_bar;
    for (auto const& section : timeline.sections) {
        auto const first = static_cast<int>(std::lround(section.start.count() / bar)) + 1;
        auto const last = static_cast<int>(std::lround(section.end.count() / bar));
        if (last < first) continue;
        sheet.parts.push_back(
            {section.name, first, last - first + 1, pp::rounded(section.start.count()), pp::rounded(section.energy)});
    }
    sheet.turns = pp::turns_of(sheet.parts);
    for (std::size_t i = 0; i < sheet.turns.size(); ++i)
        sheet.turns[i].with = led_by(timeline, sheet.parts[i].at, sheet.turns[i].at, bar);
}

std::vector<pp::SungPart> words_of(music::Brief const& brief) {
    std::vector<pp::SungPart> parts;
    for (auto const& section : brief.lyrics) {
        pp::SungPart part{section.section, {}};
        for (auto const& line : section.lines) part.lines.push_back(line.text);
        parts.push_back(std::move(part));
    }
    return parts;
}

/// A model of how it feels: that of the mood, drawn to where the story of the plan stands.
void add_feeling(pp::TrackSheet& sheet, std::string const& mood, music::Tables const& tables,
                 planning::PlanItem const* item) {
    sheet.mood = text::replace_all(mood, "_", " ");
    if (auto const id = tables.mood_id(mood)) {
        sheet.valence = tables.mood(*id).valence;
        sheet.energy = tables.mood(*id).energy;
    }
    if (item != nullptr) sheet.valence = pp::rounded(0.75 * sheet.valence + 0.25 * item->brief.valence);
}

void add_key(pp::TrackSheet& sheet, std::string const& key) {
    auto const blank = key.find(' ');
    sheet.key = key.substr(0, blank);
    sheet.mode = blank == std::string::npos ? "major" : key.substr(blank + 1);
}

}  // namespace

SongSoFar planned_song(artist::Document const& artist, std::optional<writing::Lyrics> const& words,
                       PromptTables const& tables) {
    auto const plan = plan_song(artist, words.value_or(writing::Lyrics{}), tables.genres, tables.music,
                                seed_for(artist, "prompted song", 0));
    SongSoFar song;
    song.brief = plan.brief;
    song.title = plan.brief.title;
    song.genre = text_field(plan.factors, "genre");
    song.mood = text_field(plan.factors, "mood");
    song.key = plan.brief.key;
    auto const& style = artist.profile.style;
    if (song.brief.bpm <= 0) song.brief.bpm = std::round((style.tempo_low.value + style.tempo_high.value) / 2);
    if (auto const id = tables.music.genre_id(song.brief.genre); id && !tables.music.genre(*id).metres.empty())
        song.brief.metre = tables.music.genre(*id).metres.front();
    song.timeline = timeline_of_form(usual_form(tables.music, song.brief.genre), song.brief);
    return song;
}

Result<SongSoFar> made_song(artist::Document const& artist, catalog::Content const& track) {
    auto const details = TRY(track_details(track));
    SongSoFar song;
    song.brief = TRY(json::from_value<music::Brief>(track.brief, json::Unknown::ignore));
    song.title = track.title;
    song.genre = text_field(details.factors, "genre");
    song.mood = text_field(details.factors, "mood");
    if (song.genre.empty()) song.genre = artist.profile.core.home_genre;
    if (song.mood.empty()) song.mood = song.brief.mood.empty() ? first_of(artist.profile.style.moods) : song.brief.mood;
    song.key = details.key.empty() ? song.brief.key : details.key;
    song.timeline = details.timeline;
    song.brief.bpm = details.timeline.tempo.value;
    song.is_made = true;
    return song;
}

pp::TrackSheet track_sheet(artist::Document const& artist, SongSoFar const& song, PromptTables const& tables,
                           planning::PlanItem const* item) {
    auto const& style = artist.profile.style;
    pp::TrackSheet sheet;
    sheet.title = song.title;
    sheet.genres = genres_of(artist.profile, song.genre, tables.genres);
    add_feeling(sheet, song.mood, tables.music, item);
    sheet.other_moods = names_of(style.moods, song.mood);
    if (sheet.other_moods.size() > 2) sheet.other_moods.resize(2);
    sheet.bpm = pp::rounded(song.brief.bpm);
    if (auto const usual = tables.genres.find(song.genre);
        usual != tables.genres.end() && usual->second.bpm.size() == 2) {
        sheet.usual_low = usual->second.bpm[0];
        sheet.usual_high = usual->second.bpm[1];
    }
    sheet.beats_per_bar = song.timeline.beats_per_bar;
    add_key(sheet, song.key);
    sheet.instruments = names_of(style.instruments);
    // A song that is made is what it is; one that is not yet is what the artist does.
    sheet.vocals = song.is_made ? song.brief.vocals : style.vocals;
    sheet.language = artist.profile.core.voice.language;
    sheet.themes = names_of(style.lyric_themes);
    if (item != nullptr && !item->brief.motif.empty()) sheet.themes.insert(sheet.themes.begin(), item->brief.motif);
    for (auto const& [name, trait] : style.production) sheet.production[name] = trait.value;
    if (sheet.vocals != "none") sheet.words = words_of(song.brief);
    add_parts(sheet, song.timeline);
    sheet.is_made = song.is_made;
    return sheet;
}

}  // namespace troupe::flow
