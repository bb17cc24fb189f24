#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/composing/draft.hpp"
#include "music/impl/harmony.hpp"
#include "music/impl/composing/phrase.hpp"
#include "music/impl/syllables.hpp"

namespace troupe::music::impl {
namespace {

constexpr int theme_bars = 8;

/// A tune of eight bars, in ticks from its start.
using Theme = std::vector<Note>;

std::vector<double> draw_taste(std::size_t steps, Random& random) {
    std::vector<double> taste(steps);
    for (auto& value : taste) value = random.uniform(-0.35, 0.35);
    return taste;
}

class Melodist {
public:
    Melodist(Draft& draft, Brief const& brief) : draft_(draft), brief_(brief), random_(draft.random.stream("melody")) {}

    void write() {
        bool const voice = has_voice(brief_);
        auto& lead = draft_.add_part("lead", "lead");
        for (auto const& section : draft_.score.sections) {
            bool const sung = voice && is_sung(section);
            if (plays(section, "lead") && !sung) lay_theme(section, lead);
        }
        if (!voice) return;
        auto& vocals = draft_.add_part("vocals", "vocals");
        std::map<std::string, std::size_t> times;
        for (auto const& section : draft_.score.sections)
            if (is_sung(section)) sing(section, times[section.name]++, vocals);
    }

private:
    // --- themes -------------------------------------------------------------------------------------------------

    static std::string kind_of(ScoreSection const& section) { return is_hook(section) ? "hook" : section.name == "bridge" ? "bridge" : "verse"; }

    Terrain terrain(int start_tick) const {
        auto const& style = draft_.plan.genre->melody;
        return {draft_.plan.tonic, draft_.plan.mode, &style, [this, start_tick](int tick) -> Chord const& {
                    return draft_.chord_at(std::min(start_tick + tick, draft_.score.ticks() - 1));
                }};
    }

    /// Onsets of one motif, in steps; a breath is left at its end.
    std::vector<int> motif_rhythm(std::string const& name, double density, int bars, double breath) {
        auto const& style = draft_.plan.genre->melody;
        auto draws = random_.stream("rhythm." + name);
        int const steps = bars * draft_.plan.steps_per_bar();
        auto const sung = static_cast<int>(std::lround(steps * (1 - breath)));
        auto const taste = draw_taste(static_cast<std::size_t>(steps), draws);
        auto const count = std::max(1, static_cast<int>(std::lround(density * bars * (1 - breath * 0.6))));
        return draw_onsets(std::max(sung, 2), count, style.grid, style.syncopation, taste);
    }

    std::vector<Slot> slots_of(std::vector<int> const& onsets, int start_step, int steps, bool closes) const {
        std::vector<Slot> slots;
        for (std::size_t i = 0; i < onsets.size(); ++i) {
            int const next = i + 1 < onsets.size() ? onsets[i + 1] : std::min(steps, onsets[i] + 6);
            int const length = std::clamp(next - onsets[i], 1, closes && i + 1 == onsets.size() ? 12 : 8);
            auto const tick = (start_step + onsets[i]) * ticks_per_step;
            bool const strong = onsets[i] % 8 == 0 || length >= 4;
            slots.push_back({tick, length * ticks_per_step, strong, closes && i + 1 == onsets.size(), {}, 0});
        }
        return slots;
    }

    /// Which motif each stretch of the theme plays: A A' A B and the like, so that the ear finds its way home.
    static std::vector<char> plan_of(int motifs, std::string const& kind) {
        std::string const shape = kind == "hook" ? "AaAB" : "AAaB";
        std::vector<char> plan;
        for (int i = 0; i < motifs; ++i) plan.push_back(motifs == 8 && i == 7 ? 'C' : shape[static_cast<std::size_t>(i) % 4]);
        if (motifs == 2) plan = {'A', 'a'};
        return plan;
    }

    Theme compose_theme(std::string const& kind, int start_tick) {
        auto const& style = draft_.plan.genre->melody;
        bool const hook = kind == "hook";
        auto const density = style.density * (hook ? 1.1 : 0.95) * (1 + 0.3 * draft_.plan.sound.at("density"));
        int const motif_bars = style.motif_bars;
        auto const motifs = plan_of(theme_bars / motif_bars, kind);
        int const motif_steps = motif_bars * draft_.plan.steps_per_bar();
        auto const breath = std::clamp(style.rest * (hook ? 0.8 : 1.1), 0.0, 0.7);
        auto const main = motif_rhythm(kind + ".A", density, motif_bars, breath);
        auto const close = motif_rhythm(kind + ".B", density * 0.85, motif_bars, std::min(0.7, breath + 0.1));
        std::vector<Slot> slots;
        std::vector<std::pair<std::size_t, std::size_t>> first_of_motif;
        for (std::size_t m = 0; m < motifs.size(); ++m) {
            bool const closing = motifs[m] == 'B' || motifs[m] == 'C';
            auto fresh = slots_of(closing ? close : main, static_cast<int>(m) * motif_steps, motif_steps, closing);
            for (auto& slot : fresh) slot.height = hook ? 0.25 + 0.3 * std::sin(3.1 * static_cast<double>(m) / static_cast<double>(motifs.size())) : -0.2;
            first_of_motif.emplace_back(slots.size(), fresh.size());
            slots.insert(slots.end(), fresh.begin(), fresh.end());
        }
        return pitch_theme(slots, motifs, first_of_motif, terrain(start_tick), kind);
    }

