#include "music/impl/composing/harmonist.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "music/impl/composing/pattern.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

constexpr int phrase_bars = 8;

struct Lead {
    std::string roman;
    double weight = 0;
};

std::string bare(std::string const& roman) { return on_bass(roman, 0); }

int circle_distance(int a, int b) {
    auto const up = ((a - b) % 12 + 12) % 12;
    return std::min(up, 12 - up);
}

/// The third or the fifth in the bass, whichever comes nearer to where the bass goes next.
std::string inverted(std::string const& roman, std::string const& next, Plan const& plan) {
    auto const root = bare(roman);
    auto const to = realise(next, plan.tonic, plan.mode).lowest();
    auto const third = realise(on_bass(root, 3), plan.tonic, plan.mode).lowest();
    auto const fifth = realise(on_bass(root, 5), plan.tonic, plan.mode).lowest();
    auto const cost = [&](int bass) { return bass == to ? 3 : circle_distance(bass, to); };
    return on_bass(root, cost(third) <= cost(fifth) ? 3 : 5);
}

/// From the parallel key; the artist's habit decides which one a song hears most.
std::string borrowed(Plan const& plan, Random& random) {
    std::vector<std::string> chords{"iv", "bVII", "bVI"};
    if (plan.mode == "minor") chords = {"IV", "bII"};
    else if (plan.mode == "dorian") chords = {"bVI", "bII"};
    else if (plan.mode == "phrygian") chords = {"IV"};
    else if (plan.mode == "mixolydian") chords = {"iv", "bVI"};
    else if (plan.mode == "lydian") chords = {"iv", "bVII"};
    std::vector<double> weights;
    for (auto const& chord : chords) weights.push_back(plan.habits.favour("borrowed." + chord));
    return chords[random.weighted(weights)];
}

/// Chords of the key whose roots lead to the next one's: a fifth or a fourth above it, a step beside it.
void add_neighbours(std::vector<Lead>& leads, std::string const& current, std::string const& next, Plan const& plan) {
    auto const target = parse_roman(next).value_or(Roman{});
    auto const from = parse_roman(current).value_or(Roman{});
    for (auto const& [offset, weight] : {std::pair{4, 1.0}, std::pair{3, 0.6}, std::pair{6, 0.5}, std::pair{1, 0.35}}) {
        int const degree = (target.degree + offset) % 7;
        auto const chord = diatonic(degree, plan.mode);
        if (degree == from.degree || chord.ends_with("dim")) continue;
        leads.push_back({chord, weight});
    }
}

std::string leading_chord(std::string const& current, std::string const& next, Plan const& plan, Random& random) {
    auto const& style = plan.harmony;
    std::vector<Lead> leads{{inverted(current, next, plan), 0.3 + 3 * style.inversions}};
    if (auto const dominant = dominant_of(bare(next), plan.mode); !dominant.empty() && bare(dominant) != bare(current))
        leads.push_back({dominant, 4 * style.secondary});
    leads.push_back({borrowed(plan, random), 3 * style.borrowed});
    add_neighbours(leads, current, next, plan);
    std::vector<double> weights;
    for (auto const& lead : leads) weights.push_back(lead.weight);
    return leads[random.weighted(weights)].roman;
}

std::string coloured(std::string const& roman, Random& random) {
    auto const parsed = parse_roman(roman);
    if (!parsed || !parsed->quality.empty() || parsed->bass != 0) return roman;
    if (parsed->degree == 4) return roman + (random.chance(0.6) ? "sus4" : "7");
    if (parsed->minor) return roman + (random.chance(0.7) ? "7" : "add9");
    auto const which = random.below(4);
    return roman + (which == 0 ? "maj7" : which == 1 ? "6" : which == 2 ? "sus2" : "add9");
}

void turn_around(ChordPhrase& phrase, Plan const& plan, Random& random) {
    auto const bar = plan.steps_per_bar();
    auto const end = phrase.back().start + phrase.back().length;
    if (end < 2 * bar) return;
    while (!phrase.empty() && phrase.back().start >= end - bar) phrase.pop_back();
    if (phrase.empty()) return;
    phrase.back().length = end - bar - phrase.back().start;
    static std::vector<std::string> const bright{"ii", "IV", "vi", "ii7", "IV/3"}, dim{"iv", "VI", "iih7", "iv7", "iv/3"};
    auto const& before = is_minor(plan.mode) ? dim : bright;
    std::vector<double> weights;
    for (auto const& chord : before) weights.push_back(plan.habits.favour("turn." + chord));
    auto const half = middle_of(plan.metre);
    phrase.push_back({before[random.weighted(weights)], end - bar, half});
    phrase.push_back({random.chance(0.3) ? "Vsus4" : random.chance(0.3) ? "V7" : "V", end - bar + half, bar - half});
}

}  // namespace

ChordPhrase repeated(std::vector<std::string> const& loop, double bars_per_chord, Metre const& metre) {
    auto const step = std::max(1, static_cast<int>(std::lround(bars_per_chord * metre.steps())));
    auto const whole = static_cast<int>(loop.size()) * step;
    auto const times = std::max(1, (phrase_bars * metre.steps() + whole - 1) / whole);
    ChordPhrase phrase;
    for (int i = 0; i < times * static_cast<int>(loop.size()); ++i)
        phrase.push_back({loop[static_cast<std::size_t>(i) % loop.size()], i * step, step});
    return phrase;
}

ChordPhrase enriched(ChordPhrase phrase, Plan const& plan, Random random) {
    auto const& style = plan.harmony;
    auto const bar = plan.steps_per_bar();
    ChordPhrase out;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        auto chord = phrase[i];
        auto const& next = phrase[(i + 1) % phrase.size()].roman;
        if (i > 0 && random.chance(style.inversions)) chord.roman = inverted(chord.roman, next, plan);
        if (i > 0 && random.chance(style.colours)) chord.roman = coloured(chord.roman, random);
        auto const chance = style.passing * std::min(1.0, static_cast<double>(chord.length) / bar);
        auto const lead = bar - middle_of(plan.metre);
        if (chord.length > lead && random.chance(chance)) {
            PhraseChord passing{leading_chord(chord.roman, next, plan, random), chord.start + chord.length - lead, lead};
            if (random.chance(style.colours)) passing.roman = coloured(passing.roman, random);
            chord.length -= lead;
            out.push_back(chord);
            out.push_back(passing);
        } else {
            out.push_back(chord);
        }
    }
    if (random.chance(style.turnaround)) turn_around(out, plan, random);
    return out;
}

std::string extended(std::string const& roman, double chance, Random& random) {
    if (!random.chance(chance)) return roman;
    auto const parsed = parse_roman(roman);
    if (!parsed || !parsed->quality.empty() || parsed->bass != 0) return roman;
    if (parsed->minor) return roman + (random.chance(0.35) ? "9" : "7");
    return roman + (parsed->degree == 4 || parsed->degree == 6 ? "7" : random.chance(0.3) ? "maj9" : "maj7");
}

}  // namespace troupe::music::impl
