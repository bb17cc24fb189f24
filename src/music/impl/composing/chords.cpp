#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.hpp"
#include "music/impl/composing/draft.hpp"
#include "music/impl/composing/harmonist.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

/// Sections of one kind share their progression, so that a chorus is recognised by its harmony.
std::string kind_of(ScoreSection const& section) {
    if (is_hook(section)) return "chorus";
    if (section.name == "bridge" || section.name == "break") return "bridge";
    if (section.name == "prechorus") return "prechorus";
    return "verse";
}

Progression const& choose(Draft const& draft, std::string const& kind, Random random) {
    auto const& rows = draft.plan.genre->progressions;
    std::vector<double> weights;
    double sum = 0;
    for (auto const& row : rows) {
        bool const fits = suits_mode(row, draft.plan.mode) && (row.section.empty() || row.section == kind);
        auto const liking = draft.plan.habits.favour(text::join(row.chords, " "));
        weights.push_back(fits ? row.weight * liking * (row.section == kind ? 2 : 1) : 0);
        sum += weights.back();
    }
    if (sum > 0) return rows[random.weighted(weights)];
    static Progression const minor{"", {}, {"i", "VI", "III", "v"}, 1, 1};
    static Progression const major{"", {}, {"I", "V", "vi", "IV"}, 1, 1};
    return is_minor(draft.plan.mode) ? minor : major;
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

/// Replaces the last `ticks` before `end` by a chord.
void overwrite(Score& score, int end, int ticks, Chord chord) {
    while (!score.chords.empty() && score.chords.back().tick >= end - ticks) score.chords.pop_back();
    if (!score.chords.empty()) score.chords.back().length = end - ticks - score.chords.back().tick;
    append(score, std::move(chord), end - ticks, ticks);
}

class Harmonist {
public:
    explicit Harmonist(Draft& draft) : draft_(draft), cadences_(draft.random.stream("cadence")) {}

    void write() {
        auto const count = draft_.score.sections.size();
        for (std::size_t i = 0; i < count; ++i) {
            auto const& section = draft_.score.sections[i];
            lay_section(section);
            if (i + 1 == count) end_at_home(section);
            else add_cadence(section);
        }
    }

private:
    /// Eight bars of a kind of section; its second eight are enriched anew, so that a return is not a copy.
    ChordPhrase const& phrase(std::string const& kind, int variant) {
        auto const name = kind + (variant == 0 ? ".first" : ".second");
        auto const found = phrases_.find(name);
        if (found != phrases_.end()) return found->second;
        auto random = draft_.random.stream("chords." + kind);
        // Half of the songs keep one progression throughout, as much electronic music does.
        bool const shared = kind != "verse" && draft_.random.stream("chords.shared").chance(0.4);
        auto const source = shared ? std::string("verse") : kind;
        auto const& row = choose(draft_, source, draft_.random.stream("chords.choice." + source));
        auto chords = row.chords;
        for (auto& chord : chords) chord = extended(chord, draft_.plan.extensions, random);
        return phrases_[name] = enriched(repeated(chords, row.bars_per_chord, draft_.plan.metre), draft_.plan, draft_.random.stream("enrich." + name));
    }

    void lay_section(ScoreSection const& section) {
        int tick = section.first_bar * draft_.bar_ticks();
        auto const end = tick + section.bars * draft_.bar_ticks();
        for (int block = 0; tick < end; ++block)
            for (auto const& chord : phrase(kind_of(section), block % 2)) {
                if (tick >= end) break;
                auto const length = std::min(chord.length * ticks_per_step, end - tick);
                append(draft_.score, realise(chord.roman, draft_.plan.tonic, draft_.plan.mode), tick, length);
                tick += length;
            }
    }

    void end_at_home(ScoreSection const& section) {
        auto const end = (section.first_bar + section.bars) * draft_.bar_ticks();
        auto const home = realise(is_minor(draft_.plan.mode) ? "i" : "I", draft_.plan.tonic, draft_.plan.mode);
        overwrite(draft_.score, end, std::min(section.bars, 2) * draft_.bar_ticks(), home);
    }

    /// The dominant with its leading note before a new section: it is what makes the key be heard. Artists have a
    /// favourite among its forms.
    void add_cadence(ScoreSection const& section) {
        if (section.bars < 4 || !cadences_.chance(draft_.plan.genre->cadence)) return;
        std::vector<std::string> ways{"V", "V7", "Vsus4"};
        if (draft_.plan.mode == "phrygian") ways = {"bII"};
        std::vector<double> weights;
        for (auto const& way : ways) weights.push_back(draft_.plan.habits.favour("cadence." + way) * (way == "Vsus4" ? 0.4 : 1));
        auto const dominant = ways[cadences_.weighted(weights)];
        auto const ticks = cadences_.chance(0.5) ? draft_.bar_ticks() : draft_.bar_ticks() - middle_of(draft_.plan.metre) * ticks_per_step;
        overwrite(draft_.score, (section.first_bar + section.bars) * draft_.bar_ticks(), ticks,
                  realise(dominant, draft_.plan.tonic, draft_.plan.mode));
    }

    Draft& draft_;
    Random cadences_;
    std::map<std::string, ChordPhrase> phrases_;
};

}  // namespace

void write_chords(Draft& draft) { Harmonist(draft).write(); }

}  // namespace troupe::music::impl
