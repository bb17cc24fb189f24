#include "writing/impl/styling.hpp"

#include <algorithm>
#include <cmath>

namespace troupe::writing::impl {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

artist::Trait trait(double value, double low, double high, double plasticity) {
    return {rounded(std::clamp(value, low, high)), low, high, plasticity};
}

std::map<std::string, double> jittered(std::map<std::string, double> raw, Random& random) {
    for (auto& [name, weight] : raw) weight *= random.uniform(0.75, 1.3);
    return raw;
}

/// The home genre, what else was named, and one or two neighbours on the axes.
std::vector<artist::Weight> choose_genres(Target const& target, Understood const& understood, GenreTable const& genres,
                                          Random& random) {
    std::map<std::string, double> raw{{target.genre_id, 6}};
    for (auto const& [id, evidence] : understood.genres)
        if (id != target.genre_id && evidence >= 3) raw[id] = 3;
    std::vector<std::string> ids;
    std::vector<double> weights;
    for (auto const& [id, genre] : genres) {
        if (raw.contains(id) || genre.family != target.genre->family) continue;
        auto const named = understood.genres.find(id);
        if (named != understood.genres.end() && named->second < 0) continue;
        ids.push_back(id);
        weights.push_back(std::exp(suits(from_tenths(genre.axes), target.axes) / 0.07) +
                          (named == understood.genres.end() ? 0 : named->second * 3));
    }
    for (int i = 0; i < 2 && !ids.empty() && raw.size() < 4; ++i) {
        auto const at = random.weighted(weights);
        raw[ids[at]] += i == 0 ? 1.8 : 0.9;
        weights[at] = 0;
    }
    auto list = weights_of(raw, 0.5, 5);
    list.front().plasticity = 0.2;
    return list;
}

void choose_tempo(artist::Style& style, Target const& target, Understood const& understood, Random& random) {
    auto low = target.genre->bpm[0];
    auto high = target.genre->bpm[1];
    if (understood.bpm) {
        low = understood.bpm->first - (understood.bpm->first == understood.bpm->second ? 2 : 0);
        high = understood.bpm->second + (understood.bpm->first == understood.bpm->second ? 2 : 0);
    } else {
        auto const middle = low + (high - low) * std::clamp(0.5 + 0.35 * (target.axes[Axis::energy] - from_tenths(target.genre->axes)[Axis::energy] * 0.7) + random.uniform(-0.2, 0.2), 0.15, 0.85);
        auto const half = std::max(2.0, (high - low) * 0.3);
        low = std::max(low, std::round(middle - half));
        high = std::min(high, std::round(middle + half));
    }
    style.tempo_low = {std::max(40.0, low), 40, 240, 0.5};
    style.tempo_high = {std::min(240.0, std::max(high, low)), 40, 240, 0.5};
}

void choose_production(artist::Style& style, Target const& target, Random& random) {
    auto const& a = target.axes;
    std::map<std::string, double> moved{{"brightness", -0.35 * a[Axis::darkness] + 0.15 * a[Axis::valence]},
                                        {"space", -0.2 * a[Axis::rawness] + 0.15 * a[Axis::darkness] - 0.1 * a[Axis::energy]},
                                        {"grit", 0.45 * a[Axis::rawness]},
                                        {"density", 0.3 * a[Axis::energy] - 0.15 * a[Axis::intimacy]},
                                        {"swing", 0.2 * a[Axis::warmth]},
                                        {"warmth", 0.45 * a[Axis::warmth]}};
    for (auto const& [name, value] : moved)
        style.production[name] = trait(value + random.uniform(-0.12, 0.12), -1, 1, 0.6);
    // The genre's own leaning is already in its sound: only a fraction of it is said again.
    for (auto const& [name, tenths] : target.genre->production)
        style.production[name] = trait(style.production[name].value + tenths / 40, -1, 1, 0.6);
}

void choose_look(artist::Style& style, Target const& target, Random& random) {
    auto const& a = target.axes;
    std::map<std::string, double> const looks{
        {"darkness", 0.85 * a[Axis::darkness]},
        {"contrast", 0.3 * a[Axis::energy] + 0.25 * a[Axis::rawness] - 0.2 * a[Axis::intimacy] + 0.15 * a[Axis::darkness]},
        {"grain", 0.6 * a[Axis::rawness] - 0.25 * a[Axis::futurism]},
        {"abstraction", 0.35 * a[Axis::futurism] - 0.45 * a[Axis::publicness] - 0.15 * a[Axis::intimacy]},
        {"motion", 0.8 * a[Axis::energy]},
        {"ornament", 0.3 * a[Axis::valence] + 0.25 * a[Axis::warmth] + 0.2 * a[Axis::publicness] - 0.2 * a[Axis::futurism]}};
    for (auto const& [name, value] : looks) style.visual[name] = trait(value + random.uniform(-0.15, 0.15), -1, 1, 0.5);
    std::map<std::string, double> families = jittered(target.genre->visual_families, random);
    families["aura"] += std::max(0.0, 1.2 * a[Axis::intimacy] + 0.6 * a[Axis::warmth]);
    families["swiss"] += std::max(0.0, 1.0 * a[Axis::futurism] - 0.8 * a[Axis::warmth]);
    families["chrome"] += std::max(0.0, 1.2 * a[Axis::futurism] + 0.5 * a[Axis::energy] - 0.5 * a[Axis::warmth]);
    families["landscape"] += std::max(0.0, 0.9 * a[Axis::darkness] - 0.8 * a[Axis::futurism] - 0.3 * a[Axis::publicness]);
    families["flow"] += std::max(0.0, 1.2 * a[Axis::valence] + 0.6 * a[Axis::energy]);
    families["rings"] += std::max(0.0, 0.8 * a[Axis::darkness] + 0.4 * a[Axis::futurism]);
    families["type"] += std::max(0.0, 1.0 * a[Axis::publicness] + 0.5 * a[Axis::rawness] - 0.6 * a[Axis::intimacy]);
    families["crystal"] += std::max(0.0, 0.8 * a[Axis::futurism] + 0.6 * a[Axis::intimacy] - 0.6 * a[Axis::rawness]);
    families["growth"] += std::max(0.0, 1.0 * a[Axis::warmth] - 0.9 * a[Axis::futurism] - 0.3 * a[Axis::energy]);
    families["city"] += std::max(0.0, 0.6 * a[Axis::rawness] + 0.5 * a[Axis::darkness] + 0.3 * a[Axis::energy] - 0.4 * a[Axis::warmth]);
    style.visual_families = weights_of(families, 0.3, 4);
}

void choose_posting(artist::Style& style, Target const& target, Random& random) {
    auto const shown = target.publicness;
    style.posting["posts_per_week"] = trait(std::round((0.5 + 7.5 * std::pow(shown, 1.4)) * 2) / 2, 0, 14, 0.5);
    auto const late = target.axes[Axis::darkness] > 0.3;
    style.posting["hour"] = trait(std::round(late ? random.uniform(20, 23) : random.uniform(12, 20)), 0, 24, 0.8);
    style.posting["release_gap_weeks"] = trait(std::round(8.5 - 4.5 * shown + random.uniform(-1, 1)), 3, 16, 0.5);
    style.posting["teaser_share"] = trait(0.2 + 0.35 * shown, 0, 1, 0.6);
}

}  // namespace

