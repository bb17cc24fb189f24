#include "music/impl/composing/singing.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/composing/rhythm.hpp"
#include "music/impl/composing/theme.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

bool stands_in(std::string const& a, std::string const& b) {
    auto const hook = [](std::string const& name) { return name == "hook" || name == "chorus" || name == "drop"; };
    return a == b || (hook(a) && hook(b));
}

/// The nth text for such a section, the last one again when they run out; null when there is none.
LyricSection const* lyrics_for(Brief const& brief, ScoreSection const& section, std::size_t time) {
    LyricSection const* last = nullptr;
    std::size_t nth = 0;
    for (auto const& lyrics : brief.lyrics) {
        if (!stands_in(lyrics.section, section.name) || lyrics.lines.empty()) continue;
        last = &lyrics;
        if (nth++ == time) return &lyrics;
    }
    return last;
}

/// Where a line stands: its number in the section, and the bars it has.
struct Place {
    int index = 0;
    int bar = 0;
    int bars = 2;
};

class Singer {
public:
    Singer(Draft& draft, Brief const& brief, Part& part)
        : draft_(draft), brief_(brief), random_(draft.random.stream("voice")), part_(part), ladder_(ladder_of(terrain_at(draft, 0))) {
        if (auto const hook = draft.given.find("sung.hook"); hook != draft.given.end())
            for (auto const& note : hook->second)
                if (note.tick < 2 * draft.bar_ticks()) lines_["hook"].push_back(note.pitch);
        std::erase_if(lines_, [](auto const& line) { return line.second.empty(); });
    }

    void sing_section(LyricSection const& lyrics, ScoreSection const& section) {
        int const lines = static_cast<int>(lyrics.lines.size());
        int const bars_per_line = lines * 2 <= section.bars ? 2 : 1;
        int const fit = std::min(lines, section.bars / bars_per_line);
        int const rounds = is_hook(section) ? std::max(1, section.bars / std::max(1, fit * bars_per_line)) : 1;
        for (int round = 0; round < rounds; ++round)
            for (int line = 0; line < fit; ++line) {
                int const bar = section.first_bar + (round * fit + line) * bars_per_line;
                sing_line(lyrics.lines[static_cast<std::size_t>(line)], theme_kind(section), {line, bar, bars_per_line});
            }
    }

    /// Without words: the hook's tune in long tones.
    void vocalise(std::size_t first_note) {
        for (auto i = first_note; i < part_.notes.size(); ++i) {
            auto& note = part_.notes[i];
            auto const next = i + 1 < part_.notes.size() ? part_.notes[i + 1].tick : note.tick + note.length * 2;
            note.length = std::max(note.length, std::min(next - note.tick, draft_.bar_ticks()));
            draft_.score.syllables.push_back({note.tick, note.length, i % 3 == 0 ? "ooh" : "ah", -1, true, false});
        }
    }

private:
    bool speaks() const { return brief_.vocals == "rapped" || brief_.vocals == "spoken"; }

    void sing_line(LyricLine const& line, std::string const& kind, Place const& place) {
        auto syllables = syllables_of(line);
        int const steps = place.bars * draft_.plan.steps_per_bar();
        if (syllables.empty()) return;
        if (static_cast<int>(syllables.size()) > steps - 1) syllables.resize(static_cast<std::size_t>(steps - 1));
        auto habit = random_.stream("line." + kind);
        auto const onsets = set_syllables(syllables, steps, draft_.plan.metre, draft_.plan.melody, draw_taste(steps, habit));
        bool const closes = place.index % 2 == 1;
        auto slots = slots_of(onsets, 0, steps, closes, draft_.plan.metre);
        for (std::size_t i = 0; i < slots.size(); ++i) slots[i].strong = slots[i].strong || syllables[i].stressed;
        shape_line(slots, kind, place.index);
        auto draws = random_.stream("sing." + kind, static_cast<std::uint64_t>(place.index % 4) * 100 + syllables.size());
        int const start = place.bar * draft_.bar_ticks();
        auto pitches = draw_pitches(slots, terrain_at(draft_, start), draws);
        if (speaks()) flatten(pitches);
        if (place.index % 4 == 0 && !lines_.contains(kind)) lines_[kind] = pitches;
        put(line.text, syllables, slots, pitches, start, draws);
    }