    /// The first motif is drawn alone and guides its returns; the whole is then drawn at once.
    Theme pitch_theme(std::vector<Slot>& slots, std::vector<char> const& motifs,
                      std::vector<std::pair<std::size_t, std::size_t>> const& places, Terrain const& land, std::string const& kind) {
        auto draws = random_.stream("pitch." + kind);
        auto const count = places.front().second;
        std::vector<Slot> const first(slots.begin(), slots.begin() + static_cast<std::ptrdiff_t>(count));
        auto const motif = draw_pitches(first, land, draws);
        for (std::size_t m = 0; m < motifs.size(); ++m) {
            if (motifs[m] != 'A' && motifs[m] != 'a') continue;
            // A' keeps the head and finds another ending.
            auto const kept = motifs[m] == 'A' ? places[m].second : places[m].second * 2 / 3;
            for (std::size_t i = 0; i < kept; ++i) slots[places[m].first + i].guide = motif[i];
        }
        auto const pitches = draw_pitches(slots, land, draws);
        Theme theme;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto const velocity = (slots[i].strong ? 0.85 : 0.72);
            theme.push_back({slots[i].tick, 0, slots[i].length, pitches[i], velocity, 0});
        }
        return theme;
    }

    Theme const& theme_for(ScoreSection const& section) {
        auto const kind = kind_of(section);
        auto const found = themes_.find(kind);
        if (found != themes_.end()) return found->second;
        return themes_[kind] = compose_theme(kind, section.first_bar * draft_.bar_ticks());
    }

    /// A tone of a returning theme that the harmony no longer carries moves to the nearest one it does.
    int fitted_pitch(Note const& note, int tick) const {
        auto const& chord = draft_.chord_at(tick);
        bool const clash = std::any_of(chord.pitches.begin(), chord.pitches.end(), [&](int tone) { return (note.pitch - tone + 120) % 12 == 1; }) &&
                           std::find(chord.pitches.begin(), chord.pitches.end(), note.pitch % 12) == chord.pitches.end();
        return clash && note.length >= 3 * ticks_per_step ? note.pitch - 1 : note.pitch;
    }

    void lay_theme(ScoreSection const& section, Part& part) {
        auto const& theme = theme_for(section);
        auto draws = random_.stream("lay", static_cast<std::uint64_t>(section.first_bar));
        int const start = section.first_bar * draft_.bar_ticks();
        int const length = section.bars * draft_.bar_ticks();
        int const span = theme_bars * draft_.bar_ticks();
        bool const sparse = section.energy < 0.45;
        for (int offset = 0; offset < length; offset += span)
            for (auto const& tone : theme) {
                int const tick = offset + tone.tick;
                // In quiet sections only every other phrase is heard: the tune is hinted at.
                bool const silent = sparse && (tone.tick / (draft_.bar_ticks() * 2)) % 2 == 1;
                if (tick >= length || silent) continue;
                Note note = tone;
                note.tick = start + tick;
                note.length = std::min(note.length, length - tick);
                note.pitch = fitted_pitch(note, note.tick);
                note.shift = feel(draft_, note.tick, draws);
                note.velocity = touch(draft_, tone.velocity * (0.75 + 0.25 * section.energy), draws);
                part.notes.push_back(note);
            }
    }

    // --- the voice ------------------------------------------------------------------------------------------------

    bool is_sung(ScoreSection const& section) const {
        if (!brief_.parts.empty() && std::find(brief_.parts.begin(), brief_.parts.end(), "vocals") == brief_.parts.end()) return false;
        if (lyrics_of(section, 0) != nullptr) return true;
        return brief_.lyrics.empty() && is_hook(section);
    }

    static bool stands_in(std::string const& a, std::string const& b) {
        auto const hook = [](std::string const& name) { return name == "hook" || name == "chorus" || name == "drop"; };
        return a == b || (hook(a) && hook(b));
    }

    LyricSection const* lyrics_of(ScoreSection const& section, std::size_t time) const {
        LyricSection const* last = nullptr;
        std::size_t nth = 0;
        for (auto const& lyrics : brief_.lyrics) {
            if (!stands_in(lyrics.section, section.name) || lyrics.lines.empty()) continue;
            last = &lyrics;
            if (nth++ == time) return &lyrics;
        }
        return last;
    }

