#include "flow/briefs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.hpp"
#include "music/score.hpp"
#include "music/tables.hpp"
#include "writing/provider_prompts/clauses.hpp"

namespace troupe::flow {
namespace {

double trait(std::map<std::string, artist::Trait> const& traits, std::string const& name) {
    auto const found = traits.find(name);
    return found == traits.end() ? 0 : found->second.value;
}

/// The lettering that suits how the artist speaks and sounds, where the tables say nothing of the genre.
std::string character_by_voice(artist::Profile const& profile) {
    auto const& voice = profile.core.voice.register_name;
    if (voice == "technical") return "technical";
    if (voice == "lyrical" || voice == "ceremonial") return "elegant";
    if (voice == "warm") return trait(profile.style.production, "grit") > 0.2 ? "handmade" : "soft";
    if (voice == "wry") return "handmade";
    if (voice == "terse") return trait(profile.style.visual, "contrast") > 0 ? "brutal" : "technical";
    return "neutral";
}

std::string character_of(artist::Document const& artist, visual::Tables const& tables) {
    auto const* tendency = tables.look(artist.profile.core.home_genre);
    if (tendency == nullptr || tendency->characters.empty()) return character_by_voice(artist.profile);
    // The most typical one mostly, so that a genre has a face without being uniform.
    std::vector<double> weights;
    for (std::size_t i = 0; i < tendency->characters.size(); ++i) weights.push_back(1.0 / static_cast<double>(i + 1));
    auto random = Random(artist.seed).stream("lettering");
    return tendency->characters[random.weighted(weights)];
}

/// How far trends lean on the way videos are made.
double trend_pull(std::string const& alignment) {
    if (alignment == "strict") return 0.8;
    return alignment == "experimental" ? 0.1 : 0.3;
}

visual::VideoStyle video_style_of(artist::Profile const& profile, visual::Tables const& tables) {
    std::map<std::string, double> scores;
    auto const vote = [&](std::vector<artist::Weight> const& weights, double share) {
        for (auto const& weight : weights)
            if (auto const* tendency = tables.look(weight.name)) scores[tendency->video_style] += share * weight.weight;
    };
    vote(profile.style.genres, 1);
    vote(profile.style.moods, 0.5);
    for (auto const& trend : tables.trends) scores[trend.style] += trend_pull(profile.settings.trend_alignment) * trend.weight;
    visual::VideoStyle const* best = nullptr;
    for (auto const& [id, score] : scores)
        if (auto const* style = tables.style(id); style != nullptr && (best == nullptr || score > scores.at(best->id))) best = style;
    return best == nullptr ? visual::VideoStyle() : visual::with_effects(*best, tables);
}

std::string draw(std::vector<artist::Weight> const& weights, Random& random) {
    if (weights.empty()) return {};
    std::vector<double> shares;
    for (auto const& weight : weights) shares.push_back(weight.weight);
    return weights[random.weighted(shares)].name;
}

/// A whole tempo that both the artist and the genre are at home in; the artist's own where they do not meet.
double draw_tempo(artist::Style const& style, music::BpmRange const& genre, Random& random) {
    auto const low = std::max(style.tempo_low.value, genre.low);
    auto const high = std::min(style.tempo_high.value, genre.high);
    auto const bpm = low <= high ? random.uniform(low, high) : random.uniform(style.tempo_low.value, style.tempo_high.value);
    return std::round(std::clamp(bpm, 40.0, 240.0));
}

/// The mode by the artist's weights where the genre knows it, else the genre's first.
std::string draw_mode(artist::Style const& style, music::Genre const& genre, Random& random) {
    std::vector<artist::Weight> known;
    for (auto const& mode : style.modes)
        if (std::any_of(genre.modes.begin(), genre.modes.end(), [&](auto const& choice) { return choice.name == mode.name; }))
            known.push_back(mode);
    if (!known.empty()) return draw(known, random);
    return genre.modes.empty() ? "minor" : genre.modes.front().name;
}

/// The values of traits, as learning compares them.
json::Value values_of(std::map<std::string, artist::Trait> const& traits) {
    json::Object values;
    for (auto const& [name, value] : traits) values[name] = value.value;
    return values;
}

json::Value names_of(std::vector<artist::Weight> const& weights) {
    json::Array names;
    for (auto const& weight : weights) names.push_back(json::Value(weight.name));
    return names;
}

/// Which of the composer's genres plays one of the writer's.
std::string music_genre(writing::GenreTable const& genres, std::string const& id) {
    auto const found = genres.find(id);
    return found == genres.end() ? id : found->second.music_genre;
}

std::vector<music::LyricSection> sung(writing::Lyrics const& words) {
    std::vector<music::LyricSection> sections;
    for (auto const& section : words.sections) {
        music::LyricSection out{section.name, {}};
        for (auto const& line : section.lines) out.lines.push_back({line.text, line.syllables, {}});
        sections.push_back(std::move(out));
    }
    return sections;
}

}  // namespace

std::uint64_t seed_for(artist::Document const& artist, std::string_view what, std::uint64_t number) {
    // 53 bits, so that a seed survives every JSON reader, those of browsers included.
    return Random(artist.seed).stream(what, number).next() >> 11;
}

visual::Look look_of(artist::Document const& artist, visual::Tables const& tables) {
    auto const& profile = artist.profile;
    visual::Look look;
    look.artist = profile.core.name;
    look.palette = profile.core.palette;
    for (auto const& family : profile.style.visual_families) look.families.push_back({family.name, family.weight});
    for (auto const& [name, value] : profile.style.visual) look.traits[name] = value.value;
    look.motifs = profile.core.motifs;
    look.character = character_of(artist, tables);
    look.video = video_style_of(profile, tables);
    look.seed = seed_for(artist, "look", 0);
    return look;
}

visual::SearchWords::Sources footage_sources(artist::Profile const& profile, std::string const& mood, std::string const& genre,
                                             writing::GenreTable const& genres) {
    visual::SearchWords::Sources sources{.images = {}, .motifs = profile.core.motifs, .mood = mood, .genres = {genre, music_genre(genres, genre)}};
    for (auto const& motif : profile.core.motifs) sources.images.push_back(writing::provider_prompts::phrase(motif));
    return sources;
}

SyllableRange syllables_carried(std::string_view vocals) { return vocals == "rapped" ? SyllableRange{9, 16} : SyllableRange{6, 13}; }

writing::LyricsRequest words_wanted(artist::Document const& artist, std::uint64_t seed) {
    writing::LyricsRequest request;
    request.profile = artist.profile;
    request.seed = seed;
    if (artist.profile.style.vocals == "none") return request;
    auto const range = syllables_carried(artist.profile.style.vocals);
    for (auto const* name : {"verse", "chorus", "verse", "chorus", "bridge", "chorus"}) {
        auto const is_verse = std::string_view(name) == "verse";
        request.form.push_back({name, is_verse ? 8 : 4, range.low, range.high});
    }
    return request;
}

SongPlan plan_song(artist::Document const& artist, writing::Lyrics const& words, writing::GenreTable const& identity_genres,
                   music::Tables const& music_tables, std::uint64_t seed) {
    auto const& style = artist.profile.style;
    Random random(seed);
    auto choices = random.stream("song brief");
    music::Brief brief;
    auto const genre = style.genres.empty() ? artist.profile.core.home_genre : draw(style.genres, choices);
    brief.genre = music_genre(identity_genres, genre);
    auto const mood = draw(style.moods, choices);
    if (music_tables.mood_id(mood)) brief.mood = mood;
    json::Object factors{{"genre", genre}, {"mood", mood}, {"instruments", names_of(style.instruments)}, {"vocal_presence", style.vocal_presence.value},
                         {"production", values_of(style.production)}, {"visual", values_of(style.visual)}};
    if (auto const id = music_tables.genre_id(brief.genre)) {
        auto const& row = music_tables.genre(*id);
        brief.bpm = draw_tempo(style, row.bpm, choices);
        auto const mode = draw_mode(style, row, choices);
        brief.key = music::key_name(static_cast<int>(choices.below(12)), mode);
        factors["mode"] = mode;
        factors["tempo"] = brief.bpm;
    }
    brief.vocals = words.sections.empty() ? "none" : style.vocals;
    brief.lyrics = sung(words);
    for (auto const& [name, value] : style.production) brief.sound[name] = std::clamp(value.value, -1.0, 1.0);
    // What stays as it is for the artist's whole life: never an id, which would make every installation's artist another.
    brief.signature = fmt::format("{} / {} / {}", artist.profile.core.name, artist.profile.core.home_genre, artist.seed);
    brief.title = words.title;
    brief.artist = artist.name();
    brief.seed = random.stream("song").next() >> 11;
    return {std::move(brief), std::move(factors)};
}

std::string spoken_date(Date date) {
    static constexpr std::array days{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    static constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                                       "July",    "August",   "September", "October", "November", "December"};
    std::chrono::weekday const day{std::chrono::sys_days{date}};
    return fmt::format("{} {} {}", days[day.c_encoding()], static_cast<unsigned>(date.day()),
                       months[static_cast<unsigned>(date.month()) - 1]);
}

}  // namespace troupe::flow