    void put(std::string const& text, std::vector<Syllable> const& syllables, std::vector<Slot> const& slots,
             std::vector<int> const& pitches, int start, Random& draws) {
        draft_.score.lines.push_back(text);
        auto const number = static_cast<int>(draft_.score.lines.size()) - 1;
        for (std::size_t i = 0; i < slots.size(); ++i) {
            bool const last = i + 1 == slots.size();
            // Only a closing tone with room enough is sung over several pitches.
            int const tones = last && !speaks() && slots[i].closes && slots[i].length >= 6 * ticks_per_step && draws.chance(0.5) ? 2 : 1;
            int const each = slots[i].length / tones;
            for (int t = 0; t < tones; ++t) {
                auto const pitch = t + 1 == tones ? pitches[i] : on_ladder(ladder_, pitches[i], 1);
                Note note{start + slots[i].tick + t * each, 0, each, pitch, slots[i].strong ? 0.9 : 0.78, 0};
                note.shift = std::max(0, feel(draft_, note.tick, draws, 0.6));
                part_.notes.push_back(note);
                bool const ends = t + 1 == tones && syllables[i].ends_word;
                draft_.score.syllables.push_back({note.tick, note.length, t == 0 ? syllables[i].text : "~", number, ends, t == 0 && syllables[i].stressed});
            }
        }
    }

    /// Every second line follows the first of its section; the line before the last climbs.
    void shape_line(std::vector<Slot>& slots, std::string const& kind, int index) const {
        auto const found = lines_.find(kind);
        for (std::size_t i = 0; i < slots.size(); ++i) {
            auto const share = static_cast<double>(i) / static_cast<double>(slots.size());
            slots[i].height = (kind == "hook" ? 0.3 : -0.35) + (index % 4 == 2 ? 0.4 : 0) + 0.25 * std::sin(3.1 * share);
            if (found == lines_.end() || index % 4 == 3 || (index % 2 == 1 && share > 0.6) || index % 4 == 2) continue;
            auto const at = static_cast<std::size_t>(share * static_cast<double>(found->second.size()));
            slots[i].guide = found->second[std::min(at, found->second.size() - 1)];
        }
    }

    /// Speech stays near one tone and falls at the end.
    void flatten(std::vector<int>& pitches) const {
        int const base = nearest(draft_.plan.tonic, draft_.plan.melody.low + 2);
        for (std::size_t i = 0; i < pitches.size(); ++i) pitches[i] = base + (i + 1 == pitches.size() ? -2 : i % 4 == 0 ? 2 : 0);
    }

    Draft& draft_;
    Brief const& brief_;
    Random random_;
    Part& part_;
    std::vector<int> ladder_;
    std::map<std::string, std::vector<int>> lines_;  ///< the first line sung in each kind of section
};

}  // namespace

bool is_sung(ScoreSection const& section, Brief const& brief) {
    auto const& parts = brief.parts;
    if (!parts.empty() && std::find(parts.begin(), parts.end(), "vocals") == parts.end()) return false;
    return lyrics_for(brief, section, 0) != nullptr || (brief.lyrics.empty() && is_hook(section));
}

void sing(Draft& draft, Brief const& brief, std::function<void(ScoreSection const&, Part&)> const& hum) {
    auto& part = draft.add_part("vocals", "vocals");
    Singer singer(draft, brief, part);
    std::map<std::string, std::size_t> times;
    for (auto const& section : draft.score.sections) {
        if (!is_sung(section, brief)) continue;
        if (auto const* lyrics = lyrics_for(brief, section, times[section.name]++)) {
            singer.sing_section(*lyrics, section);
            continue;
        }
        auto const before = part.notes.size();
        hum(section, part);
        singer.vocalise(before);
    }
}

}  // namespace troupe::music::impl
