// One section of a finished song, written anew.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "music/impl/composer.hpp"
#include "music/impl/composing/candidate.hpp"
#include "music/impl/composing/contest.hpp"
#include "music/impl/composing/theme.hpp"

namespace troupe::music::impl {
namespace {

constexpr double really_new = 0.6;      ///< of a section's notes at most as they were
constexpr double still_the_same = 0.95;  ///< more, and it is no new version at all
constexpr double bold = 0.6;            ///< how freely players treat their patterns in a new version, at least

struct Stretch {
    int start = 0, end = 0;  ///< ticks
    [[nodiscard]] bool holds(int tick) const { return tick >= start && tick < end; }
};

Stretch stretch_of(Score const& score, int section) {
    auto const& row = score.sections[static_cast<std::size_t>(section)];
    return {row.first_bar * score.bar_ticks(), (row.first_bar + row.bars) * score.bar_ticks()};
}

bool stays(std::string const& part) { return part == "texture" || part == "fx"; }

/// The tune of another section of the same kind, as a theme.
Theme tune_of(Score const& song, std::string const& part_name, Stretch const& where) {
    Theme theme;
    auto const* part = song.part(part_name);
    if (part == nullptr) return theme;
    for (auto note : part->notes) {
        if (!where.holds(note.tick) || note.tick - where.start >= theme_bars * song.bar_ticks()) continue;
        note.tick -= where.start;
        note.shift = 0;
        theme.push_back(note);
    }
    return theme;
}

/// The first other section that carries the hook.
std::optional<int> sibling_of(Score const& song, int section) {
    if (!is_hook(song.sections[static_cast<std::size_t>(section)])) return std::nullopt;
    for (int i = 0; i < static_cast<int>(song.sections.size()); ++i)
        if (i != section && is_hook(song.sections[static_cast<std::size_t>(i)])) return i;
    return std::nullopt;
}

/// The hook must be known again: its head is given to the new version.
void give_hook(Draft& draft, Score const& song, int section) {
    auto const sibling = sibling_of(song, section);
    if (!sibling) return;
    auto const where = stretch_of(song, *sibling);
    auto const start = stretch_of(song, section).start;
    if (auto const theme = tune_of(song, "lead", where); !theme.empty())
        draft.given["hook"] = reworked(theme, draft, start, draft.random.stream("melody"));
    if (auto theme = tune_of(song, "vocals", where); !theme.empty()) draft.given["sung.hook"] = std::move(theme);
}

/// Those outside as they are in `song`, cut at the borders; those inside from `fresh`.
std::vector<Chord> spliced(std::vector<Chord> const& song, std::vector<Chord> const& fresh, Stretch const& where) {
    std::vector<Chord> out;
    auto const add = [&](Chord chord, int from, int until) {
        auto const end = std::min(chord.tick + chord.length, until);
        chord.tick = std::max(chord.tick, from);
        chord.length = end - chord.tick;
        if (chord.length > 0) out.push_back(std::move(chord));
    };
    for (auto const& chord : song) add(chord, 0, where.start);
    for (auto const& chord : fresh) add(chord, where.start, where.end);
    for (auto const& chord : song) add(chord, where.end, chord.tick + chord.length);
    return out;
}

template <class Item>
std::vector<Item> spliced_items(std::vector<Item> const& song, std::vector<Item> const& fresh, Stretch const& where) {
    std::vector<Item> out;
    for (auto const& item : song)
        if (item.tick < where.start) out.push_back(item);
    for (auto item : fresh) {
        if (!where.holds(item.tick)) continue;
        item.length = std::min(item.length, where.end - item.tick);
        out.push_back(std::move(item));
    }
    for (auto const& item : song)
        if (item.tick >= where.end) out.push_back(item);
    return out;
}

Score with_section(Score const& song, Score const& fresh, Stretch const& where) {
    auto out = song;
    out.verdict = {};
    out.chords = spliced(song.chords, fresh.chords, where);
    for (auto& part : out.parts) {
        if (stays(part.name)) continue;
        auto const* other = fresh.part(part.name);
        part.notes = spliced_items(part.notes, other == nullptr ? std::vector<Note>() : other->notes, where);
    }
    for (auto const& part : fresh.parts) {
        if (stays(part.name) || out.part(part.name) != nullptr) continue;
        out.parts.push_back({part.name, part.stem, part.patch, spliced_items({}, part.notes, where)});
    }
    out.syllables = spliced_items(song.syllables, fresh.syllables, where);
    return out;
}

/// How well one chord leads to another, by the way its root goes: a fifth down best, a tritone worst.
double leading(Chord const& from, Chord const& to) {
    static constexpr std::array<double, 12> marks{0.5, 0.8, 0.8, 0.6, 0.6, 1, 0.1, 0.8, 0.6, 0.6, 0.8, 0.8};
    return marks[static_cast<std::size_t>(((to.root - from.root) % 12 + 12) % 12)];
}

double borders(Score const& score, Stretch const& where) {
    double worst = 1;
    for (std::size_t i = 1; i < score.chords.size(); ++i)
        if (score.chords[i].tick == where.start || score.chords[i].tick == where.end)
            worst = std::min(worst, leading(score.chords[i - 1], score.chords[i]));
    return worst;
}

using NoteSet = std::multiset<std::pair<int, int>>;

NoteSet notes_within(Part const& part, Stretch const& where) {
    NoteSet notes;
    for (auto const& note : part.notes)
        if (where.holds(note.tick)) notes.insert({note.tick, note.pitch});
    return notes;
}

Score write_version(Score const& song, Plan const& plan, Brief const& brief, int section, Random const& own) {
    auto draft = empty_draft(plan, brief, Random(brief.seed), own);
    write_chords(draft);
    give_hook(draft, song, section);
    write_parts(draft, brief);
    auto const where = stretch_of(song, section);
    auto version = with_section(song, draft.score, where);
    weigh(version, *plan.genre);
    version.verdict.score *= 0.8 + 0.2 * borders(version, where);
    return version;
}

struct Version {
    Score score;
    double likeness = 1;
};

}  // namespace

double section_likeness(Score const& a, Score const& b, int section) {
    auto const where = stretch_of(a, section);
    std::map<std::string, std::pair<NoteSet, NoteSet>> parts;
    for (auto const& part : a.parts) parts[part.name].first = notes_within(part, where);
    for (auto const& part : b.parts) parts[part.name].second = notes_within(part, where);
    double sum = 0, count = 0;
    for (auto const& [name, both] : parts) {
        auto const most = std::max(both.first.size(), both.second.size());
        if (stays(name) || most == 0) continue;
        std::vector<std::pair<int, int>> common;
        std::set_intersection(both.first.begin(), both.first.end(), both.second.begin(), both.second.end(), std::back_inserter(common));
        sum += static_cast<double>(common.size()) / static_cast<double>(most);
        count += 1;
    }
    return count > 0 ? sum / count : 1;
}

Result<Score> recomposed(Score const& song, Plan const& plan, Brief const& brief, int section, std::uint64_t seed, int candidates) {
    if (section < 0 || section >= static_cast<int>(song.sections.size()))
        return fail(ErrorCode::invalid_input, fmt::format("section: {} is outside 0 to {}", section, static_cast<int>(song.sections.size()) - 1));
    Random const random = Random(seed).stream("revision", static_cast<std::uint64_t>(section));
    auto freer = plan;
    freer.variation = std::max(plan.variation, bold);
    int const each = std::max(1, candidates);
    std::vector<Version> versions;
    for (int i = 0; i < 2 * each && (i < each || versions.front().likeness > really_new); ++i) {
        auto version = write_version(song, freer, brief, section, random.stream("candidate", static_cast<std::uint64_t>(i)));
        auto const alike = section_likeness(song, version, section);
        versions.push_back({std::move(version), alike});
        // The least alike leads: where a section has little to change, it is what there is.
        if (alike < versions.front().likeness) std::swap(versions.front(), versions.back());
    }
    if (versions.front().likeness > still_the_same)
        return fail(ErrorCode::conflict, fmt::format("section {} came out as it was in {} tries; try another seed", section, versions.size()));
    Contest contest(*plan.genre, brief);
    auto const most = std::max(really_new, versions.front().likeness);
    for (auto& version : versions)
        if (version.likeness <= most) contest.hear(std::move(version.score));
    auto best = std::move(contest).finish();
    best.verdict.reason += fmt::format("; {:.0f} % of the section's notes are as they were", 100 * section_likeness(song, best, section));
    return best;
}

}  // namespace troupe::music::impl
