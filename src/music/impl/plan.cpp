#include "music/impl/plan.hpp"

#include <algorithm>
#include <cmath>

#include "music/impl/check_tables.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr double shortest_tail = 1.2;
constexpr double usual_tail = 2.8;

bool among(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The row nearest to the numbers that the brief gives.
std::string nearest_mood(Brief const& brief, Tables const& tables) {
    std::string nearest;
    double least = 1e9;
    for (auto const& [id, mood] : tables.moods()) {
        auto const sadness = brief.valence ? (mood.valence - *brief.valence) / 2 : 0;
        auto const calm = brief.energy ? mood.energy - *brief.energy : 0;
        auto const distance = sadness * sadness + calm * calm;
        if (distance >= least) continue;
        least = distance;
        nearest = id;
    }
    return nearest;
}

std::string usual_mood(Genre const& genre, Tables const& tables) {
    auto const known = genre.moods.empty() ? std::nullopt : tables.mood_id(genre.moods.front());
    return known.value_or(tables.moods().begin()->first);
}

void choose_genre_and_mood(Plan& plan, Brief const& brief, Tables const& tables, Random random) {
    if (auto const mood = tables.mood_id(brief.mood)) plan.mood_id = *mood;
    else if (brief.valence || brief.energy) plan.mood_id = nearest_mood(brief, tables);
    if (auto const genre = tables.genre_id(brief.genre)) plan.genre_id = *genre;
    else {
        auto const& suited = tables.mood(plan.mood_id).genres;
        plan.genre_id = suited.empty() ? tables.genres().begin()->first : random.pick(suited);
    }
    plan.genre = &tables.genre(plan.genre_id);
    if (plan.mood_id.empty()) plan.mood_id = usual_mood(*plan.genre, tables);
    plan.mood = &tables.mood(plan.mood_id);
    plan.valence = brief.valence.value_or(plan.mood->valence);
    plan.energy = brief.energy.value_or(plan.mood->energy);
}

/// Between the genre's slowest and fastest, most often near its usual tempo, pulled by the mood.
double choose_bpm(Plan const& plan, Brief const& brief, Tables const& tables, Random random) {
    if (brief.bpm > 0) return brief.bpm;
    auto const& range = plan.genre->bpm;
    if (auto const tempo = tables.tempo_id(brief.tempo)) {
        auto const share = random.uniform(tables.tempo(*tempo).low, tables.tempo(*tempo).high);
        return std::round(range.low + share * (range.high - range.low));
    }
    auto const mood = brief.energy ? 2 * *brief.energy - 1 : plan.mood->tempo;
    auto const pull = std::clamp(mood * 0.6 + random.normal() * 0.25, -1.0, 1.0);
    return std::round(pull < 0 ? range.mode + pull * (range.mode - range.low) : range.mode + pull * (range.high - range.mode));
}

void choose_key(Plan& plan, Brief const& brief, Random random) {
    if (auto const key = parse_key(brief.key)) {
        plan.tonic = key->tonic;
        plan.mode = key->mode;
        return;
    }
    std::vector<double> weights;
    for (auto const& mode : plan.genre->modes) {
        double factor = 1;
        for (auto const& wanted : plan.mood->modes)
            if (wanted.name == mode.name) factor = wanted.weight;
        if (brief.valence) factor *= std::exp((is_minor(mode.name) ? -2 : 2) * *brief.valence);
        weights.push_back(mode.weight * factor);
    }
    plan.mode = plan.genre->modes[random.weighted(weights)].name;
    plan.tonic = static_cast<int>(random.below(12));
}

void add_sound(Plan& plan, Brief const& brief, double stir) {
    for (auto const& name : sound_names()) {
        double value = 0;
        if (auto const own = brief.sound.find(name); own != brief.sound.end()) value += own->second;
        if (auto const mood = plan.mood->sound.find(name); mood != plan.mood->sound.end()) value += mood->second;
        plan.sound[name] = value;
    }
    plan.sound["density"] += 0.5 * stir + plan.habits.density;
    for (auto& [name, value] : plan.sound) value = std::clamp(value, -1.0, 1.0);
    plan.swing = std::clamp(plan.genre->swing + 0.12 * plan.sound["swing"] + plan.habits.swing, 0.0, 0.35);
}

void choose_style(Plan& plan, double stir, double cheer) {
    auto const share = [](double value) { return std::clamp(value, 0.0, 1.0); };
    auto const& sound = plan.sound;
    auto& melody = plan.melody = plan.genre->melody;
    melody.syncopation = share(melody.syncopation + 0.4 * sound.at("syncopation") + plan.habits.syncopation);
    if (sound.at("syncopation") > 0.5) melody.grid = 1;
    melody.step_bias = std::clamp(melody.step_bias - 0.35 * sound.at("leaps") + plan.habits.step_bias, 0.2, 0.95);
    melody.repeat = std::clamp(melody.repeat + plan.habits.repeat, 0.03, 0.6);
    auto const higher = std::lround(6 * sound.at("register") + 2 * cheer + 2 * stir) + plan.habits.register_shift;
    auto const shift = std::clamp(static_cast<int>(higher), 40 - melody.low, 96 - melody.high);
    melody.low += shift;
    melody.high += shift;
    auto const colour = sound.at("colour");
    plan.extensions = share(plan.genre->extensions + 0.4 * colour);
    auto& harmony = plan.harmony = plan.genre->harmony;
    harmony.colours = share(harmony.colours + 0.35 * colour);
    harmony.borrowed = share(harmony.borrowed + std::max(0.0, 0.2 * colour));
    harmony.secondary = share(harmony.secondary + std::max(0.0, 0.2 * colour));
    plan.variation = share(plan.genre->variation * (1 + 0.5 * sound.at("syncopation")));
}

/// The last bar ends early enough that the sound can ring out within the asked length.
void choose_length(Plan& plan, Brief const& brief) {
    auto const bar_seconds = plan.metre.bar_ticks() * 60.0 / ticks_per_beat / plan.bpm;
    if (brief.seconds) {
        plan.bars = std::max(1, static_cast<int>(std::floor((*brief.seconds - shortest_tail) / bar_seconds)));
        plan.tail_seconds = *brief.seconds - plan.bars * bar_seconds;
        return;
    }
    auto const fours = std::max(2.0, std::round(plan.genre->seconds / bar_seconds / 4));
    plan.bars = static_cast<int>(fours) * 4;
    plan.tail_seconds = usual_tail;
}

/// A section that the brief names: as one of the genre's forms has it, or with every part.
FormSection section_named(std::string const& name, Genre const& genre) {
    for (auto const& form : genre.forms)
        for (auto const& section : form.sections)
            if (section.section == name) return section;
    static std::map<std::string, double> const energies{{"intro", 0.25}, {"verse", 0.5},  {"prechorus", 0.6}, {"chorus", 0.85},
                                                        {"hook", 0.85},  {"build", 0.65}, {"drop", 0.95},     {"break", 0.3},
                                                        {"bridge", 0.45}, {"interlude", 0.35}, {"outro", 0.25}};
    FormSection section{name, 8, energies.at(name), {}};
    for (auto const& other : genre.forms.front().sections)
        if (section.parts.empty() || std::abs(other.energy - section.energy) < 0.2) section.parts = other.parts;
    return section;
}

std::vector<FormSection> choose_form(Plan const& plan, Brief const& brief, Random random) {
    std::vector<FormSection> sections;
    for (auto const& name : brief.form) sections.push_back(section_named(name, *plan.genre));
    if (!sections.empty()) return sections;
    std::vector<double> weights;
    for (auto const& form : plan.genre->forms) weights.push_back(form.weight * plan.habits.favour("form." + std::to_string(weights.size())));
    return plan.genre->forms[random.weighted(weights)].sections;
}

/// Only the parts that the brief allows; a part that it names and no section has joins the fuller half.
void select_parts(std::vector<ScoreSection>& sections, Brief const& brief) {
    if (brief.parts.empty()) return;
    for (auto& section : sections)
        std::erase_if(section.parts, [&](auto const& part) { return !among(brief.parts, part); });
    for (auto const& part : brief.parts) {
        bool const heard = std::any_of(sections.begin(), sections.end(), [&](auto const& s) { return among(s.parts, part); });
        if (heard || part == "vocals") continue;
        for (auto& section : sections)
            if (section.energy >= 0.45 || sections.size() < 3) section.parts.push_back(part);
    }
    for (auto& section : sections)
        if (section.parts.empty()) section.parts = brief.parts;
}

int priority(FormSection const& section) {
    static std::map<std::string, int> const order{{"drop", 9},  {"chorus", 9}, {"hook", 9},   {"verse", 7}, {"outro", 6},
                                                  {"intro", 5}, {"build", 4},  {"bridge", 3}, {"break", 3}, {"prechorus", 2}};
    auto const found = order.find(section.section);
    return found == order.end() ? 1 : found->second;
}

int total(std::vector<FormSection> const& sections) {
    int sum = 0;
    for (auto const& section : sections) sum += section.bars;
    return sum;
}

/// Takes four bars (or what is left) from the longest section, or drops the section that is least missed.
void shrink(std::vector<FormSection>& sections, int surplus) {
    auto longest = std::max_element(sections.begin(), sections.end(), [](auto const& a, auto const& b) {
        return a.bars * 10 - priority(a) < b.bars * 10 - priority(b);
    });
    if (longest->bars > 4) {
        longest->bars -= std::min({4, surplus, longest->bars - 4});
        return;
    }
    // The later one of equals goes, so that the song keeps its first verse.
    auto least = sections.begin();
    for (auto it = sections.begin(); it != sections.end(); ++it) {
        auto const later = std::any_of(sections.begin(), it, [&](auto const& s) { return s.section == it->section; });
        auto const best_later = std::any_of(sections.begin(), least, [&](auto const& s) { return s.section == least->section; });
        if (priority(*it) - (later ? 5 : 0) <= priority(*least) - (best_later ? 5 : 0)) least = it;
    }
    if (sections.size() > 1 && surplus >= least->bars) sections.erase(least);
    else least->bars -= std::min(surplus, least->bars - 1);
    if (sections.size() == 1 && total(sections) > 1) sections.front().bars -= std::min(surplus, sections.front().bars - 1);
}

void grow(std::vector<FormSection>& sections, std::vector<int>& originals, int missing) {
    std::size_t best = 0;
    double least = 1e9;
    for (std::size_t i = 0; i < sections.size(); ++i) {
        auto const edge = i == 0 || i + 1 == sections.size() || sections[i].section == "build" ? 1.6 : 1.0;
        auto const stretched = edge * sections[i].bars / std::max(1, originals[i]);
        if (stretched < least) {
            least = stretched;
            best = i;
        }
    }
    if (least >= 2 && missing >= 16 && sections.size() > 2) {
        // Twice as long as meant everywhere: play the middle once more instead.
        std::vector<FormSection> middle(sections.begin() + 1, sections.end() - 1);
        std::vector<int> lengths(originals.begin() + 1, originals.end() - 1);
        for (std::size_t i = 0; i < sections.size(); ++i) sections[i].bars = originals[i];
        for (std::size_t i = 0; i < middle.size(); ++i) middle[i].bars = lengths[i];
        sections.insert(sections.end() - 1, middle.begin(), middle.end());
        originals.insert(originals.end() - 1, lengths.begin(), lengths.end());
        return;
    }
    sections[best].bars += std::min(4, missing);
}

}  // namespace

