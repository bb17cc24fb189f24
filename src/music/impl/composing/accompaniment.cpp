#include <algorithm>
#include <map>

#include "music/impl/composing/draft.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr int chord_centre = 60, pad_centre = 57, arp_lowest = 67;

/// Pitches struck together, their strings a little apart as fingers are.
void strike(Draft& draft, Part& part, std::vector<int> const& pitches, int tick, int length, double velocity, Random& random) {
    int const shift = feel(draft, tick, random);
    int late = 0;
    for (int const pitch : pitches) {
        part.notes.push_back({tick, shift + late, length, pitch, touch(draft, velocity, random), 0});
        late += static_cast<int>(random.below(5)) * (draft.plan.genre->humanise.timing_ms > 5 ? 1 : 0);
    }
}

void lengthen(Part& part, std::size_t voices) {
    for (auto i = part.notes.size() - std::min(voices, part.notes.size()); i < part.notes.size(); ++i)
        part.notes[i].length += ticks_per_step;
}

void comp_section(Draft& draft, Part& part, ScoreSection const& section, std::string const& pattern, std::vector<int>& before, Random& random) {
    int const per_bar = draft.plan.steps_per_bar();
    int const voices = 3 + (draft.plan.extensions > 0.4 ? 1 : 0);
    bool sounding = false;
    for (int s = 0; s < section.bars * per_bar; ++s) {
        int const tick = section.first_bar * draft.bar_ticks() + s * ticks_per_step;
        auto symbol = pattern[static_cast<std::size_t>(s) % pattern.size()];
        auto const& chord = draft.chord_at(tick);
        // A held chord is struck anew when the harmony changes.
        if (symbol == '-' && chord.tick == tick) symbol = sounding ? 'x' : '.';
        if (symbol == '.') sounding = false;
        else if (symbol == '-' && sounding) lengthen(part, before.size());
        else if (symbol != '-') {
            before = voiced(chord, voices, chord_centre, before);
            strike(draft, part, before, tick, ticks_per_step, (symbol == 'x' ? 0.8 : 0.58) * (0.8 + 0.2 * section.energy), random);
            sounding = true;
        }
    }
}

void write_comping(Draft& draft) {
    auto random = draft.random.stream("comping");
    auto& part = draft.add_part("chords", "chords");
    std::vector<int> before;
    std::map<int, std::string> chosen;
    for (auto const& section : draft.score.sections) {
        if (!plays(section, "chords")) continue;
        int const level = level_of(section.energy);
        if (!chosen.contains(level)) {
            auto draws = habitual(draft, "comping." + std::to_string(level), 0.7, random.stream("pattern", static_cast<std::uint64_t>(level)));
            if (auto const* row = choose_for_energy(draft.plan.genre->chords, section.energy, draft.plan, draws))
                chosen[level] = varied(row->steps, draft.plan.metre, draft.plan.variation, 'o', draws);
        }
        if (chosen.contains(level)) comp_section(draft, part, section, chosen[level], before, random);
    }
}

/// Long tones colour least and are heard most: the triad alone, and at home its root and third.
Chord pad_chord(Chord chord, int tonic) {
    if (chord.pitches.size() > 3) chord.pitches.resize(3);
    return chord.root % 12 == tonic % 12 ? without_fifth(std::move(chord)) : chord;
}

void write_pad(Draft& draft) {
    auto random = draft.random.stream("pad");
    auto& part = draft.add_part("pad", "pad");
    std::vector<int> before;
    for (auto const& section : draft.score.sections) {
        if (!plays(section, "pad")) continue;
        int const start = section.first_bar * draft.bar_ticks();
        int const end = start + section.bars * draft.bar_ticks();
        for (auto const& chord : draft.score.chords) {
            int const from = std::max(chord.tick, start);
            int const until = std::min(chord.tick + chord.length, end);
            if (from >= until) continue;
            before = voiced(pad_chord(chord, draft.plan.tonic), 4, pad_centre, before);
            for (int const pitch : before)
                part.notes.push_back({from, 0, until - from, pitch, touch(draft, 0.6 + 0.25 * section.energy, random), 0});
        }
    }
}

