#include <algorithm>
#include <map>

#include "music/impl/composing/draft.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr int lowest = 28;   // E1: below it most loudspeakers give up
constexpr int highest = 40;

int bass_root(Chord const& chord) {
    int pitch = lowest + ((chord.lowest() - lowest) % 12 + 12) % 12;
    return pitch > highest ? pitch - 12 : pitch;
}

int bass_pitch(Draft const& draft, char symbol, int tick) {
    auto const& chord = draft.chord_at(tick);
    int const root = bass_root(chord);
    auto const above = [&](std::size_t tone) { return root + ((chord.pitches[tone % chord.pitches.size()] - root) % 12 + 12) % 12; };
    switch (symbol) {
        // Over an inversion the tone that fits as the fifth would is the root.
        case '5': return chord.lowest() != chord.root ? above(0) : above(chord.pitches.size() > 2 ? 2 : 1);
        case '3': return above(1);
        case '7': return chord.pitches.size() > 3 ? above(3) : root + (is_minor(draft.plan.mode) ? 10 : 9);
        case '8': return root + 12;
        case 'a': {
            // From the side where the key has a tone.
            int const next = bass_root(draft.chord_at(std::min(tick + 4 * ticks_per_step, draft.score.ticks() - 1)));
            return in_scale(next - 2, draft.plan.tonic, draft.plan.mode) ? next - 2 : next - 1;
        }
        default: return root;
    }
}

void play_section(Draft& draft, Part& part, ScoreSection const& section, std::string const& pattern, Random& random) {
    int const steps = section.bars * draft.plan.steps_per_bar();
    auto const accents = accents_of(draft.plan.metre);
    bool sounding = false;
    for (int s = 0; s < steps; ++s) {
        auto const step = s % draft.plan.steps_per_bar();
        auto const symbol = pattern[static_cast<std::size_t>(s) % pattern.size()];
        int const tick = section.first_bar * draft.bar_ticks() + s * ticks_per_step;
        bool const new_chord = draft.chord_at(tick).tick == tick && !part.notes.empty();
        if (symbol == '.') {
            sounding = false;
        } else if (symbol == '-' && sounding && !(new_chord && part.notes.back().pitch != bass_pitch(draft, 'r', tick))) {
            part.notes.back().length += ticks_per_step;
        } else {
            Note note{tick, feel(draft, tick, random, 0.5), ticks_per_step, bass_pitch(draft, symbol, tick), 0, 0};
            note.velocity = touch(draft, symbol == '-' ? 0.75 : accents[static_cast<std::size_t>(step)] > 0.5 ? 0.9 : 0.78, random);
            if (symbol == 's') note.slide_to = note.pitch + (random.chance(0.6) ? 12 : 7);
            part.notes.push_back(note);
            sounding = true;
        }
    }
}

}  // namespace

void write_bass(Draft& draft) {
    auto const& sections = draft.score.sections;
    bool const wanted = std::any_of(sections.begin(), sections.end(), [](auto const& s) { return plays(s, "bass"); });
    if (!wanted || draft.plan.genre->bass.empty()) return;
    auto random = draft.random.stream("bass");
    auto& part = draft.add_part("bass", "bass");
    std::map<int, std::string> chosen;
    for (auto const& section : sections) {
        if (!plays(section, "bass")) continue;
        int const level = level_of(section.energy);
        if (!chosen.contains(level)) {
            auto draws = habitual(draft, "bass." + std::to_string(level), 0.7, random.stream("pattern", static_cast<std::uint64_t>(level)));
            if (auto const* row = choose_for_energy(draft.plan.genre->bass, section.energy, draft.plan, draws))
                chosen[level] = varied(row->steps, draft.plan.metre, 0.6 * draft.plan.variation, 'r', draws);
        }
        if (chosen.contains(level)) play_section(draft, part, section, chosen[level], random);
    }
}

}  // namespace troupe::music::impl