std::vector<artist::Weight> weights_of(std::map<std::string, double> const& raw, double plasticity, std::size_t most) {
    std::vector<artist::Weight> list;
    for (auto const& [name, weight] : raw)
        if (weight > 0) list.push_back({name, weight, plasticity});
    std::stable_sort(list.begin(), list.end(), [](auto const& a, auto const& b) { return a.weight > b.weight; });
    if (list.size() > most) list.resize(most);
    double sum = 0;
    for (auto const& item : list) sum += item.weight;
    double rest = 1;
    // Rounded down, so that what is left goes to the heaviest and the order stays.
    for (auto& item : list) rest -= item.weight = std::floor(item.weight / sum * 1000) / 1000;
    std::erase_if(list, [](auto const& item) { return item.weight <= 0; });
    if (!list.empty()) list.front().weight = rounded(list.front().weight + rest);
    return list;
}

artist::Style choose_style(Target const& target, Understood const& understood, GenreTable const& genres,
                           FactGraph const& graph, Random const& random) {
    auto stream = random.stream("style");
    artist::Style style;
    style.genres = choose_genres(target, understood, genres, stream);
    choose_tempo(style, target, understood, stream);
    style.moods = weights_of(jittered(target.genre->moods, stream), 0.6, 4);
    auto modes = jittered(target.genre->modes, stream);
    for (auto& [mode, weight] : modes) {
        auto const bright = mode == "major" || mode == "lydian" || mode == "mixolydian";
        weight *= std::exp((bright ? 1.0 : -1.0) * (0.7 * target.axes[Axis::valence] - 0.4 * target.axes[Axis::darkness]));
    }
    style.modes = weights_of(modes, 0.5, 4);
    auto instruments = jittered(target.genre->instruments, stream);
    for (auto const& wanted : understood.instruments) instruments[wanted] = 6;
    style.instruments = weights_of(instruments, 0.5, 6);
    style.vocals = target.vocals;
    auto const sung = target.vocals == "none" ? 0.0 : target.vocals == "spoken" || target.vocals == "choir" ? 0.35 : 0.8;
    style.vocal_presence = {sung, 0, 1, 0.3};
    choose_production(style, target, stream);
    std::map<std::string, double> themes;
    for (auto const& theme : target.genre->themes) themes[theme] += 1.2;
    for (auto const& topic : understood.topics) themes[topic] += 4;
    for (auto const& [role, entry] : graph.roles)
        if (role == "event" || role == "object" || role == "job")
            for (auto const& tag : entry->tags) themes[tag] += 0.8;
    style.lyric_themes = weights_of(themes, 0.6, 5);
    choose_look(style, target, stream);
    choose_posting(style, target, stream);
    return style;
}

