#include <algorithm>

#include "music/impl/composing/draft.hpp"
#include "music/impl/effects.hpp"

namespace troupe::music::impl {
namespace {

void write_texture(Draft& draft) {
    auto& part = draft.add_part("texture", "texture");
    for (auto const& section : draft.score.sections) {
        if (!plays(section, "texture")) continue;
        int const start = section.first_bar * draft.bar_ticks();
        int const length = section.bars * draft.bar_ticks();
        // One note goes on through neighbouring sections: a bed has no seams.
        if (!part.notes.empty() && part.notes.back().tick + part.notes.back().length == start) part.notes.back().length += length;
        else part.notes.push_back({start, 0, length, 60, 0.7, 0});
    }
}

void add_transition(Draft& draft, Part& part, ScoreSection const& from, ScoreSection const& to) {
    int const at = to.first_bar * draft.bar_ticks();
    auto const rise = to.energy - from.energy;
    if (rise >= 0.12 && from.bars >= 2) {
        int const bars = from.name == "build" ? from.bars : std::min(from.bars, rise > 0.3 ? 4 : 2);
        part.notes.push_back({at - bars * draft.bar_ticks(), 0, bars * draft.bar_ticks(), effect_riser, std::min(1.0, 0.5 + rise), 0});
        part.notes.push_back({at - draft.bar_ticks() / 2, 0, draft.bar_ticks() / 2, effect_reverse, 0.7, 0});
    }
    if (to.energy >= 0.6 && rise > 0.05) part.notes.push_back({at, 0, draft.bar_ticks(), effect_impact, std::min(1.0, 0.6 + rise), 0});
    if (rise <= -0.15) part.notes.push_back({at, 0, std::min(2 * draft.bar_ticks(), draft.score.ticks() - at), effect_fall, 0.7, 0});
}

}  // namespace

void write_effects(Draft& draft) {
    auto const& sections = draft.score.sections;
    if (std::any_of(sections.begin(), sections.end(), [](auto const& s) { return plays(s, "texture"); })) write_texture(draft);
    auto& part = draft.add_part("fx", "texture");
    for (std::size_t i = 0; i + 1 < sections.size(); ++i) add_transition(draft, part, sections[i], sections[i + 1]);
    std::stable_sort(part.notes.begin(), part.notes.end(), [](auto const& a, auto const& b) { return a.tick < b.tick; });
}

}  // namespace troupe::music::impl