    void sing(ScoreSection const& section, std::size_t time, Part& part) {
        auto const* lyrics = lyrics_of(section, time);
        if (lyrics == nullptr) {
            vocalise(section, part);
            return;
        }
        int const lines = static_cast<int>(lyrics->lines.size());
        int const bars_per_line = lines * 2 <= section.bars ? 2 : 1;
        int const fit = std::min(lines, section.bars / bars_per_line);
        int const rounds = is_hook(section) ? std::max(1, section.bars / std::max(1, fit * bars_per_line)) : 1;
        for (int round = 0; round < rounds; ++round)
            for (int line = 0; line < fit; ++line) {
                int const bar = section.first_bar + (round * fit + line) * bars_per_line;
                sing_line(lyrics->lines[static_cast<std::size_t>(line)], section, line, bar, bars_per_line, part);
            }
    }

    /// Wordless: the hook's tune in long tones.
    void vocalise(ScoreSection const& section, Part& part) {
        auto const before = part.notes.size();
        lay_theme(section, part);
        for (auto i = before; i < part.notes.size(); ++i) {
            auto& note = part.notes[i];
            auto const next = i + 1 < part.notes.size() ? part.notes[i + 1].tick : note.tick + note.length * 2;
            note.length = std::max(note.length, std::min(next - note.tick, draft_.bar_ticks()));
            draft_.score.syllables.push_back({note.tick, note.length, i % 3 == 0 ? "ooh" : "ah", -1, true});
        }
    }

    std::vector<int> line_rhythm(std::size_t count, std::string const& kind, int steps) {
        auto draws = random_.stream("line." + kind);
        auto const taste = draw_taste(static_cast<std::size_t>(steps), draws);
        int const n = static_cast<int>(count);
        int grid = std::max(draft_.plan.genre->melody.grid, n <= steps / 2 - 3 ? 2 : 1);
        if (n > steps / grid - 2) grid = 1;
        // A short line does not fill its bars: it ends early and the band answers.
        int const window = std::clamp(n * 3, std::min(n * grid + 1, steps), std::max(n * grid, steps - 3));
        return draw_onsets(std::min(window, steps), n, grid, draft_.plan.genre->melody.syncopation, taste);
    }

    void sing_line(LyricLine const& line, ScoreSection const& section, int index, int bar, int bars, Part& part) {
        auto syllables = syllables_of(line);
        int const steps = bars * draft_.plan.steps_per_bar();
        if (syllables.empty()) return;
        if (static_cast<int>(syllables.size()) > steps - 1) syllables.resize(static_cast<std::size_t>(steps - 1));
        auto const kind = kind_of(section);
        auto const onsets = line_rhythm(syllables.size(), kind, steps);
        bool const closes = index % 4 == 3 || index % 2 == 1;
        auto slots = slots_of(onsets, 0, steps, closes);
        shape_line(slots, kind, index);
        int const start = bar * draft_.bar_ticks();
        auto draws = random_.stream("sing." + kind, static_cast<std::uint64_t>(index % 4) * 100 + syllables.size());
        auto pitches = draw_pitches(slots, terrain(start), draws);
        if (brief_.vocals == "rapped" || brief_.vocals == "spoken") flatten(pitches);
        remember(slots, pitches, kind, index);
        draft_.score.lines.push_back(line.text);
        auto const number = static_cast<int>(draft_.score.lines.size()) - 1;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            Note note{start + slots[i].tick, 0, slots[i].length, pitches[i], slots[i].strong ? 0.9 : 0.78, 0};
            note.shift = std::max(0, feel(draft_, note.tick, draws, 0.6));
            part.notes.push_back(note);
            draft_.score.syllables.push_back({note.tick, note.length, syllables[i].text, number, syllables[i].ends_word});
        }
    }

    /// Every second line follows the first of its section; the line before the last climbs.
    void shape_line(std::vector<Slot>& slots, std::string const& kind, int index) const {
        auto const found = lines_.find(kind);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto const share = static_cast<double>(i) / static_cast<double>(slots.size());
            slots[i].height = (kind == "hook" ? 0.25 : -0.25) + (index % 4 == 2 ? 0.3 : 0) + 0.2 * std::sin(3.1 * share);
            if (found == lines_.end() || index % 4 == 3 || (index % 2 == 1 && share > 0.6)) continue;
            auto const at = static_cast<std::size_t>(share * static_cast<double>(found->second.size()));
            if (index % 4 != 2) slots[i].guide = found->second[std::min(at, found->second.size() - 1)];
        }
    }

    void remember(std::vector<Slot> const&, std::vector<int> const& pitches, std::string const& kind, int index) {
        if (index % 4 == 0 && !lines_.contains(kind)) lines_[kind] = pitches;
    }

    /// Speech stays near one tone and falls at the end.
    void flatten(std::vector<int>& pitches) const {
        int const base = nearest(draft_.plan.tonic, draft_.plan.genre->melody.low + 2);
        for (std::size_t i = 0; i < pitches.size(); ++i)
            pitches[i] = base + (i + 1 == pitches.size() ? -2 : i % 4 == 0 ? 2 : 0);
    }

    Draft& draft_;
    Brief const& brief_;
    Random random_;
    std::map<std::string, Theme> themes_;
    std::map<std::string, std::vector<int>> lines_;  ///< the first line sung in each kind of section
};

}  // namespace

void write_melody(Draft& draft, Brief const& brief) { Melodist(draft, brief).write(); }

}  // namespace troupe::music::impl
