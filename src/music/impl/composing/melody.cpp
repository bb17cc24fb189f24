#include <algorithm>
#include <map>

#include "music/impl/composing/draft.hpp"
#include "music/impl/composing/singing.hpp"
#include "music/impl/composing/theme.hpp"

namespace troupe::music::impl {
namespace {

/// Lays the song's themes on its sections.
class Melodist {
public:
    explicit Melodist(Draft& draft) : draft_(draft), random_(draft.random.stream("melody")), themes_(draft.given) {}

    void lay_theme(ScoreSection const& section, Part& part) {
        auto const theme = theme_for(section);
        int const start = section.first_bar * draft_.bar_ticks();
        int const span = theme_bars * draft_.bar_ticks();
        int const length = section.bars * draft_.bar_ticks();
        auto draws = random_.stream("lay", static_cast<std::uint64_t>(section.first_bar));
        for (int offset = 0; offset < length; offset += span) {
            auto const again = times_[theme_kind(section)]++;
            lay_once(again > 0 ? ornamented(theme, again) : theme, section, start, offset, part, draws);
        }
    }

private:
    Theme const& theme_for(ScoreSection const& section) {
        auto const kind = theme_kind(section);
        auto const found = themes_.find(kind);
        if (found != themes_.end()) return found->second;
        // On the chords where the theme is at home: those of a section that sings it in full.
        auto const& sections = draft_.score.sections;
        auto const home = std::find_if(sections.begin(), sections.end(), [&](auto const& s) {
            return theme_kind(s) == kind && (kind != "hook" || is_hook(s));
        });
        auto const bar = home == sections.end() ? section.first_bar : home->first_bar;
        return themes_[kind] = compose_theme(draft_, kind, bar * draft_.bar_ticks(), random_);
    }

    /// A returning theme is played a little differently: now and then another tone where nothing hangs on it.
    Theme ornamented(Theme theme, int time) {
        auto draws = random_.stream("ornament", static_cast<std::uint64_t>(time));
        auto const ladder = ladder_of(terrain_at(draft_, 0));
        for (std::size_t i = 1; i + 1 < theme.size(); ++i)
            if (draws.chance(0.035 * (1 + draft_.plan.variation)) && theme[i].length <= 4 * ticks_per_step)
                theme[i].pitch = on_ladder(ladder, theme[i].pitch, draws.chance(0.5) ? 1 : -1);
        return theme;
    }

    void lay_once(Theme const& theme, ScoreSection const& section, int start, int offset, Part& part, Random& draws) {
        int const end = start + section.bars * draft_.bar_ticks();
        bool const sparse = section.energy < 0.45 || !(is_hook(section) || theme_kind(section) == section.name);
        for (auto const& tone : theme) {
            // In quiet sections only every other phrase is heard: the tune is hinted at.
            bool const silent = sparse && (std::max(0, tone.tick) / (draft_.bar_ticks() * 2)) % 2 == 1;
            Note note = tone;
            note.tick = start + offset + tone.tick;
            if (silent || note.tick >= end || note.tick < 0) continue;
            note.length = std::min(note.length, end - note.tick);
            if (!part.notes.empty() && !make_room(part, note)) continue;
            note.pitch = fitted_pitch(note);
            note.shift = feel(draft_, note.tick, draws);
            note.velocity = touch(draft_, tone.velocity * (0.75 + 0.25 * section.energy), draws);
            part.notes.push_back(note);
        }
    }

    /// A pickup falls into the section before: what still sounds there gives way, what begins later stays alone.
    static bool make_room(Part& part, Note const& note) {
        auto& last = part.notes.back();
        if (last.tick >= note.tick) return false;
        last.length = std::max(1, std::min(last.length, note.tick - last.tick));
        return true;
    }

    /// A tone of a returning theme that the harmony no longer carries moves to the nearest one it does.
    int fitted_pitch(Note const& note) const {
        auto const& chord = draft_.chord_at(note.tick);
        bool const clash = is_chord_tone(chord, note.pitch - 1) && !is_chord_tone(chord, note.pitch);
        return clash && note.length >= 3 * ticks_per_step ? note.pitch - 1 : note.pitch;
    }

    Draft& draft_;
    Random random_;
    std::map<std::string, Theme> themes_;
    std::map<std::string, int> times_;
};

}  // namespace

void write_melody(Draft& draft, Brief const& brief) {
    Melodist melodist(draft);
    bool const voice = has_voice(brief);
    auto& lead = draft.add_part("lead", "lead");
    for (auto const& section : draft.score.sections)
        if (plays(section, "lead") && !(voice && is_sung(section, brief))) melodist.lay_theme(section, lead);
    if (!voice) return;
    sing(draft, brief, [&](ScoreSection const& section, Part& part) { melodist.lay_theme(section, part); });
}

}  // namespace troupe::music::impl
