#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/composing/draft.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

/// Sections of one kind share their progression, so that a chorus is recognised by its harmony.
std::string kind_of(ScoreSection const& section) {
    if (is_hook(section)) return "chorus";
    if (section.name == "bridge" || section.name == "break") return "bridge";
    return "verse";
}

Progression const& choose(Draft const& draft, std::string const& kind, Random random) {
    auto const& rows = draft.plan.genre->progressions;
    std::vector<double> weights;
    double sum = 0;
    for (auto const& row : rows) {
        bool const fits = suits_mode(row, draft.plan.mode) && (row.section.empty() || row.section == kind);
        weights.push_back(fits ? row.weight * (row.section == kind ? 2 : 1) : 0);
        sum += weights.back();
    }
    if (sum > 0) return rows[random.weighted(weights)];
    static Progression const minor{"", {}, {"i", "VI", "III", "v"}, 1, 1};
    static Progression const major{"", {}, {"I", "V", "vi", "IV"}, 1, 1};
    return is_minor(draft.plan.mode) ? minor : major;
}

std::string extended(std::string const& roman, double chance, Random& random) {
    if (!random.chance(chance)) return roman;
    auto const parsed = parse_roman(roman);
    if (!parsed || !parsed->quality.empty()) return roman;
    if (parsed->minor) return roman + (random.chance(0.35) ? "9" : "7");
    return roman + (parsed->degree == 4 || parsed->degree == 6 ? "7" : random.chance(0.3) ? "maj9" : "maj7");
}

struct Loop {
    std::vector<std::string> chords;
    double bars_per_chord = 1;
};

Loop loop_for(Draft const& draft, std::string const& kind) {
    auto random = draft.random.stream("chords." + kind);
    // Half of the songs keep one progression throughout, as much electronic music does.
    bool const shared = kind != "verse" && draft.random.stream("chords.shared").chance(0.4);
    auto const& row = choose(draft, shared ? "verse" : kind, draft.random.stream("chords.choice." + (shared ? "verse" : kind)));
    Loop loop{row.chords, row.bars_per_chord};
    for (auto& chord : loop.chords) chord = extended(chord, draft.plan.genre->extensions, random);
    return loop;
}

void append(Score& score, Chord chord, int tick, int length) {
    chord.tick = tick;
    chord.length = length;
    if (!score.chords.empty() && score.chords.back().roman == chord.roman && tick % (score.bar_ticks() * 4) != 0) {
        score.chords.back().length += length;
        return;
    }
    score.chords.push_back(std::move(chord));
}

void lay_section(Draft& draft, ScoreSection const& section, Loop const& loop) {
    auto const start = section.first_bar * draft.bar_ticks();
    auto const end = start + section.bars * draft.bar_ticks();
    auto const step = static_cast<int>(std::lround(loop.bars_per_chord * draft.bar_ticks()));
    for (int tick = start, i = 0; tick < end; tick += step, ++i) {
        auto const& roman = loop.chords[static_cast<std::size_t>(i) % loop.chords.size()];
        append(draft.score, realise(roman, draft.plan.tonic, draft.plan.mode), tick, std::min(step, end - tick));
    }
}

/// Replaces the last `ticks` before `end` by a chord.
void overwrite(Score& score, int end, int ticks, Chord chord) {
    while (!score.chords.empty() && score.chords.back().tick >= end - ticks) score.chords.pop_back();
    if (!score.chords.empty()) score.chords.back().length = end - ticks - score.chords.back().tick;
    append(score, std::move(chord), end - ticks, ticks);
}

/// The dominant with its leading note before a new section: it is what makes the key be heard.
void add_cadence(Draft& draft, ScoreSection const& section, bool last, Random& random) {
    auto const end = (section.first_bar + section.bars) * draft.bar_ticks();
    if (last) {
        auto const bars = std::min(section.bars, 2);
        overwrite(draft.score, end, bars * draft.bar_ticks(), realise(is_minor(draft.plan.mode) ? "i" : "I", draft.plan.tonic, draft.plan.mode));
        return;
    }
    if (section.bars < 4 || !random.chance(draft.plan.genre->cadence)) return;
    auto const dominant = draft.plan.mode == "phrygian" ? "bII" : random.chance(0.5) ? "V7" : "V";
    auto const ticks = random.chance(0.5) ? draft.bar_ticks() : draft.bar_ticks() / 2;
    overwrite(draft.score, end, ticks, realise(dominant, draft.plan.tonic, draft.plan.mode));
}

}  // namespace

void write_chords(Draft& draft) {
    auto random = draft.random.stream("cadence");
    std::map<std::string, Loop> loops;
    for (auto const& kind : {"verse", "chorus", "bridge"}) loops[kind] = loop_for(draft, kind);
    auto const count = draft.score.sections.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto const& section = draft.score.sections[i];
        lay_section(draft, section, loops[kind_of(section)]);
        add_cadence(draft, section, i + 1 == count, random);
    }
}

}  // namespace troupe::music::impl