std::vector<ScoreSection> fitted(std::vector<FormSection> const& form, int bars) {
    auto sections = form;
    std::vector<int> originals;
    for (auto const& section : sections) originals.push_back(section.bars);
    while (bars - total(sections) >= 4) grow(sections, originals, bars - total(sections));
    while (total(sections) - bars >= 4 || (total(sections) > bars && sections.back().bars <= total(sections) - bars))
        shrink(sections, total(sections) - bars);
    // A rest of one to three bars belongs to the end, where it is not felt.
    sections.back().bars += bars - total(sections);
    std::vector<ScoreSection> out;
    int bar = 0;
    for (auto const& section : sections) {
        out.push_back({section.section, bar, section.bars, section.energy, section.parts});
        bar += section.bars;
    }
    return out;
}

Plan make_plan(Brief const& brief, Tables const& tables) {
    Random const random(brief.seed);
    Plan plan;
    plan.habits = habits_of(brief.signature);
    choose_genre_and_mood(plan, brief, tables, random.stream("plan.genre"));
    // How far the asked mood lies from the genre's own: a genre that is asked for nothing is itself.
    auto const& usual = tables.mood(usual_mood(*plan.genre, tables));
    auto const stir = plan.energy - usual.energy;
    plan.bpm = choose_bpm(plan, brief, tables, random.stream("plan.tempo"));
    plan.metre_name = brief.metre.empty() ? plan.genre->metres.front() : brief.metre;
    plan.metre = parse_metre(plan.metre_name).value_or(Metre{});
    choose_key(plan, brief, random.stream("plan.key." + plan.genre_id));
    add_sound(plan, brief, stir);
    choose_style(plan, stir, (plan.valence - usual.valence) / 2);
    choose_length(plan, brief);
    plan.sections = fitted(choose_form(plan, brief, random.stream("plan.form." + plan.genre_id)), plan.bars);
    for (auto& section : plan.sections) section.energy = std::clamp(section.energy + 0.3 * stir, 0.1, 1.0);
    select_parts(plan.sections, brief);
    return plan;
}

}  // namespace troupe::music::impl
