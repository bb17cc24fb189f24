#include "music/impl/composer.hpp"

#include <algorithm>
#include <cmath>

#include "music/impl/composing/candidate.hpp"
#include "music/impl/composing/contest.hpp"

namespace troupe::music::impl {
namespace {

/// More rounds when the catalogue refuses every candidate of the first.
constexpr int most_rounds = 4;

Score write_candidate(Plan const& plan, Brief const& brief, Random const& song, int index) {
    auto draft = empty_draft(plan, brief, song, song.stream("candidate", static_cast<std::uint64_t>(index)));
    write_chords(draft);
    write_parts(draft, brief);
    weigh(draft.score, *plan.genre);
    return std::move(draft.score);
}

/// The notes of a part between two ticks, those that already sound at the first one included.
std::vector<Note> between(std::vector<Note> const& notes, int start, int end) {
    std::vector<Note> out;
    for (auto note : notes) {
        if (note.tick + note.length <= start || note.tick >= end) continue;
        if (note.tick < start) {
            note.length -= start - note.tick;
            note.tick = start;
            note.shift = 0;
        }
        note.length = std::min(note.length, end - note.tick);
        note.tick -= start;
        out.push_back(note);
    }
    return out;
}

std::vector<ScoreSection> sections_between(Score const& score, int first_bar, int bars) {
    std::vector<ScoreSection> out;
    for (auto section : score.sections) {
        int const from = std::max(section.first_bar, first_bar);
        int const until = std::min(section.first_bar + section.bars, first_bar + bars);
        if (from >= until) continue;
        section.first_bar = from - first_bar;
        section.bars = until - from;
        out.push_back(section);
    }
    return out;
}

}  // namespace

Score compose(Plan const& plan, Brief const& brief, int candidates) {
    Random const song(brief.seed);
    Contest contest(*plan.genre, brief);
    int const each = std::max(1, candidates);
    for (int i = 0; i < most_rounds * each && (i < each || !contest.has_winner()); ++i) contest.hear(write_candidate(plan, brief, song, i));
    return std::move(contest).finish();
}

BarSpan hook_bars(Score const& score) {
    ScoreSection const* best = nullptr;
    double most = -1;
    for (auto const& section : score.sections) {
        auto const worth = section.energy + (is_hook(section) ? 0.6 : 0) - (section.bars < 4 ? 0.3 : 0);
        // The first of equals: nobody waits for the last chorus.
        if (worth <= most + 0.1) continue;
        most = worth;
        best = &section;
    }
    auto const bar_seconds = score.seconds_at(score.bar_ticks());
    auto const bars = std::clamp(static_cast<int>(std::floor(12 / bar_seconds)), 1, std::max(1, score.bars));
    auto const first = best == nullptr ? 0 : best->first_bar;
    return {std::max(0, std::min(first, score.bars - bars)), bars};
}

Score excerpt(Score const& score, int first_bar, int bars) {
    first_bar = std::clamp(first_bar, 0, std::max(0, score.bars - 1));
    bars = std::clamp(bars, 1, score.bars - first_bar);
    int const start = first_bar * score.bar_ticks(), end = start + bars * score.bar_ticks();
    auto out = score;
    out.bars = bars;
    out.sections = sections_between(score, first_bar, bars);
    for (auto& part : out.parts) part.notes = between(part.notes, start, end);
    std::erase_if(out.parts, [](Part const& part) { return part.notes.empty(); });
    std::erase_if(out.chords, [&](Chord const& chord) { return chord.tick + chord.length <= start || chord.tick >= end; });
    for (auto& chord : out.chords) {
        int const until = std::min(chord.tick + chord.length, end);
        chord.tick = std::max(chord.tick, start) - start;
        chord.length = until - start - chord.tick;
    }
    std::erase_if(out.syllables, [&](SungSyllable const& syllable) { return syllable.tick + syllable.length <= start || syllable.tick >= end; });
    for (auto& syllable : out.syllables) {
        int const until = std::min(syllable.tick + syllable.length, end);
        syllable.tick = std::max(syllable.tick, start) - start;
        syllable.length = until - start - syllable.tick;
    }
    return out;
}

}  // namespace troupe::music::impl
