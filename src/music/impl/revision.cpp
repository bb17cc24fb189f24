#include "music/impl/revision.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/composer.hpp"

namespace troupe::music::impl {
namespace {

/// Notes, chords or syllables that begin between two ticks.
template <class Item>
std::vector<Item> within_ticks(std::vector<Item> const& items, int from, int to) {
    std::vector<Item> out;
    for (auto const& item : items)
        if (item.tick >= from && item.tick < to) out.push_back(item);
    return out;
}

/// One list with the items between two ticks replaced by those of another; none of the new ones lasts beyond the end.
template <class Item>
std::vector<Item> exchanged(std::vector<Item> const& old, std::vector<Item> const& fresh, int from, int to) {
    auto out = within_ticks(old, 0, from);
    for (auto item : within_ticks(fresh, from, to)) {
        item.length = std::min(item.length, to - item.tick);
        out.push_back(std::move(item));
    }
    for (auto const& item : old)
        if (item.tick >= to) out.push_back(item);
    return out;
}

Part& part_like(Score& score, Part const& wanted) {
    for (auto& part : score.parts)
        if (part.name == wanted.name) return part;
    score.parts.push_back({wanted.name, wanted.stem, wanted.patch, {}});
    return score.parts.back();
}

int line_index(Score& score, std::string const& line) {
    auto const found = std::find(score.lines.begin(), score.lines.end(), line);
    if (found == score.lines.end()) score.lines.push_back(line);
    return static_cast<int>(std::find(score.lines.begin(), score.lines.end(), line) - score.lines.begin());
}

void exchange_syllables(Score& score, Score const& fresh, int from, int to) {
    auto syllables = within_ticks(fresh.syllables, from, to);
    for (auto& syllable : syllables)
        if (syllable.line >= 0) syllable.line = line_index(score, fresh.lines[static_cast<std::size_t>(syllable.line)]);
    score.syllables = exchanged(score.syllables, syllables, from, to);
}

}  // namespace

Result<Score> recomposed(Score const& song, Plan const& plan, Brief const& brief, int section, std::uint64_t seed, int candidates) {
    if (section < 0 || section >= static_cast<int>(song.sections.size()))
        return fail(ErrorCode::invalid_input, fmt::format("section: {} is outside 0 to {}", section, song.sections.size() - 1));
    auto other = brief;
    other.seed = seed;
    auto const fresh = compose(plan, other, candidates);
    auto const& place = song.sections[static_cast<std::size_t>(section)];
    auto const from = place.first_bar * song.bar_ticks();
    auto const to = from + place.bars * song.bar_ticks();
    auto score = song;
    for (auto const& part : fresh.parts) (void)part_like(score, part);
    for (auto& part : score.parts) {
        auto const* source = fresh.part(part.name);
        part.notes = exchanged(part.notes, source == nullptr ? std::vector<Note>() : source->notes, from, to);
    }
    std::erase_if(score.parts, [](Part const& part) { return part.notes.empty(); });
    score.chords = exchanged(score.chords, fresh.chords, from, to);
    exchange_syllables(score, fresh, from, to);
    return score;
}

Score excerpt(Score const& song, int first_bar, int bars) {
    auto const from = first_bar * song.bar_ticks();
    auto const to = from + bars * song.bar_ticks();
    auto cut = song;
    cut.bars = bars;
    cut.sections = {{"hook", 0, bars, 0.8, {}}};
    for (auto& part : cut.parts) {
        part.notes = within_ticks(part.notes, from, to);
        for (auto& note : part.notes) note.tick -= from;
    }
    std::erase_if(cut.parts, [](Part const& part) { return part.notes.empty(); });
    cut.chords = within_ticks(cut.chords, from, to);
    for (auto& chord : cut.chords) chord.tick -= from;
    cut.syllables = within_ticks(cut.syllables, from, to);
    for (auto& syllable : cut.syllables) syllable.tick -= from;
    return cut;
}

int hook_bar(Score const& song) {
    auto const at = timeline_of(song, 0).hook_start.count();
    auto const bar_seconds = song.seconds_at(song.bar_ticks());
    return std::clamp(static_cast<int>(std::lround(at / bar_seconds)), 0, std::max(0, song.bars - 1));
}

}  // namespace troupe::music::impl