int arp_pitch(Chord const& chord, int index) {
    auto const count = static_cast<int>(chord.pitches.size());
    // The lowest tone lies in the octave above `arp_lowest`; each index is the next chord tone up.
    int pitch = arp_lowest + ((chord.root - arp_lowest) % 12 + 12) % 12 - 12;
    for (int i = 1; i <= index; ++i) {
        auto const next = pitch + 1;
        pitch = next + ((chord.pitches[static_cast<std::size_t>(i % count)] - next) % 12 + 12) % 12;
    }
    return pitch;
}

/// The artist's motif as broken chords: its rhythm in eighths, its contour in chord tones.
std::string motif_arp(Plan const& plan) {
    auto const& habits = plan.habits;
    std::string steps(static_cast<std::size_t>(plan.steps_per_bar()), '.');
    auto const lowest = *std::min_element(habits.contour.begin(), habits.contour.end());
    for (std::size_t i = 0; i < habits.rhythm.size(); ++i) {
        auto const at = static_cast<std::size_t>(habits.rhythm[i] * 2);
        if (at < steps.size()) steps[at] = static_cast<char>('0' + std::min(6, (habits.contour[i] - lowest + 1) / 2));
    }
    return steps;
}

std::string arp_pattern(Plan const& plan, std::string const& steps, int level, Random& random) {
    auto const base = plan.habits.own && level == 0 ? motif_arp(plan) : steps;
    return varied(base, plan.metre, plan.variation, '2', random);
}

void arp_section(Draft& draft, Part& part, ScoreSection const& section, std::string const& pattern, Random& random) {
    int const per_bar = draft.plan.steps_per_bar();
    auto const accents = accents_of(draft.plan.metre);
    for (int s = 0; s < section.bars * per_bar; ++s) {
        auto const symbol = pattern[static_cast<std::size_t>(s) % pattern.size()];
        int const tick = section.first_bar * draft.bar_ticks() + s * ticks_per_step;
        if (symbol == '-' && !part.notes.empty() && part.notes.back().tick + part.notes.back().length == tick)
            part.notes.back().length += ticks_per_step;
        if (symbol < '0' || symbol > '9') continue;
        auto const strength = accents[static_cast<std::size_t>(s % per_bar)];
        auto const accent = strength > 0.5 ? 0.82 : strength > 0.2 ? 0.7 : 0.6;
        part.notes.push_back({tick, feel(draft, tick, random, 0.6), ticks_per_step, arp_pitch(draft.chord_at(tick), symbol - '0'),
                              touch(draft, accent * (0.75 + 0.25 * section.energy), random), 0});
    }
}

void write_arp(Draft& draft) {
    auto random = draft.random.stream("arp");
    auto& part = draft.add_part("arp", "chords");
    std::map<int, std::string> chosen;
    for (auto const& section : draft.score.sections) {
        if (!plays(section, "arp")) continue;
        int const level = section.energy < 0.55 ? 0 : 1;
        if (!chosen.contains(level)) {
            auto draws = habitual(draft, "arp." + std::to_string(level), 0.7, random.stream("pattern", static_cast<std::uint64_t>(level)));
            if (auto const* row = choose_for_energy(draft.plan.genre->arps, section.energy, draft.plan, draws))
                chosen[level] = arp_pattern(draft.plan, row->steps, level, draws);
        }
        if (chosen.contains(level)) arp_section(draft, part, section, chosen[level], random);
    }
}

}  // namespace

void write_accompaniment(Draft& draft) {
    auto const wanted = [&](std::string const& part) {
        return std::any_of(draft.score.sections.begin(), draft.score.sections.end(), [&](auto const& s) { return plays(s, part); });
    };
    if (wanted("chords") && !draft.plan.genre->chords.empty()) write_comping(draft);
    if (wanted("pad")) write_pad(draft);
    if (wanted("arp") && !draft.plan.genre->arps.empty()) write_arp(draft);
}

}  // namespace troupe::music::impl