artist::Voice choose_voice(Target const& target, bool is_group, Random random) {
    artist::Voice voice;
    auto const& registers = target.genre->registers;
    std::vector<double> weights;
    for (std::size_t i = 0; i < registers.size(); ++i) weights.push_back(1.0 / static_cast<double>(i + 1));
    voice.register_name = registers[random.weighted(weights)];
    bool const hidden = target.publicness < 0.3;
    voice.person = hidden || voice.register_name == "terse" || voice.register_name == "technical" ? "none" : "first";
    if (is_group) voice.person = "none";
    voice.letter_case = random.chance(hidden ? 0.7 : 0.3) ? "lower" : "sentence";
    bool const brief = voice.register_name == "terse" || voice.register_name == "technical" || hidden;
    voice.words_low = brief ? 2 : 4;
    voice.words_high = brief ? 16 : target.publicness > 0.6 ? 34 : 28;
    voice.uses_emoji = target.publicness > 0.7 && target.axes[Axis::valence] > 0.2 && random.chance(0.6);
    voice.uses_hashtags = target.publicness > 0.25;
    return voice;
}

artist::Audience choose_audience(Target const& target, FactGraph const& graph, Random random) {
    artist::Audience audience;
    audience.age_low = target.genre->ages[0];
    audience.age_high = target.genre->ages[1];
    auto const& home = graph.at("home");
    audience.territories = {home.form("country")};
    std::vector<std::string> others{"US", "GB", "DE", "FR", "NL", "BR", "JP", "MX", "CA", "AU", "ES", "IT", "PL", "SE"};
    random.shuffle(others);
    for (auto const& code : others)
        if (audience.territories.size() < 4 && code != home.form("country")) audience.territories.push_back(code);
    audience.time_zone = home.form("zone");
    audience.interests = target.genre->interests;
    audience.summary = target.genre->listeners;
    return audience;
}

artist::Behaviour choose_behaviour(Target const& target, FactGraph const& graph, Random random) {
    artist::Behaviour behaviour;
    for (auto const* trait : graph.personality) behaviour.personality.push_back(trait->form("text"));
    auto const shown = target.publicness;
    auto const young = target.genre->ages[0] <= 18 ? 1.0 : 0.5;
    std::map<std::string, double> platforms{{"instagram", 2.0 + shown}, {"youtube", 2.0},
                                            {"tiktok", 0.4 + 2.6 * shown * young}, {"x", 0.5 + shown * random.uniform(0.3, 1)},
                                            {"threads", 0.4 + 0.7 * shown}, {"bluesky", 0.5 + 0.9 * (1 - shown)},
                                            {"mastodon", 0.3 + 0.7 * (1 - shown)}, {"telegram", 0.3 + 0.9 * (1 - shown)}};
    behaviour.platforms = weights_of(jittered(platforms, random), 0.6, shown < 0.3 ? 4 : 6);
    behaviour.publicness = rounded(shown);
    return behaviour;
}

}  // namespace troupe::writing::impl
